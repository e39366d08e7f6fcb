"""Spans: where the entries of a YAML text stand, as offsets into it: their lines, their ends, what separates them.

An entry is a key of a mapping with its value, or an item of a list; a Way names it. Comments and blank lines between
entries, and between the parts of one, belong to nobody: no question asked here answers with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from promisectl.yamltext.exact import Document, Way

Range = tuple[int, int]

_BLANKS = re.compile(" *")
_COMMENT_LINE = re.compile(r"([ \t]*)#[^\n]*\n")
_BLANK_LINE = re.compile(r"([ \t]*)\r?\n")
_BLANK_END = re.compile(r"(?<=\n)(?:\r?\n)+\Z")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
_GAP = re.compile(r"(?:\s|#[^\n]*)*")
_REST_OF_FLOW_LINE = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\n]*)?\r?\n")


class Spans:
    """The places in one document. The text ends with a line end."""

    def __init__(self, text: str, document: Document) -> None:
        self.text = text
        self._document = document

    def value(self, way: Way) -> Any:
        """Return the value that a way leads to."""
        value = self._document.value
        for step in way:
            value = value[step]
        return value

    def is_flow(self, way: Way) -> bool:
        """Whether a collection is written between brackets."""
        return self._document.values[way].flow

    def is_block_scalar(self, way: Way) -> bool:
        """Whether a value is a text written on the lines below `|` or `>`."""
        value = self.value(way)
        return isinstance(value, str) and self.text[self._document.values[way].start] in "|>"

    def is_block(self, way: Way) -> bool:
        """Whether a value is a collection written on the lines below its key."""
        return isinstance(self.value(way), list | dict) and not self.is_flow(way)

    def column(self, way: Way) -> int:
        """Return the indentation of a value: of the keys of a block mapping, of the dashes of a block list."""
        return self._document.values[way].column - 1

    def line_start(self, index: int) -> int:
        """Return where the line of an offset begins."""
        return self.text.rfind("\n", 0, index) + 1

    def after_line(self, index: int) -> int:
        """Return the start of the next line; the end of a block scalar is there already."""
        if index and self.text[index - 1] == "\n":
            return index
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end + 1

    def next_line(self, index: int) -> int:
        """Return where the line after the one of an offset begins."""
        return self.text.find("\n", index) + 1 or len(self.text)

    def indent(self, index: int) -> str:
        """Return the blanks that the line of an offset begins with."""
        blanks = _BLANKS.match(self.text, self.line_start(index))
        return blanks[0] if blanks else ""

    def bounds(self, way: Way) -> Range:
        """Return where a value begins and ends: after its last scalar or bracket, not after what follows it."""
        span = self._document.values[way]
        if self.is_block_scalar(way):
            return span.start, self._block_scalar_end(span.start, span.end)
        if self.is_block(way) and (children := self.children(way)):
            return span.start, self.bounds(children[-1])[1]
        return span.start, span.end

    def _block_scalar_end(self, start: int, end: int) -> int:
        """Leave the blank lines after a block scalar out, unless it keeps them."""
        header = self.header(start)
        if "+" in self.text[header[0] : header[1]] or not self.text[start:end].strip("\r\n"):
            return end
        blank = _BLANK_END.search(self.text, start, end)
        return blank.start() if blank else end

    def header(self, start: int) -> Range:
        """Return the bounds of a block scalar's header: `|`, `>-`, `|2+`."""
        match = _BLOCK_HEADER.match(self.text, start)
        return match.span() if match else (start, start)

    def reach(self, way: Way) -> tuple[int, bool]:
        """Return from which indentation on a line after a block scalar is part of it, and if blank lines are too."""
        start, end = self.bounds(way)
        first, last = self.header(start)
        header = self.text[first:last]
        column = self._column_of_block_scalar(way, header, self.text[self.after_line(last) : end])
        return max(1, column), "+" in header

    def _column_of_block_scalar(self, way: Way, header: str, body: str) -> int:
        """Return the indentation of a block scalar's text: what its header says, else that of its first line."""
        digits = [int(mark) for mark in header if mark.isdigit()]
        if digits:
            return self.column(way[:-1]) + digits[0]
        for line in body.split("\n"):
            if line.strip():
                return len(line) - len(line.lstrip(" "))
        return 1

    def children(self, way: Way) -> list[Way]:
        """Return the ways to the entries of a collection."""
        value = self.value(way)
        if isinstance(value, dict):
            return [(*way, key) for key in value]
        return [(*way, index) for index in range(len(value))] if isinstance(value, list) else []

    def entry(self, way: Way) -> Range:
        """Return the bounds of an entry: from its key, its dash or, between brackets, its value, to its end."""
        end = self.bounds(way)[1]
        if way in self._document.keys:
            return self._document.keys[way].start, end
        start = self._document.values[way].start
        return (start if self.is_flow(way[:-1]) else self._dash(way), end)

    def _dash(self, way: Way) -> int:
        """Return the dash of an item of a block list: the nearest one above it, in the list's column."""
        column = self.column(way[:-1])
        start = self.line_start(self._document.values[way].start)
        while self.text[start + column] != "-" or self.text[start : start + column].strip():
            start = self.line_start(start - 1)
        return start + column

    def opening(self, way: Way) -> int:
        """Return the offset after the colon of a key, where its value may begin."""
        return self.text.index(":", self._document.keys[way].end) + 1

    def lines(self, way: Way) -> list[Range]:
        """Return the lines that a block entry stands on, in order, each with its line end."""
        lines: list[Range] = []
        stood_until = 0
        for start, end in self._marks(way):
            first, last = self.line_start(start), self.after_line(end)
            if stood_until < last:
                lines.append((max(first, stood_until), last))
                stood_until = last
        return lines

    def _marks(self, way: Way) -> Iterator[Range]:
        if way in self._document.keys:
            yield self._document.keys[way].start, self._document.keys[way].end
        elif way and not self.is_flow(way[:-1]):
            yield (dash := self._dash(way)), dash + 1
        if self.is_block(way):
            for child in self.children(way):
                yield from self._marks(child)
        else:
            yield self.bounds(way)

    def after_comments(self, index: int, column: int) -> int:
        """Step from a line start over comment lines indented deeper than `column`: they belong to what is above."""
        while (match := _COMMENT_LINE.match(self.text, index)) and len(match[1]) > column:
            index = match.end()
        return index

    def stray(self, index: int) -> tuple[Range, int] | None:
        """Return the indentation and the end of the comment line or blank line that begins at an offset."""
        stray = _COMMENT_LINE.match(self.text, index) or _BLANK_LINE.match(self.text, index)
        return (stray.span(1), stray.end()) if stray else None

    # Between brackets.

    def comma(self, index: int) -> Range | None:
        """Return the comma that follows an entry between brackets."""
        gap = _GAP.match(self.text, index)
        end = gap.end() if gap else index
        return (end, end + 1) if self.text[end : end + 1] == "," else None

    def own_lines(self, start: int, end: int) -> tuple[Range, bool] | None:
        """Return the lines of an entry between brackets that shares them with no other, and whether a comma ends it."""
        rest = _REST_OF_FLOW_LINE.match(self.text, end)
        if rest is None or self.text[self.line_start(start) : start].strip(" "):
            return None
        return (self.line_start(start), rest.end()), bool(rest[1])
