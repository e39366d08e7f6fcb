"""Edits of lines: entries of collections come and go with the lines they stand on, in the indentation around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from promisectl.yamltext.document import Way
from promisectl.yamltext.emit import act_lines, entry, flow
from promisectl.yamltext.patch import Patch
from promisectl.yamltext.quoting import scalar
from promisectl.yamltext.spans import Spans


class LineEdits:
    """What changes in the collections of a text that are written one entry a line.

    `gone` holds the lines that went: the end of each by its start. `literal`: new texts of several lines may be
    literal blocks.
    """

    def __init__(self, patch: Patch, spans: Spans, *, literal: bool = True) -> None:
        self._literal = literal
        self.gone: dict[int, int] = {}
        self._patch = patch
        self._spans = spans

    def drop(self, way: Way) -> None:
        """Take an entry away with its lines."""
        for start, end in self._spans.lines(way):
            self._patch.drop(start, end)
            self.gone[start] = end

    def insert_key(self, way: Way, before: str | None, key: str, value: Any) -> None:
        """Write a new key of a mapping after another; without another, before the first."""
        indent = " " * self._spans.column(way)
        if way and is_list_of_mappings(value):
            lines = [f"{indent}{key}:", *(f"{indent}- {flow(item)}" for item in value)]
        elif way:
            lines = [f"{indent}{key}: {flow(value, key)}"]
        elif is_register(value):
            lines = [f"{indent}{key}:", *_register_lines(value, indent + "  ")]
        else:
            lines = entry(key, value, indent, block_lists=key == "criteria", literal=self._literal)
        place = self._place(way, (*way, before) if before else None)
        self._patch.insert_lines(place, lines)

    def insert_items(self, way: Way, before: Way | None, items: Sequence[Any]) -> None:
        """Write new items of a list after another; without another, before the first."""
        near = before or (*way, 0)
        indent = " " * self._spans.column(way)
        inner = self._inner(near, indent)
        lines: list[str] = []
        if way == ("history",):
            inner_of_act = indent + "  " if self._spans.is_flow(near) else inner
            for act in items:
                lines += act_lines(act, indent, inner_of_act, literal=self._literal)
        else:
            dash = (indent + "-").ljust(len(inner))
            for item in items:
                lines.append(dash + _on_a_line(item))
        self._patch.insert_lines(self._place(way, before), lines)

    def _inner(self, near: Way, indent: str) -> str:
        """Return the indentation of what follows the dash of an item; two in where it is on the line below the dash."""
        dash = self._spans.entry(near)[0]
        value = self._spans.bounds(near)[0]
        is_on_dash_line = self._spans.line_start(dash) == self._spans.line_start(value)
        return " " * self._spans.column(near) if is_on_dash_line else indent + "  "

    def _place(self, way: Way, before: Way | None) -> int:
        """Return the line start where lines after an entry belong; without one, before the first, or at the end."""
        if before is not None:
            start, end = self._spans.entry(before)
            column = start - self._spans.line_start(start)
            return self._spans.after_comments(self._spans.after_line(end), column)
        children = self._spans.children(way)
        if not children:
            return len(self._patch.text)
        return self._spans.line_start(self._spans.entry(children[0])[0])

    def opens_register(self, way: Way, new: Any) -> bool:
        """Whether an empty register (`people: {}`) gets its first entries: they go below it, one a line."""
        is_below_head = len(way) == 1 and not self._spans.is_flow(())
        return is_below_head and is_register(new) and self._spans.value(way) == {}

    def open_register(self, way: Way, new: Mapping[str, Any]) -> None:
        """Write the first entries of a register below it."""
        start, end = self._spans.bounds(way)
        self._patch.drop(len(self._patch.text[:start].rstrip(" ")), end)
        lines = _register_lines(new, self._spans.indent(start) + "  ")
        self._patch.insert_lines(self._spans.after_line(end), lines)


def is_register(value: Any) -> bool:
    """Whether a value is a mapping of mappings, as people and services are."""
    if not isinstance(value, Mapping) or not value:
        return False
    return all(isinstance(below, Mapping) for below in value.values())


def is_list_of_mappings(value: Any) -> bool:
    """Whether a value is a list of entries, as check-ins are: each gets a line of its own."""
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        return False
    return all(isinstance(item, Mapping) for item in value)


def _register_lines(value: Mapping[str, Any], indent: str) -> list[str]:
    return [f"{indent}{name}: {flow(below, name)}" for name, below in value.items()]


def _on_a_line(item: Any) -> str:
    return scalar(item) if isinstance(item, str) else flow(item)
