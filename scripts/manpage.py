"""The manual page promisectl(1), in English and Spanish: what stands between its generated marks is made here.

The pages are roff, in docs/man, in UTF-8. A line `.\\" generated: NAME` begins what the function of that name makes
from the program's own help, in the page's language, and `.\\" /generated` ends it; the rest is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from commandline import argument, default, kind, metavar, sections, shared

from promisectl import __version__
from promisectl.cli.registry import GROUPS
from promisectl.formats.translator import Translator

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "man"
PAGES = {FOLDER / "promisectl.1": "en", FOLDER / "es" / "promisectl.1": "es"}
_BLOCK = re.compile(r'(\.\\" generated: ([a-z-]+)\n)(.*?)(\.\\" /generated)', re.DOTALL)
# What the help does not say in both languages, since only a page of its own has to.
_SAYS = {
    "en": {
        "speaking": "Of speaking",
        "looking": "Of looking",
        "mending": "Of mending",
        "every": "Of every command",
        "and": "And the options {}.",
        "default": "Default: {}.",
        "options": "OPTIONS",
    },
    "es": {
        "speaking": "Para hablar",
        "looking": "Para mirar",
        "mending": "Para corregir",
        "every": "De todos los comandos",
        "and": "Y las opciones {}.",
        "default": "Si no se da: {}.",
        "options": "OPCIONES",
    },
}


def roff(text: str) -> str:
    """Return a text as roff reads it: nothing in it is a command, `code` is bold, a dash stays a dash."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    text = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)
    return "\n".join(r"\&" + line if line.startswith((".", "'")) else line for line in text.split("\n"))


def title(language: str) -> str:
    """Return the line that names page, section and version; it carries no date, so that it is always the same."""
    heading = {"en": "User commands", "es": "Órdenes de usuario"}[language]
    return f'.TH PROMISECTL 1 "" "promisectl {__version__}" "{heading}"'


def commands(language: str) -> str:
    """Return every command by group: how it is called, what it does, its own options."""
    words, says = Translator(language), _SAYS[language]
    found = list(sections(words))
    lines: list[str] = []
    for group, heading in GROUPS.items():
        lines.append(f".SS {roff(words.say(heading))}")
        for one in found:
            if one.group == group:
                called = " ".join(f"\\fI{roff(argument(param))}\\fR" for param in one.arguments)
                optional = f"[{says['options']}]" if one.command.params else ""
                lines += [".TP", f"\\fBpromisectl {roff(one.name)}\\fR {called} {optional}".replace("  ", " ").rstrip()]
                lines.append(roff(one.command.help))
                lines += _below(one, says)
    return "\n".join(lines)


def _below(one: Any, says: dict[str, str]) -> Iterator[str]:
    if one.arguments or one.options:
        yield ".RS"
        for param in (*one.arguments, *one.options):
            yield from _entry(param, says)
        yield ".RE"
    if one.family:
        name = says[one.family[0]]
        yield ".IP"
        yield roff(says["and"].format(name[0].lower() + name[1:]))


def _entry(param: Any, says: dict[str, str]) -> Iterator[str]:
    yield ".TP"
    if param.param_type_name == "argument":
        yield f"\\fI{roff(metavar(param))}\\fR"
    else:
        names = ", ".join(f"\\fB{roff(name)}\\fR" for name in sorted(param.opts, key=len))
        yield names if param.is_flag else f"{names} \\fI{roff(kind(param))}\\fR"
    value = default(param)
    yield roff(f"{param.help} {says['default'].format(value)}" if value else param.help)


def options(language: str) -> str:
    """Return the options that commands share, family by family."""
    says = _SAYS[language]
    lines: list[str] = []
    for name, _, params in shared(Translator(language)):
        lines.append(f".SS {roff(says[name])}")
        for param in params:
            lines += _entry(param, says)
    return "\n".join(lines)


BLOCKS: dict[str, Callable[[str], str]] = {"title": title, "commands": commands, "options": options}


def pages() -> dict[Path, str]:
    """Return every manual page as it ought to be."""
    return {page: _fresh(page.read_text(encoding="utf-8"), language) for page, language in PAGES.items()}


def _fresh(text: str, language: str) -> str:
    return _BLOCK.sub(lambda found: f"{found[1]}{BLOCKS[found[2]](language)}\n{found[4]}", text)
