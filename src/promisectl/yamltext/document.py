"""A document: the values that a YAML text holds, and the place where each of them stands.

A way leads to a value: the keys and list numbers from the top. Every scalar is a text or None; what it means is the
schema's to say (format.md, Reading rules).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from promisectl.model.place import Place, Step


class Span(NamedTuple):
    """Where a key or value stands: code-point offsets into the text, and line and column from 1."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    flow: bool = False

    def place(self, path: str) -> Place:
        """Return the span's first line as a Place."""
        end = self.end_column if self.end_line == self.line else self.column + 1
        return Place(path, self.line, self.column, max(end, self.column + 1))


Way = tuple[Step, ...]


@dataclass(slots=True)
class Document:
    """One document: its values and, by the way to them, the spans of values and of keys."""

    value: Any = None
    values: dict[Way, Span] = field(default_factory=dict)
    keys: dict[Way, Span] = field(default_factory=dict)
    start: int = 0

    def span(self, way: Way, *, key: bool = False) -> Span | None:
        """Return the span of a value (or key), else of the nearest thing around it."""
        while True:
            span = (self.keys.get(way) if key else None) or self.values.get(way)
            if span is not None or not way:
                return span
            way, key = way[:-1], False
