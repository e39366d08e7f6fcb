"""The Spanish catalogue: take the messages out of the source, find what lacks a translation, compile.

    catalogue.py update     add new messages, untranslated, to the .po; keep every translation
    catalogue.py prune      the same, and drop messages that the source no longer holds
    catalogue.py compile    write the .mo that ships
    catalogue.py check      exit 1 and list what is missing, obsolete, different in its placeholders, stale

A message is the literal first argument of M(…), Message(…), say(…) or _(…), a name that promisectl.formats.translator
gives, a help text of the command line, or a paragraph of the page of a rule.
"""

from __future__ import annotations

import ast
import io
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from promisectl.app.check.rules import pages
from promisectl.formats.rule_page import page_texts
from promisectl.formats.translator import NAMES
from promisectl.model.languages import LANGUAGES
from promisectl.model.languages import SOURCE as SOURCE_LANGUAGE

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "promisectl"
TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE_LANGUAGE)
MARKS = frozenset({"M", "Message", "_", "say"})
COMMENT = "# What promisectl says, in {language}. Words: docs/reference/glossary.md. Made by scripts/catalogue.py."


class Text(NamedTuple):
    """A text to translate, the context that tells equal texts apart, and where it stands."""

    id: str
    context: str | None
    path: str


class Plain(Catalog):
    """A catalogue whose header holds nothing that changes by itself: no dates, no versions."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header lines that readers of a catalogue need."""
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def calls(folder: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield the marked calls of the source with their file, by file and then in order."""
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder.parent).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        marked = [
            node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node.func) in MARKS and node.args
        ]
        yield from ((name, call) for call in sorted(marked, key=lambda call: (call.lineno, call.col_offset)))


def source_texts(folder: Path = SOURCE) -> Iterator[Text]:
    """Yield every marked literal of the source."""
    for name, call in calls(folder):
        yield from (Text(text, None, name) for text in _literals(call.args[0]) if text)


def _called(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _literals(node: ast.expr) -> Iterator[str]:
    """Yield the literal, or the literals of a choice between two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def unmarked(folder: Path = SOURCE) -> list[str]:
    """Return the places where M(…) is given something that cannot be taken out: no literal."""
    return [
        f"{name}:{call.lineno}"
        for name, call in calls(folder)
        if _called(call.func) == "M" and not any(_literals(call.args[0]))
    ]


def name_texts() -> Iterator[Text]:
    """Yield the names of states, acts and the like, each in its context."""
    for context, keys in NAMES.items():
        yield from (Text(str(key), context, "promisectl/formats/translator.py") for key in keys)


def cli_texts() -> list[str]:
    """Return the help texts of the command line; none while there is no command line."""
    if find_spec("promisectl.cli.help_texts") is None:
        return []
    texts: list[str] = import_module("promisectl.cli.help_texts").help_texts()
    return texts


def rule_texts() -> Iterator[Text]:
    """Yield what the pages of the codes say, paragraph by paragraph."""
    for page in pages():
        yield from (Text(text, "rule", "promisectl/rules") for text in page_texts(page.text))


def texts() -> Iterator[Text]:
    """Yield everything that wants a translation."""
    yield from source_texts()
    yield from name_texts()
    yield from rule_texts()
    yield from (Text(text, None, "promisectl/cli") for text in cli_texts() if text)


def po_of(language: str) -> Path:
    """Return the path of a language's catalogue; its compiled form stands beside it."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "promisectl.po"


def read_catalogue(language: str) -> Catalog:
    """Return the .po of a language as it stands; an empty one where there is none."""
    path = po_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def fresh_catalogue(wanted: Iterator[Text], old: Catalog, *, prune: bool) -> Catalog:
    """Return the wanted texts in order, with the old translations; obsolete ones last, unless pruned."""
    when = datetime(2026, 1, 1, tzinfo=UTC)
    comment = COMMENT.format(language=LANGUAGES[str(old.locale)])
    new = Plain(locale=str(old.locale), header_comment=comment, fuzzy=False, creation_date=when, revision_date=when)
    for text in wanted:
        known = old.get(text.id, text.context)
        new.add(text.id, known.string if known else "", [(text.path, 1)], context=text.context)
    if prune:
        return new
    for message in old:
        if message.id and new.get(message.id, message.context) is None:
            new.add(message.id, message.string, context=message.context)
    return new


def po_bytes(catalogue: Catalog) -> bytes:
    """Return the .po of a catalogue."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, include_lineno=False)
    return buffer.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return the .mo of a catalogue; the same for the same texts, wherever and whenever."""
    plain = Plain(locale=str(catalogue.locale), fuzzy=False)
    for message in catalogue:
        if message.id:
            plain.add(message.id, message.string, context=message.context)
    buffer = io.BytesIO()
    write_mo(buffer, plain)
    return buffer.getvalue()


def placeholders(text: str) -> list[str]:
    """Return the names in braces, sorted; where the braces are no placeholders, the text's braces."""
    try:
        return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})
    except ValueError:
        return [character for character in text if character in "{}"]


def faults(old: Catalog, wanted: list[Text]) -> list[str]:
    """Return what is wrong with a catalogue, one line each."""
    known = {(text.id, text.context) for text in wanted}
    found = [f"not a literal, cannot be translated: {place}" for place in unmarked()]
    for text in dict.fromkeys((text.id, text.context) for text in wanted):
        message = old.get(*text)
        if message is None or not message.string or message.fuzzy:
            found.append(f"lacks a translation: {text[0]!r}")
        elif placeholders(str(message.string)) != placeholders(text[0]):
            found.append(f"placeholders differ: {text[0]!r}")
    for message in old:
        if message.id and (message.id, message.context) not in known:
            found.append(f"obsolete: {message.id!r}")
    return found


def check() -> list[str]:
    """Return what is wrong with the committed catalogues and their compiled forms."""
    wanted = list(texts())
    found = []
    for language in TRANSLATED:
        old = read_catalogue(language)
        compiled = po_of(language).with_suffix(".mo")
        problems = faults(old, wanted)
        if not compiled.exists() or compiled.read_bytes() != mo_bytes(old):
            problems.append("stale: the .mo is not what the .po compiles to (run scripts/catalogue.py compile)")
        found += [f"{language}: {problem}" for problem in problems]
    return found


def main(word: str) -> int:
    """Do what one word asks; return the exit code."""
    if word in ("update", "prune"):
        wanted = list(texts())
        for language in TRANSLATED:
            fresh = fresh_catalogue(iter(wanted), read_catalogue(language), prune=word == "prune")
            po_of(language).parent.mkdir(parents=True, exist_ok=True)
            po_of(language).write_bytes(po_bytes(fresh))
    elif word == "compile":
        for language in TRANSLATED:
            po_of(language).with_suffix(".mo").write_bytes(mo_bytes(read_catalogue(language)))
    elif word == "check":
        found = check()
        sys.stderr.write("".join(f"{line}\n" for line in found))
        return 1 if found else 0
    else:
        sys.stderr.write(__doc__ or "")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
