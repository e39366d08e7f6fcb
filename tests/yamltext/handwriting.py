"""Handwriting: promise files as people write them, every style that the format allows, and what each file means.

A Hand writes values as YAML, choosing among the styles by a tape of bytes that Hypothesis draws: a zero is the plainest
choice, so a failure shrinks to the plainest page that shows it. The page remembers of every line to which key it
belongs; comments and blank lines between entries belong to none. Comments are numbered, so each is the only one of
its kind.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Way = tuple[str | int, ...]

_PLAIN = re.compile(r"[^\W_](?:[^\s:#]|(?<=\S)#| (?![\s#]|\Z)|:(?=\S))*\Z")
_FLOW_PLAIN = re.compile(r"[^\W_](?:[^\s:#,\[\]{}]|(?<=\S)#| (?![\s#]|\Z)|:(?=\w))*\Z")
_NULLS = {"~", "null", "Null", "NULL", ""}
REMARKS = ("why", "ask Ana: is it so?", "año — ñandú 😀", "due: 2026-01-01", "- act: agree", "[no, {list", 'it\'s "so"')


@dataclass(frozen=True)
class Line:
    """One line of a page: its text, and the way to the value it belongs to (none for comments and blanks)."""

    text: str
    owner: Way | None = None


@dataclass
class Page:
    """A file: its values, its lines, and how it was saved."""

    values: dict[str, Any]
    lines: list[Line] = field(default_factory=list)
    crlf: bool = False
    bom: bool = False
    ended: bool = True
    root_flow: bool = False
    keeps: bool = False  # a block scalar keeps the blank lines after it

    @property
    def text(self) -> str:
        """The text without BOM."""
        end = "\r\n" if self.crlf else "\n"
        return end.join(line.text for line in self.lines) + (end if self.ended else "")

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return (b"\xef\xbb\xbf" if self.bom else b"") + self.text.encode()


class Hand:
    """Writes values, one choice after the other."""

    def __init__(self, tape: bytes, *, tidy: bool = False) -> None:
        self._tape = iter(tape)
        self._tidy = tidy
        self._comments = 0
        self._ceiling: int | None = None
        self._kept = self._keeps = False

    def choose(self, *options: Any) -> Any:
        """Return one of the options; the first where the tape has ended."""
        return options[next(self._tape, 0) % len(options)]

    def seldom(self, one_in: int = 6) -> bool:
        """Return True now and then."""
        return next(self._tape, 0) % one_in == one_in - 1

    def page(self, values: dict[str, Any]) -> Page:
        """Return a file that means `values`."""
        page = Page(values, crlf=self.seldom(), bom=self.seldom(), ended=not self.seldom())
        page.root_flow = not self._tidy and self.seldom(9)
        page.lines += self._between(0)
        if self.seldom():
            page.lines.append(Line("---" + self._tail(), None))
            page.lines += self._between(0)
        pairs = self._shuffled(list(values.items())) if self.seldom(3) else list(values.items())
        if page.root_flow:
            page.lines += self._root_flow(pairs)
        else:
            page.lines += self._mapping(pairs, self.choose(0, 0, 0, 0, 2, 3), ())
        if self.seldom(12) and not self._kept:
            page.lines.append(Line("..."))
            self._ceiling = None
        page.lines += self._between(4)
        if page.lines[-1].text.strip() == "" or self._ceiling is not None:
            page.ended = True
        page.keeps = self._keeps
        return page

    def _shuffled(self, pairs: list[Any]) -> list[Any]:
        left, found = list(pairs), []
        while left:
            found.append(left.pop(next(self._tape, 0) % len(left)))
        return found

    # What stands between.

    def _remark(self) -> str:
        self._comments += 1
        return f"# c{self._comments}. {self.choose(*REMARKS)}"

    def _tail(self, start: str = "") -> str:
        if self.seldom(5):
            return self.choose(" ", "  ", "\t" if not start.endswith("-") else " ") + self._remark()
        return " " if self.seldom(12) else ""

    def _between(self, indent: int) -> list[Line]:
        found: list[Line] = []
        for _ in range(self.choose(0, 0, 0, 0, 0, 1, 2)):
            if self.seldom(2) and not (self._kept and self._ceiling is not None):
                found.append(Line("" if self._ceiling is not None else self.choose("", "", "", "  ", "      ")))
            else:
                deepest = indent + 5 if self._ceiling is None else self._ceiling
                column = self.choose(indent, 0, indent + 2, indent + 4, indent + 1)
                found.append(Line(" " * min(column, deepest) + self._remark()))
                self._ceiling = None
        return found

    def _written(self) -> None:
        """Something that ends a block scalar was written."""
        self._ceiling, self._kept = None, False

    # Blocks.

    def _mapping(self, pairs: list[tuple[str, Any]], indent: int, way: Way) -> list[Line]:
        found: list[Line] = []
        for key, value in pairs:
            if found:
                found += self._between(indent)
            found += self._entry(key, value, indent, (*way, key))
        return found

    def _key(self, key: str) -> str:
        name = self.choose(*[key] * 12, f'"{key}"', f"'{key}'")
        return f"{name}{self.choose(*[''] * 14, ' ')}:"

    def _entry(self, key: str, value: Any, indent: int, way: Way) -> list[Line]:
        return self._below(" " * indent + self._key(key), value, indent, indent, way)

    def _below(self, start: str, value: Any, indent: int, least: int, way: Way) -> list[Line]:
        """Write a value after `start` (a key or a dash that stands at `indent`)."""
        owner = _owner(way)
        if value is None:
            self._written()
            text = start + self.choose("", " null", " ~")
            return [Line(text + self._tail(), owner)]
        if isinstance(value, str):
            return self._text(start, value, indent, owner)
        if not value or (self.seldom(3) and not self._tidy) or (self._tidy and len(way) > 1 and self.seldom(2)):
            return self._flow_below(start, value, indent, owner)
        self._written()
        found = [Line(start + self._tail(start), owner)]
        if isinstance(value, dict):
            found += self._between(indent)
            return found + self._mapping(list(value.items()), indent + self.choose(2, 2, 4, 1), way)
        found += self._between(indent)
        column = least + self.choose(0, 2, 4) if way and isinstance(way[-1], str) else indent + 2
        for index, item in enumerate(value):
            if index:
                found += self._between(column)
            found += self._item(item, column, (*way, index))
        return found

    def _item(self, value: Any, column: int, way: Way) -> list[Line]:
        dash = " " * column + "-"
        if isinstance(value, dict) and value and not self.seldom(5):
            self._written()
            pairs = self._shuffled(list(value.items())) if self.seldom(8) else list(value.items())
            if self.seldom(10) and not self._tidy:
                inner = column + self.choose(2, 4, 1)
                found = [Line(dash + self._tail(dash), _owner(way)), *self._between(column)]
                return found + self._mapping(pairs, inner, way)
            gap = self.choose(1, 1, 1, 2, 3)
            first, *rest = self._mapping(pairs, column + 1 + gap, way)
            return [Line(dash + " " * gap + first.text.lstrip(" "), first.owner), *rest]
        return self._below(dash, value, column, column, way)

    def _flow_below(self, start: str, value: Any, indent: int, owner: Way) -> list[Line]:
        self._written()
        gap = " " if not self.seldom(9) or self._tidy else "\n" + " " * (indent + 2)
        lines = (gap + self.flow(value, indent + 1) + self._tail()).split("\n")
        return [Line(start + lines[0], owner), *(Line(line, owner) for line in lines[1:])]

    # Texts.

    def _text(self, start: str, value: str, indent: int, owner: Way) -> list[Line]:
        styles = ["plain"] * 5 + ["single", "double", "folded", "literal", "next", "lines"]
        style = self.choose(*styles)
        if style in ("literal", "folded") and (lines := self._block_scalar(value, style, indent)):
            head, keep, body = lines
            first = Line(f"{start} {head}{self._tail()}", owner)
            self._written()
            self._ceiling, self._kept = len(body[0]) - len(body[0].lstrip(" ")) - 1, keep
            return [first, *(Line(line, owner) for line in body)]
        self._written()
        if style == "next":
            return [
                Line(start + self._tail(start), owner),
                Line(" " * (indent + self.choose(2, 4)) + self.scalar(value) + self._tail(), owner),
            ]
        words = value.split(" ")
        if style == "lines" and len(words) > 3 and "\n" not in value and all(words) and _is_plain(value):
            cut = 1 + self.choose(0, 1)
            pieces = [" ".join(words[:cut]), " ".join(words[cut:])]
            if not pieces[1].startswith(("#", "- ", "? ", "---")):
                rest = " " * (indent + self.choose(2, 5))
                return [Line(f"{start} {pieces[0]}", owner), Line(rest + pieces[1] + self._tail(), owner)]
        text = self.scalar(value, style)
        gap = self.choose(*[" "] * 9, "  ", "\t" if start.endswith(":") else " ")
        return [Line(start + gap + text + self._tail(), owner)]

    def _block_scalar(self, value: str, style: str, indent: int) -> tuple[str, bool, list[str]] | None:
        body = value.rstrip("\n")
        ends = len(value) - len(body)
        if not body or "\r" in body or body != body.strip() or not body.replace("\n", "").isprintable():
            return None
        lines = body.split("\n")
        if any(line != line.strip() or not line for line in lines) or (style == "folded" and len(lines) > 1):
            return None
        if style == "folded" and self.seldom(2) and "  " not in body and len(body.split(" ")) > 3:
            words = body.split(" ")
            lines = [" ".join(words[:2]), " ".join(words[2:])]
        deep = " " * (indent + self.choose(2, 2, 4, 1))
        keep = ends > 1 or (ends == 1 and self.seldom(4))
        self._keeps = self._keeps or keep
        mark = "+" if keep else "" if ends else "-"
        if self.seldom(8):
            mark = f"{len(deep) - indent}{mark}" if indent else mark
        return (
            ("|" if style == "literal" else ">") + mark,
            keep,
            [deep + line for line in lines] + [""] * max(ends - 1, 0),
        )

    def scalar(self, value: str, style: str = "", *, flow: bool = False) -> str:
        """Return a text on one line."""
        style = style or self.choose("plain", "plain", "plain", "single", "double")
        if style == "single" and value.isprintable():
            return "'" + value.replace("'", "''") + "'"
        if style != "double" and _is_plain(value, flow=flow):
            return value
        return json.dumps(value, ensure_ascii=self.seldom(4) and value.isascii())

    # Between brackets.

    def flow(self, value: Any, indent: int) -> str:
        """Return a value between brackets, on one line or several."""
        if value is None:
            return self.choose("null", "~")
        if isinstance(value, str):
            return self.scalar(value, flow=True)
        if isinstance(value, dict):
            parts = [f"{self._flow_key(key)}: {self.flow(item, indent + 2)}" for key, item in value.items()]
            return self._brackets("{}", parts, indent)
        return self._brackets("[]", [self.flow(item, indent + 2) for item in value], indent)

    def _flow_key(self, key: str) -> str:
        return self.choose(*[key] * 9, f'"{key}"', f"'{key}'")

    def _brackets(self, pair: str, parts: list[str], indent: int) -> str:
        trailing = bool(parts) and self.seldom(8)
        style = self.choose("line", "line", "line", "wide", "tight", "tall", "tall")
        if self._tidy or (style == "tall" and not parts):
            style = "line"
        if style == "tall":
            deep = "\n" + " " * (indent + self.choose(1, 3))
            text = pair[0] + self._tail()
            for index, part in enumerate(parts):
                if self.seldom(9):
                    text += "\n" + " " * indent + self._remark()
                comma = "," if index < len(parts) - 1 or trailing else ""
                text += deep + part + (comma + self._tail() if comma else self._tail())
            return text + "\n" + " " * indent + pair[1]
        gap = " " if style == "wide" else ""
        comma = "," if style == "tight" and not any("{" in part or ":" in part for part in parts) else ", "
        return pair[0] + gap + comma.join(parts) + ("," if trailing else "") + gap + pair[1]

    def _root_flow(self, pairs: list[tuple[str, Any]]) -> list[Line]:
        self._written()
        if self.seldom(3):
            return [Line(line, ()) for line in self.flow(dict(pairs), 0).split("\n")]
        found = [Line("{" + self._tail(), ())]
        for index, (key, value) in enumerate(pairs):
            found += self._between(1)
            comma = "," if index < len(pairs) - 1 or self.seldom() else ""
            text = f"  {self._flow_key(key)}: {self.flow(value, 2)}{comma}{self._tail()}"
            found += [Line(line, ()) for line in text.split("\n")]
        return [*found, *self._between(0), Line("}" + self._tail(), ())]


def _owner(way: Way) -> Way:
    """A line belongs to a key of the head, or to an act."""
    return way[:2] if way[:1] == ("history",) else way[:1]


def _is_plain(value: str, *, flow: bool = False) -> bool:
    return value not in _NULLS and (_FLOW_PLAIN if flow else _PLAIN).match(value) is not None


tapes = st.binary(min_size=420, max_size=420)
