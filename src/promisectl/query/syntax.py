"""Syntax: what a query says, as a tree, and the text that says it.

`parse(write(query)) == query` for every tree. Spans tell where a part stood in the text; they take no part in equality.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as slot

At = tuple[int, int]
_NOWHERE: At = (0, 0)


@dataclass(frozen=True, slots=True)
class Exact:
    """One value of a term, as it is written."""

    text: str
    span: At = slot(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A value that begins with `text`; an empty one means any value at all (`tag:*`)."""

    text: str
    span: At = slot(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Range:
    """A range `low..high`, both ends included; None leaves an end open, but not both."""

    low: str | None
    high: str | None
    span: At = slot(default=_NOWHERE, compare=False, repr=False)


Value = Exact | Prefix | Range


@dataclass(frozen=True, slots=True)
class Term:
    """`field op value`, with commas between values of which any will do. `:` and `=` mean the same."""

    field: str
    op: str
    values: tuple[Value, ...]
    span: At = slot(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """`"quoted text"`: what the promise is about, or its notes, contain it."""

    text: str
    span: At = slot(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Saved:
    """`@name`: a query saved in the settings."""

    name: str
    span: At = slot(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What the part does not say."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """What all the parts say: two or more, or none for the empty query."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What at least one of two or more parts says."""

    parts: tuple[Node, ...]


Node = Term | Text | Saved | Not | And | Or

_PLAIN = re.compile(r'[^\s"(),<>=!:@][^\s"(),]*\Z')


def write(node: Node) -> str:
    """Return the text of a query."""
    match node:
        case Term(name, op, values):
            return f"{name}{op}{','.join(map(_write_value, values))}"
        case Text(text):
            return _quoted(text)
        case Saved(name):
            return f"@{name}"
        case Not(part):
            return f"not {_inside(part, And, Or)}"
        case And(parts):
            return " ".join(_inside(part, And, Or) for part in parts)
        case Or(parts):
            return " or ".join(_inside(part, Or) for part in parts)


def _inside(part: Node, *weaker: type) -> str:
    return f"({write(part)})" if isinstance(part, weaker) else write(part)


def _write_value(value: Value) -> str:
    match value:
        case Range(low, high):
            return f"{low or ''}..{high or ''}"
        case Prefix(text):
            return f"{_bare_or_quoted(text) if text else ''}*"
        case Exact(text):
            return _bare_or_quoted(text)


def _bare_or_quoted(text: str) -> str:
    plain = _PLAIN.match(text) and not text.endswith("*") and ".." not in text
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
