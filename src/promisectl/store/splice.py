"""Splicing: changing the lines of a file that must change, and no other byte.

A Splice holds a text and the places of its values; each edit notes a span and what shall stand there. `result` applies
them, reads the new text again and compares it with what was meant: a text that would not say exactly that is never
written (format.md, Writing rules).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.store.emit import TYPED_KEYS, act_lines, entry, flow, quoted, scalar
from promisectl.store.yaml_exact import Document, Fault, Span, Way, decode, read_exact

HEAD_ORDER = (
    "id",
    "what",
    "customer",
    "performer",
    "within",
    "calendar",
    "due",
    "criteria",
    "condition",
    "pause-on",
    "serves",
    "tags",
    "priority",
    "needs",
    "part-of",
    "follows",
    "reopens",
    "service",
    "instance",
    "weight",
    "impact",
    "effort",
    "fallback",
    "segment",
    "channel",
    "touchpoint",
    "layer",
    "links",
    "notes",
    "state",
    "history",
)
_BOM = b"\xef\xbb\xbf"
_COMMENT_LINE = re.compile(r"[ \t]*#[^\n]*(?:\n|\Z)")


class Splice:
    """A text being edited. Faults in it are Trouble: a file that cannot be read is not written."""

    def __init__(self, data: bytes, path: str) -> None:
        text = decode(data)
        documents, faults = ([], [text]) if isinstance(text, Fault) else read_exact(text)
        if faults or isinstance(text, Fault) or not isinstance(documents[0].value, dict):
            raise Trouble(
                M("{path} cannot be read, so it is not written", path=path),
                help=M("see why with `promisectl check`"),
                code="unreadable",
            )
        self._bom = data.startswith(_BOM)
        self._text = text
        self._path = path
        self._document: Document = documents[0]
        self._wanted: dict[str, Any] = dict(self._document.value)
        self._edits: list[tuple[int, int, str]] = []
        self._newline = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"

    @property
    def values(self) -> Mapping[str, Any]:
        """What the file says, edits included."""
        return self._wanted

    def result(self) -> bytes:
        """Return the new bytes; Trouble where they would not say what was meant."""
        text = self._text
        for start, end, new in reversed(sorted(self._edits, key=lambda edit: edit[:2])):
            text = text[:start] + new + text[end:]
        documents, faults = read_exact(text)
        if faults or documents[0].value != self._wanted:
            raise Trouble(
                M("{path} is written in a way that cannot be changed safely line by line", path=self._path),
                help=M("put it into the usual layout with `promisectl fmt`, then say it again"),
                code="splice",
            )
        return (_BOM if self._bom else b"") + text.encode()

    # Keys of the head.

    def set_key(self, key: str, value: Any) -> None:
        """Let a key of the head have a value; None removes the key."""
        if value is None:
            if key in self._wanted:
                self._remove_key(key)
                del self._wanted[key]
            return
        if key not in self._wanted:
            self._insert_key(key, value)
        elif self._wanted[key] != value:
            self._replace_value(key, value)
        self._wanted[key] = value

    def _replace_value(self, key: str, value: Any) -> None:
        span = self._document.values[(key,)]
        if self._is_block(key):
            self._replace_block(key, value, span)
            return
        old = self._text[span.start : span.end]
        if isinstance(value, str) and old[:1] in ("'", '"'):
            new = quoted(value) if old[0] == '"' else _single(value)
        elif span.flow or self._root_flow():
            new = flow(value, key)
        elif isinstance(value, str):
            new = scalar(value, typed=key in TYPED_KEYS)
        else:
            new = self._newline.join(entry(key, value))[len(key) + 1 :].lstrip(" ")
        gap = " " if span.start == span.end and self._text[span.start - 1 : span.start] == ":" else ""
        self._edits.append((span.start, span.end, gap + new))

    def _is_block(self, key: str) -> bool:
        span = self._document.values[(key,)]
        value = self._document.value[key]
        if isinstance(value, list | dict):
            return not span.flow and bool(value)
        return self._text[span.start : span.start + 1] in ("|", ">")

    def _replace_block(self, key: str, value: Any, span: Span) -> None:
        """Replace what stands below a key, keeping the entries both lists begin and end with."""
        old = self._document.value[key]
        if isinstance(old, list) and isinstance(value, list) and value and all(isinstance(item, str) for item in old):
            self._replace_items(key, old, value)
            return
        indent = " " * (self._document.keys[(key,)].column - 1)
        lines = entry(key, value, indent, block_lists=isinstance(value, list))
        start, end = self._document.keys[(key,)].start, self._end((key,))
        self._edits.append((start, end, self._newline.join(lines)[len(indent) :]))

    def _replace_items(self, key: str, old: Sequence[str], new: Sequence[str]) -> None:
        first = 0
        while first < min(len(old), len(new)) and old[first] == new[first]:
            first += 1
        last = 0
        while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
            last += 1
        column = self._document.values[(key,)].column - 1
        lines = [" " * column + "- " + scalar(item) for item in new[first : len(new) - last]]
        added = "".join(line + self._newline for line in lines)
        if first < len(old) - last:
            start = self._line_start(self._document.values[(key, first)].start)
            end = self._after_line(self._end((key, len(old) - last - 1)))
            self._edits.append((start, end, self._ended(added, end)))
        else:
            place = self._after_line(self._end((key, first - 1))) if first else None
            if place is None:
                place = self._line_start(self._document.values[(key, 0)].start)
            self._insert_lines(place, lines)

    def _ended(self, lines: str, end: int) -> str:
        """At the end of a text that has no final newline, none is added."""
        if end == len(self._text) and not self._text.endswith("\n"):
            return lines.removesuffix(self._newline)
        return lines

    def _insert_key(self, key: str, value: Any) -> None:
        before = self._predecessor(key)
        if self._root_flow():
            if before is None:
                place = self._document.values[()].start + 1
                comma = ", " if self._document.value else ""
                self._edits.append((place, place, f"{key}: {flow(value, key)}{comma}"))
            else:
                place = self._document.values[(before,)].end
                self._edits.append((place, place, f", {key}: {flow(value, key)}"))
            return
        indent = " " * (self._document.values[()].column - 1)
        lines = entry(key, value, indent, block_lists=key == "criteria")
        if before is None:
            place = self._line_start(self._document.keys[(next(iter(self._document.value)),)].start)
        else:
            place = self._after_line(self._end((before,)))
        self._insert_lines(place, lines)

    def _predecessor(self, key: str) -> str | None:
        """Return the present key that a new one follows, in the order of the head."""
        order = HEAD_ORDER.index(key) if key in HEAD_ORDER else HEAD_ORDER.index("notes")
        for name in reversed(HEAD_ORDER[:order]):
            if name in self._document.value:
                return name
        return None

    def _remove_key(self, key: str) -> None:
        start, end = self._document.keys[(key,)].start, self._end((key,))
        if self._root_flow():
            while self._text[end : end + 1] in (" ", "\n"):
                end += 1
            if self._text[end : end + 1] == ",":
                end += 1
                while self._text[end : end + 1] == " ":
                    end += 1
            else:
                start = self._text.rindex(",", 0, start)
                end = self._end((key,))
            self._edits.append((start, end, ""))
            return
        self._edits.append((self._line_start(start), self._after_line(end), ""))

    # Acts of the history.

    def append_act(self, act: Mapping[str, Any]) -> None:
        """Append an act to the tail of the history."""
        history: list[Any] = self._wanted["history"]
        span = self._document.values[("history",)]
        if span.flow:
            self._append_in_flow(span, act, bool(history))
        else:
            last = len(self._document.value["history"]) - 1
            start = self._line_start(span.start)
            indent = self._text[start : span.start]
            inner = " " * (self._document.values[("history", last)].column - 1)
            if self._document.values[("history", last)].flow or len(inner) < len(indent) + 2:
                inner = indent + "  "
            place = self._after_comments(self._after_line(self._end(("history", last))), len(indent))
            self._insert_lines(place, act_lines(act, indent, inner))
        self._wanted["history"] = [*history, dict(act)]

    def _append_in_flow(self, span: Span, act: Mapping[str, Any], some: bool) -> None:
        place = span.end - 1
        while self._text[place - 1] in " \t\r\n" and not self._in_comment(place - 1):
            place -= 1
        first = len(self._wanted["history"]) == len(self._document.value["history"])
        trailing = first and self._text[place - 1] == ","
        comma = "" if not some or trailing else ", "
        gap = " " if trailing else ""
        self._edits.append((place, place, f"{comma}{gap}{flow(act)}"))

    def _in_comment(self, index: int) -> bool:
        line = self._text[self._line_start(index) : index]
        return re.search(r"(?:^|\s)#", line) is not None

    def drop_last_act(self) -> None:
        """Take the last act of the history away (it is not the only one)."""
        history = self._wanted["history"]
        last = len(history) - 1
        whole, item = self._document.values[("history",)], self._document.values[("history", last)]
        if whole.flow:
            start = self._end(("history", last - 1))
            self._edits.append((start, item.end, ""))
        else:
            start = self._line_start(item.start)
            end = self._after_line(self._end(("history", last)))
            indent = whole.column - 1
            self._edits.append((start, self._after_comments(end, indent), ""))
        self._wanted["history"] = history[:-1]

    # The text.

    def _root_flow(self) -> bool:
        return self._document.values[()].flow

    def _end(self, way: Way) -> int:
        """Return where a value ends: after its last scalar or bracket, not after what follows it."""
        span = self._document.values[way]
        inside = [self._end(child) for child in self._children(way)]
        if span.flow or not inside:
            return span.end
        return max(inside)

    def _children(self, way: Way) -> list[Way]:
        value = self._document.value
        for step in way:
            value = value[step]
        if isinstance(value, dict):
            return [(*way, key) for key in value]
        if isinstance(value, list):
            return [(*way, index) for index in range(len(value))]
        return []

    def _line_start(self, index: int) -> int:
        return self._text.rfind("\n", 0, index) + 1

    def _after_line(self, index: int) -> int:
        """Return the start of the next line; a block scalar's end is there already."""
        if index and self._text[index - 1] == "\n":
            return index
        end = self._text.find("\n", index)
        return len(self._text) if end < 0 else end + 1

    def _after_comments(self, index: int, indent: int) -> int:
        """Step over comment lines that are indented deeper than `indent`: they belong to what stands above."""
        while match := _COMMENT_LINE.match(self._text, index):
            if match.end() == index or len(match[0]) - len(match[0].lstrip(" \t")) <= indent:
                break
            index = match.end()
        return index

    def _insert_lines(self, place: int, lines: Sequence[str]) -> None:
        text = self._newline.join(lines)
        if place == len(self._text) and not self._text.endswith("\n"):
            self._edits.append((place, place, self._newline + text))
        else:
            self._edits.append((place, place, text + self._newline))


def _single(value: str) -> str:
    """Return a text between single quotes, or double ones where single ones cannot hold it."""
    return "'" + value.replace("'", "''") + "'" if value.isprintable() else quoted(value)
