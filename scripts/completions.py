"""The table that completion reads: every command, its arguments and options, and what their values are.

Building a command takes Typer, which takes longer than a completion may; so what it would tell is written down here, as
literals, by `scripts/reference.py write`, and `scripts/reference.py check` fails where it is stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import commandline
from commandline import Section

from promisectl.app.files.redact import HEAD, OF_ACTS
from promisectl.cli.options import LOOK, OPTIONS
from promisectl.cli.registry import ROWS
from promisectl.formats.translator import Translator
from promisectl.model.codes import CODES
from promisectl.model.languages import LANGUAGES
from promisectl.model.promise import FREE_FIELDS
from promisectl.model.terms import TERMS, key_of
from promisectl.model.vocabulary import NOTE_KINDS, REASONS
from promisectl.query.fields import FIELDS
from promisectl.query.vocabulary import FATES, FLAGS, STATES
from promisectl.reports.groupings import GROUPINGS

TABLE = Path(__file__).resolve().parent.parent / "src/promisectl/cli/completion/table.py"
SHELLS = ("bash", "zsh", "fish")
HEADER = '''"""What completion knows of the command line without building it. Made by scripts/reference.py."""

# ruff: noqa: E501
# fmt: off
'''

# What a value is, by the option's or argument's name where that says more than its metavar.
BY_NAME = {
    "reason": "reason", "pause-on": "reason", "format": "format", "ledger": "ledger", "lang": "lang", "drop": "term",
    "kind": "note-kind", "shell": "shell", "calendar": "calendar", "service": "service", "where": "where",
    "area": "area", "select": "code", "ignore": "code", "act": "act", "needs": "id", "part-of": "id",
    "follows": "id", "reopens": "id", "serves": "goal",
}  # fmt: skip
BY_METAVAR = {
    "HANDLE": "person", "PERSON": "person", "FROM": "person", "TO": "person", "PERSON|WHERE": "whose",
    "ID": "id", "IDS": "id", "AREA": "area", "WHEN": "when", "FILE": "file", "FOLDER": "folder", "WHERE": "where",
    "CODE": "code", "SHELL": "shell",
}  # fmt: skip
BY_COMMAND = {
    ("set", "field"): "free-field", ("redact", "field"): "text-field", ("report fulfilment", "by"): "grouping",
    ("person add", "handle"): "", ("ledger new", "name"): "", ("area add", "name"): "", ("schema", "name"): "",
    ("init", "ledger"): "", ("service open", "name"): "service", ("person rename", "new"): "",
    ("unpack", "ids"): "packed", ("goal checkin", "goal"): "measured",
}  # fmt: skip


def kind(command: str, param: Any) -> str:
    """Return what the value of an option or argument is; empty where nobody can know."""
    name = max(param.opts, key=len).lstrip("-").replace("_", "-")
    if (command, param.name) in BY_COMMAND:
        return BY_COMMAND[command, param.name]
    if name in BY_NAME:
        return BY_NAME[name]
    return BY_METAVAR.get(commandline.metavar(param), "")


def option(command: str, param: Any) -> tuple[Any, ...]:
    """Return an option: its spellings, what its value is (None: it takes none), its help."""
    spellings = tuple(sorted((*param.opts, *param.secondary_opts), key=len, reverse=True))
    return spellings, None if param.is_flag else kind(command, param), param.help or ""


def formats(section: Section) -> tuple[str, ...]:
    """Return the formats a command prints, as its family says."""
    name = section.name.replace("-", "_").replace(" ", "_")
    module = import_module(f"promisectl.cli.commands.{ROWS[section.name.split()[0]].module}")
    command = getattr(module, f"{name}_command")
    return tuple(command.formats)


def _rows() -> Iterator[str]:
    seen: dict[tuple[Any, ...], int] = {}
    lines = []
    for section in commandline.sections(Translator("en")):
        places = []
        for param in (p for p in section.command.params if p.param_type_name == "option" and p.name != "help"):
            places.append(seen.setdefault(option(section.name, param), len(seen)))
        arguments = tuple((kind(section.name, one), one.nargs == -1) for one in section.arguments)
        lines.append(f"    {section.name!r}: ({arguments!r}, {tuple(places)!r}, {formats(section)!r}),")
    yield "# Spellings, what the value is (None: none is taken), help."
    yield "OPTIONS: tuple[tuple[tuple[str, ...], str | None, str], ...] = ("
    yield from (f"    {one!r}," for one in seen)
    yield ")"
    yield "# By command: arguments (what, whether any number), options (places above), formats."
    yield "COMMANDS: dict[str, tuple[tuple[tuple[str, bool], ...], tuple[int, ...], tuple[str, ...]]] = {"
    yield from lines
    yield "}"


def root_options() -> tuple[tuple[Any, ...], ...]:
    """Return the options that stand before any command."""
    found = []
    for name in LOOK:
        told = OPTIONS[name].__metadata__[0]
        spellings = (told.default, *told.param_decls)
        flag = OPTIONS[name].__origin__ is bool
        kind_of = BY_NAME.get(told.default.lstrip("-"), BY_METAVAR.get(told.metavar, ""))
        found.append((spellings, None if flag else kind_of, told.help))
    return tuple(found)


def table() -> str:
    """Return the text of the table."""
    words = {
        "reason": REASONS,
        "lang": tuple(LANGUAGES),
        "term": tuple(key_of(name) for name in TERMS if name not in ("what", "customer", "performer")),
        "note-kind": tuple(one for one in NOTE_KINDS if one != "displaced"),
        "shell": SHELLS,
        "grouping": tuple(GROUPINGS),
        "free-field": tuple(key_of(name) for name in FREE_FIELDS),
        "text-field": OF_ACTS,
        "act": (HEAD,),
        "when": ("today", "tomorrow", "mon", "tue", "wed", "thu", "fri", "eow", "eom", "eoq", "eoy"),
    }
    values = {"state": tuple(map(str, STATES)), "class": tuple(map(str, FATES)), "is": tuple(map(str, FLAGS))}
    words_below = [one for one in commandline.sections(Translator("en")) if " " in one.name]
    lines = [
        HEADER,
        "# Commands: name, words below it, help.",
        "ROWS: tuple[tuple[str, tuple[str, ...], str], ...] = (",
        *(f"    {(row.name, row.words, row.help.text)!r}," for row in ROWS.values()),
        ")",
        "WORD_HELP: dict[str, str] = {",
        *(f"    {one.name!r}: {one.command.help!r}," for one in words_below),
        "}",
        *_rows(),
        "ROOT_OPTIONS: tuple[tuple[tuple[str, ...], str | None, str], ...] = (",
        *(f"    {one!r}," for one in root_options()),
        ")",
        "# What a value may be, where it is one of a few words.",
        "WORDS: dict[str, tuple[str, ...]] = {",
        *(f"    {name!r}: {tuple(map(str, some))!r}," for name, some in words.items()),
        "}",
        "CODES: dict[str, str] = {",
        *(f"    {code!r}: {one.title.text!r}," for code, one in CODES.items()),
        "}",
        f"FIELDS: tuple[str, ...] = {tuple(FIELDS)!r}",
        "FIELD_VALUES: dict[str, tuple[str, ...]] = {",
        *(f"    {name!r}: {tuple(sorted(some))!r}," for name, some in values.items()),
        "}",
    ]
    return "\n".join(lines) + "\n"
