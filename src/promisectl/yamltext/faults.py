"""A fault: a reason to refuse a text, with its place and what to do about it.

Here are those that the bytes and characters show before any parser sees them: what is not UTF-8, what hides or reorders
text, what a merge left behind, directives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.place import Place
from promisectl.yamltext.conflicts import MARKER_LINE

_BAD_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!\n)"
)
_DIRECTIVE = re.compile(r"^%.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason to refuse a text: where, what, and what to do."""

    line: int
    column: int
    end_column: int
    note: Message
    help: Message | None = None

    def finding(self, path: str) -> Finding:
        """Return the fault as a PC101 finding of a file."""
        from promisectl.model.codes import CODES

        place = Place(path, self.line, self.column, self.end_column)
        return Finding("PC101", CODES["PC101"].title, place, note=self.note, help=self.help)


def decode(data: bytes) -> str | Fault:
    """Return the text of a file's bytes without its BOM, or why they are not UTF-8."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        line, column = _at(before, len(before))
        note = M("byte {byte} is not UTF-8", byte=f"0x{data[error.start]:02x}")
        return Fault(line, column, column + 1, note, M("save the file as UTF-8"))


def faults_of_characters(text: str) -> list[Fault]:
    """Return why a text is refused whatever YAML it is: its characters, the first conflict marker, its directives."""
    return [*_bad_characters(text), *_first_conflict_marker(text), *_directives(text)]


def _bad_characters(text: str) -> Iterator[Fault]:
    for match in _BAD_CHARACTER.finditer(text):
        line, column = _at(text, match.start())
        note = M("character U+{code} is not allowed in a ledger", code=f"{ord(match[0]):04X}")
        yield Fault(line, column, column + 1, note, M("remove it: it can hide or reorder what people read"))


def _first_conflict_marker(text: str) -> Iterator[Fault]:
    marker = MARKER_LINE.search(text)
    if marker:
        help = M("make one of both sides: a promise or a pack with `promisectl resolve FILE`, any other file by hand")
        yield _of_line(text, marker, M("this is a conflict marker that a merge left here"), help)


def _directives(text: str) -> Iterator[Fault]:
    for directive in _DIRECTIVE.finditer(text):
        yield _of_line(text, directive, M("`%` directives are not read"), M("remove this line"))


def _of_line(text: str, match: re.Match[str], note: Message, help: Message) -> Fault:
    line, column = _at(text, match.start())
    return Fault(line, column, column + len(match[0].rstrip("\r")), note, help)


def _at(text: str, index: int) -> tuple[int, int]:
    """Return line and column of an offset, both from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
