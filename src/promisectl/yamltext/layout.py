"""Layout: a promise file put into the usual order and indentation. Comments, quotes and values stay.

The usual layout: the keys of the head in their order, mappings two blanks in, lists at the column of their key, one
blank after a dash. What stands between brackets stays there, except a whole file. A comment goes with the entry below
it, or with the one above where it is indented deeper than what is below. What was written is read again: the same
values, and no comment lost, else the file is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from promisectl.yamltext.exact import Document, Fault, Way, decode, read_exact
from promisectl.yamltext.head_order import HEAD_ORDER
from promisectl.yamltext.spans import Range, Spans

_REMARK = re.compile(r"#[^\r\n]*")


def laid_out(data: bytes) -> bytes | None:
    """Return a file's bytes in the usual layout; None where it cannot be read or laid out without loss.

    A BOM and CRLF are kept as found.
    """
    text = decode(data)
    if isinstance(text, Fault):
        return None
    document = _read(text)
    if document is None:
        return None
    new = _written_anew(text, document)
    if new is None or not _says_the_same(new, text, document):
        return None
    bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    return bom + new.encode()


def _written_anew(text: str, document: Document) -> str | None:
    newline = "\r\n" if "\r\n" in text else "\n"
    whole = text if text.endswith("\n") else text + newline
    opened = _without_brackets(whole, document, newline) if document.values[()].flow else whole
    again = _read(opened)
    return None if again is None else _Layout(opened, again).laid_out()


def _says_the_same(new: str, text: str, document: Document) -> bool:
    """Whether a new text holds the values and the comments of the old one."""
    result = _read(new)
    if result is None or result.value != document.value:
        return False
    return _comments(new, result) == _comments(text, document)


def _read(text: str) -> Document | None:
    documents, _ = read_exact(text)
    return documents[0] if documents and isinstance(documents[0].value, dict) and documents[0].value else None


def _comments(text: str, document: Document) -> list[str]:
    """Return the comments of a text: what begins with # outside its keys and values.

    They are told by the places, which are certain, and not by reading on the lines alone, as `comments.py` does.
    """
    spans = Spans(text, document)
    outside: list[str] = []
    at = 0
    for start, end in _scalars(spans, document):
        is_block_scalar = text[start:end][:1] in ("|", ">")
        until = spans.next_line(start) if is_block_scalar else start
        outside.append(text[at:until])
        at = max(end, until)
    outside.append(text[at:])
    return sorted(remark.rstrip() for remark in _REMARK.findall("".join(outside)))


def _scalars(spans: Spans, document: Document) -> list[Range]:
    """Return where the keys and the scalars of a document stand, in order."""
    scalars = [span for way, span in document.values.items() if not isinstance(spans.value(way), list | dict)]
    return sorted((span.start, span.end) for span in [*scalars, *document.keys.values()])


def _without_brackets(text: str, document: Document, newline: str) -> str:
    """Return a file between brackets with each key on a line of its own, the comments above it."""
    root = document.values[()]
    lines, at = [text[: root.start].rstrip(" \t")], root.start + 1
    for key in document.value:
        name, value = document.keys[(key,)], document.values[(key,)]
        lines += _REMARK.findall(text, at, name.start)
        lines.append(f"{text[name.start : name.end]}: {text[value.start : value.end]}")
        at = value.end
    lines += _REMARK.findall(text, at, root.end - 1)
    if lines[0].endswith("\n") or not lines[0]:
        lines[:2] = [lines[0] + lines[1]]
    return newline.join(lines) + newline + text[root.end :].lstrip(" \t\r\n")


@dataclass(frozen=True, slots=True)
class _Column:
    """The column something stood at, and the one it will stand at."""

    old: int
    new: int


class _Layout:
    """The new indentation of every line, and the pieces of text that the keys of the head move with."""

    def __init__(self, text: str, document: Document) -> None:
        self._text = text
        self._spans = Spans(text, document)
        self._keys: list[str] = list(document.value)
        self._edits: list[tuple[int, int, str]] = []
        self._lines: dict[int, _Column] = {}  # what begins a line, by its start
        self._above: dict[int, list[_Column]] = {}  # the entries around what ends, by the start of the line after it
        self._after_block_scalar: set[int] = set()

    def laid_out(self) -> str:
        """Return the text in the usual layout."""
        self._collection((), 0, [])
        cuts = [*self._strays(), len(self._text)]
        order = {key: rank for rank, key in enumerate(HEAD_ORDER)}
        moved = sorted(range(len(self._keys)), key=lambda index: order.get(self._keys[index], order["state"]))
        self._edits.sort()
        pieces = [self._piece(0, cuts[0]), *(self._piece(cuts[index], cuts[index + 1]) for index in moved)]
        return "".join([*pieces, self._piece(cuts[-2], cuts[-1])])

    def _piece(self, start: int, end: int) -> str:
        pieces, at = [], start
        for first, last, new in self._edits:
            if start <= first < end:
                pieces += [self._text[at:first], new]
                at = last
        return "".join([*pieces, self._text[at:end]])

    # Entries.

    def _collection(self, way: Way, indent: int, above: list[_Column]) -> None:
        for child in self._spans.children(way):
            start, end = self._spans.entry(child)
            line = self._spans.line_start(start)
            if not self._text[line:start].strip():
                self._line(line, indent)
            levels = [*above, _Column(start - line, indent)]
            self._above[self._spans.next_line(start)] = levels
            self._entry(child, start, indent, levels)
            self._above.setdefault(self._spans.after_line(end), levels)

    def _entry(self, way: Way, start: int, indent: int, levels: list[_Column]) -> None:
        is_item = isinstance(way[-1], int)
        first, last = self._spans.bounds(way)
        if is_item:
            self._close_to_dash(start, first, last)
        value = self._spans.value(way)
        if value and self._spans.is_block(way):
            stays_at_key = isinstance(value, list) and not is_item
            self._collection(way, indent if stays_at_key else indent + 2, levels)
        elif self._spans.is_block_scalar(way):
            self._block_scalar(way, indent + 2)
        else:
            self._further_lines(start, first, last, indent, levels[-1])

    def _close_to_dash(self, dash: int, first: int, last: int) -> None:
        is_on_dash_line = first < last and "\n" not in self._text[dash:first]
        if is_on_dash_line:
            self._edits.append((dash + 1, first, " "))

    def _block_scalar(self, way: Way, indent: int) -> None:
        start, end = self._spans.bounds(way)
        first, last = self._spans.header(start)
        self._edits.append((first, last, re.sub(r"\d", "2", self._text[first:last])))
        reach, _ = self._spans.reach(way)
        line = self._spans.next_line(last)
        while line < end:
            blanks = len(self._spans.indent(line))
            self._edits.append((line, line + min(blanks, reach), " " * indent if blanks >= reach else ""))
            line = self._spans.next_line(line)
        self._after_block_scalar.add(self._spans.after_line(end))

    def _further_lines(self, entry: int, start: int, end: int, indent: int, level: _Column) -> None:
        """Move the lines a value goes on over: those of a text two in, those between brackets as far as its entry."""
        brackets = self._text[start : start + 1] in ("[", "{")
        shift = level.new - level.old
        own_line = self._spans.line_start(start) > entry
        line = self._spans.line_start(start) if own_line else self._spans.next_line(start)
        while line < end:
            blanks = len(self._spans.indent(line))
            if not brackets or line < start:
                shift = indent + 2 - blanks
            if self._text[line + blanks] not in "\r\n":
                self._line(line, max(0, blanks + shift))
            line = self._spans.next_line(line)

    def _line(self, start: int, indent: int) -> None:
        old = len(self._spans.indent(start))
        self._lines[start] = _Column(old, indent)
        self._edits.append((start, start + old, " " * indent))

    # What stands between entries.

    def _strays(self) -> list[int]:
        """Move the comments to the entries they belong to; return where the piece of every key begins, and the rest."""
        cuts: list[int] = []
        root = _Column(self._spans.column(()), 0)
        at = 0
        for key in self._keys:
            for number, (start, end) in enumerate(self._spans.lines((key,))):
                cut = self._gap(at, start, self._lines[start]) if at < start else start
                if number == 0:
                    cuts.append(cut if cuts else start)
                at = end
        return [*cuts, self._gap(at, len(self._text), root)]

    def _gap(self, start: int, end: int, below: _Column) -> int:
        """Move the comments between two lines; return the end of those that belong to what is above."""
        line = cut = start
        while line < end and (stray := self._spans.stray(line)):
            (first, last), line = stray
            if self._text[last] != "#":
                self._edits.append((first, last, ""))
                continue
            column = self._column_above(start, last - first, below)
            if column is not None:
                cut = line
            self._edits.append((first, last, " " * (below.new if column is None else column)))
        return cut

    def _column_above(self, end: int, column: int, below: _Column) -> int | None:
        """Return where a comment goes that belongs to what ended at a line start; None for one of what is below."""
        if column <= below.old:
            return None
        near = [level.new for level in self._above.get(end, ()) if below.old < level.old <= column]
        if near:
            return near[-1]
        return None if end in self._after_block_scalar else below.new + 2
