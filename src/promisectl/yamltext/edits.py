"""Edits: what must change in a text so that it says something else, entry by entry, in the style of what stands there.

Between brackets an entry goes or comes with its comma; elsewhere with its lines. Comment lines and blank lines stay,
also those inside a value that goes; a comment at the end of a line goes only with its line.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from promisectl.yamltext import block_scalars
from promisectl.yamltext.bracket_edits import BracketEdits
from promisectl.yamltext.document import Document, Way
from promisectl.yamltext.emit import flow, text_of_key
from promisectl.yamltext.head_order import in_order, predecessor
from promisectl.yamltext.line_edits import LineEdits
from promisectl.yamltext.patch import Patch
from promisectl.yamltext.quoting import quoted, single_quoted
from promisectl.yamltext.spans import Spans


class Edits:
    """The edits that make a text say something else: where its values differ from what is wanted.

    `literal`: new texts of several lines may stand as literal blocks.
    """

    def __init__(self, text: str, document: Document, *, literal: bool = True) -> None:
        self._patch = Patch(text)
        self._document = document
        self._spans = Spans(self._patch.text, document)
        self._lines = LineEdits(self._patch, self._spans, literal=literal)
        self._brackets = BracketEdits(self._patch, self._spans)

    def written(self, wanted: Mapping[str, Any]) -> tuple[str, str]:
        """Return the text that says what is wanted, with and without the end of its last line."""
        self._mapping((), self._document.value, wanted)
        block_scalars.keep_comments_out(self._patch, self._spans, self._document.values, self._lines.gone)
        if self._patch.is_open_ended and self._patch.goes_on:
            block_scalars.close_last(self._patch, self._spans)
        text = self._patch.applied()
        return text, text.removesuffix(self._patch.newline)

    def _value(self, way: Way, old: Any, new: Any) -> None:
        if _are_filled_mappings(old, new):
            self._mapping(way, old, new)
        elif _are_filled_lists(old, new):
            self._list(way, old, new)
        elif _is_empty_collection(old) and new and not self._lines.opens_register(way, new):
            self._brackets.fill(way, new)
        else:
            self._whole(way, new)

    def _mapping(self, way: Way, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        lost = _without(old, new)
        kept = _without(old, lost)
        if old and not kept:
            self._whole(way, new)
            return
        self._exchange_values(way, kept, old, new)
        gone: list[Way] = [(*way, key) for key in lost]
        fresh = {key: new[key] for key in _without(in_order(way, new), old)}
        self._exchange_keys(way, kept, gone, fresh)

    def _exchange_values(self, way: Way, kept: Sequence[str], old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        for key in kept:
            if old[key] != new[key]:
                self._value((*way, key), old[key], new[key])

    def _exchange_keys(self, way: Way, kept: Sequence[str], gone: Sequence[Way], fresh: Mapping[str, Any]) -> None:
        """Take entries away and write others where they belong among those that stay."""
        if self._spans.is_flow(way):
            self._brackets.exchange_keys(way, kept, gone, fresh)
            return
        for entry in gone:
            self._lines.drop(entry)
        for key, value in fresh.items():
            self._lines.insert_key(way, predecessor(way, key, kept), key, value)

    def _list(self, way: Way, old: Sequence[Any], new: Sequence[Any]) -> None:
        """Keep the items both begin and end with; replace in place what is between as far as it goes."""
        first = _common(old, new)
        last = _common(old[first:][::-1], new[first:][::-1])
        paired = min(len(old), len(new)) - last
        for index in range(first, paired):
            self._value((*way, index), old[index], new[index])
        gone: list[Way] = [(*way, index) for index in range(paired, len(old) - last)]
        fresh = new[paired : len(new) - last]
        self._exchange_items(way, (*way, paired - 1) if paired else None, gone, fresh)

    def _exchange_items(self, way: Way, before: Way | None, gone: Sequence[Way], fresh: Sequence[Any]) -> None:
        """Take items away and write others after the one before them."""
        if self._spans.is_flow(way):
            self._brackets.drop(way, gone)
            if fresh:
                self._brackets.insert(way, before, [flow(item) for item in fresh])
            return
        for entry in gone:
            self._lines.drop(entry)
        if fresh:
            self._lines.insert_items(way, before, fresh)

    # A value in the place of another of a different kind, or of a scalar.

    def _whole(self, way: Way, new: Any) -> None:
        start, end = self._spans.bounds(way)
        text = self._in_the_style_of(way, new)
        is_below_key = bool(way) and isinstance(way[-1], str) and self._spans.is_block(way)
        if start == end:
            self._fill_gap(start, text)
        elif self._spans.is_block_scalar(way):
            self._replace_block_scalar(start, end, text)
        elif is_below_key:
            self._replace_entries(way, text)
        elif self._lines.opens_register(way, new):
            self._lines.open_register(way, new)
        else:
            self._patch.replace(start, end, text)

    def _in_the_style_of(self, way: Way, new: Any) -> str:
        """Return a value on one line, a text in the quotes of what stands there."""
        start, end = self._spans.bounds(way)
        key = str(way[-1]) if way else ""
        if not isinstance(new, str):
            return flow(new, key)
        quote = self._patch.text[start:end][:1]
        if quote == '"':
            return quoted(new)
        if quote == "'":
            return single_quoted(new)
        is_between_brackets = bool(way) and self._spans.is_flow(way[:-1])
        return flow(new, key) if is_between_brackets else text_of_key(new, key)

    def _fill_gap(self, place: int, text: str) -> None:
        """Write a value where none stands: after the colon or the dash, or after a key alone between brackets."""
        has_mark = self._patch.text[place - 1] in ":-"
        self._patch.insert(place, (" " if has_mark else ": ") + text)

    def _replace_block_scalar(self, start: int, end: int, text: str) -> None:
        first, last = self._spans.header(start)
        self._patch.replace(first, last, text)
        self._patch.drop(self._spans.after_line(last), self._spans.after_line(end))

    def _replace_entries(self, way: Way, text: str) -> None:
        """Write a value after its key in the place of the entries below it."""
        self._patch.insert(self._spans.opening(way), " " + text)
        for child in self._spans.children(way):
            self._lines.drop(child)


def _are_filled_mappings(old: Any, new: Any) -> bool:
    are_mappings = isinstance(old, dict) and isinstance(new, Mapping)
    return are_mappings and bool(old) and bool(new)


def _are_filled_lists(old: Any, new: Any) -> bool:
    is_list = isinstance(new, Sequence) and not isinstance(new, str)
    return is_list and isinstance(old, list) and bool(old) and bool(new)


def _is_empty_collection(value: Any) -> bool:
    return isinstance(value, list | dict) and not value


def _without(keys: Iterable[str], others: Container[str]) -> list[str]:
    return [key for key in keys if key not in others]


def _common(here: Sequence[Any], there: Sequence[Any]) -> int:
    """Return how many items both begin with."""
    count = 0
    for item, other in zip(here, there, strict=False):
        if item != other:
            break
        count += 1
    return count
