"""Edits between brackets: entries come and go with their commas, on the line or on lines of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from promisectl.yamltext.document import Way
from promisectl.yamltext.emit import flow
from promisectl.yamltext.head_order import predecessor
from promisectl.yamltext.patch import Patch
from promisectl.yamltext.spans import Range, Spans


class BracketEdits:
    """What changes in the collections of a text that are written between brackets."""

    def __init__(self, patch: Patch, spans: Spans) -> None:
        self._patch = patch
        self._text = patch.text
        self._spans = spans

    def fill(self, way: Way, new: Any) -> None:
        """Write the first entries of an empty collection."""
        inside = self._spans.bounds(way)[0] + 1
        key = str(way[-1]) if way else ""
        self._patch.insert(inside, flow(new, key)[1:-1])

    def exchange_keys(self, way: Way, kept: Sequence[str], gone: Sequence[Way], fresh: Mapping[str, Any]) -> None:
        """Write new entries of a mapping in the place of those that go; then what is left over goes, or comes."""
        texts = {key: f"{key}: {flow(value, key)}" for key, value in fresh.items()}
        for entry, text in zip(gone, texts.values(), strict=False):
            self._patch.replace(*self._spans.entry(entry), text)
        self.drop(way, gone[len(fresh) :])
        texts_after: dict[str | None, list[str]] = {}
        for key in [*texts][len(gone) :]:
            before = predecessor(way, key, kept)
            texts_after.setdefault(before, []).append(texts[key])
        for before, added in texts_after.items():
            self.insert(way, (*way, before) if before else None, added)

    def insert(self, way: Way, before: Way | None, texts: Sequence[str]) -> None:
        """Write entries after another, on lines of their own where it has one; without another, before the first."""
        if before is None:
            self._insert_first(way, texts)
            return
        start, end = self._spans.entry(before)
        own = self._spans.own_lines(start, end)
        if own is None:
            self._patch.insert(end, "".join(f", {text}" for text in texts))
            return
        (_, after), has_comma = own
        indent = self._text[self._spans.line_start(start) : start]
        lines = [f"{indent}{text}," for text in texts]
        if not has_comma:
            self._patch.insert(end, ",")
            lines[-1] = lines[-1].removesuffix(",")
        self._patch.insert_lines(after, lines)

    def _insert_first(self, way: Way, texts: Sequence[str]) -> None:
        children = self._spans.children(way)
        if children:
            self._patch.insert(self._spans.entry(children[0])[0], ", ".join(texts) + ", ")
        else:
            self._patch.insert(self._spans.bounds(way)[0] + 1, ", ".join(texts))

    def drop(self, way: Way, gone: Sequence[Way]) -> None:
        """Take entries away, each with the comma after it, or before it where it is the last."""
        for entry in gone:
            self._drop_entry(entry)
        children = self._spans.children(way)
        kept = [child for child in children if child not in gone]
        if not kept:
            return
        if children[-1] in gone:
            self._end_with(kept[-1], children[-1])
        if children[0] in gone:
            self._close_up(way, kept[0])

    def _end_with(self, last: Way, gone: Way) -> None:
        """Where no comma ended the last entry, none ends the one that is the last now."""
        if self._comma_after(gone):
            return
        comma = self._comma_after(last)
        if comma:
            self._patch.drop(*comma)

    def _comma_after(self, entry: Way) -> Range | None:
        return self._spans.comma(self._spans.entry(entry)[1])

    def _drop_entry(self, entry: Way) -> None:
        start, end = self._spans.entry(entry)
        own = self._spans.own_lines(start, end)
        if own:
            lines, _ = own
            self._patch.drop(*lines)
        else:
            self._patch.drop(self._after_indentation(start), end)
        comma = self._comma_after(entry)
        if comma:
            self._patch.drop(*comma)

    def _after_indentation(self, start: int) -> int:
        """Return where the blanks before an entry begin; where they indent its line, all but one of them stay."""
        while self._text[start - 1] == " " and self._text[start - 2] != "\n":
            start -= 1
        return start

    def _close_up(self, way: Way, first: Way) -> None:
        """Where the first entries between brackets went, the blank before what is first now goes with them."""
        start = self._spans.entry(first)[0]
        end_of_text = len(self._text[:start].rstrip(" "))
        opening = self._spans.bounds(way)[0] + 1
        if self._text[opening] not in " \r\n" and self._text[end_of_text - 1] != "\n":
            self._patch.drop(end_of_text, start)
