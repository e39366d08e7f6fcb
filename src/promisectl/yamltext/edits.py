"""Edits: what must change in a text so that it says something else, entry by entry, in the style of what stands there.

Between brackets an entry goes or comes with its comma; elsewhere with its lines. Comment lines and blank lines stay,
also those inside a value that goes; a comment at the end of a line goes only with its line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from promisectl.yamltext.emit import act_lines, entry, flow, text_of_key
from promisectl.yamltext.exact import Document, Way
from promisectl.yamltext.quoting import quoted, scalar, single_quoted
from promisectl.yamltext.spans import Spans

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
_RANK = {key: rank for rank, key in enumerate(HEAD_ORDER)}


class Edits:
    """The edits that make a text say something else: offsets, and what shall stand between them."""

    def __init__(self, text: str, document: Document) -> None:
        self._newline = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
        self._open_ended = bool(text) and not text.endswith("\n")
        self._text = text + self._newline if self._open_ended else text
        self._document = document
        self._spans = Spans(self._text, document)
        self._edits: list[tuple[int, int, str]] = []
        self._gone: dict[int, int] = {}

    def written(self, wanted: Mapping[str, Any]) -> tuple[str, str]:
        """Return the text that says what is wanted, with and without the end of its last line."""
        self._mapping((), self._document.value, wanted)
        self._keep_out_of_block_scalars()
        if self._open_ended and any(start == len(self._text) for start, _, _ in self._edits):
            self._close_last_scalar()
        pieces, at = [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            pieces += [self._text[at:start], new]
            at = max(at, end)
        text = "".join([*pieces, self._text[at:]])
        return text, text.removesuffix(self._newline)

    def _close_last_scalar(self) -> None:
        """A block scalar that the end of the text ended gains a line end where lines follow: `|` becomes `|-`."""
        way: Way = ()
        while (children := self._spans.children(way)) and not self._spans.is_flow(way):
            way = max(children, key=lambda child: self._spans.bounds(child)[1])
        start, end = self._spans.bounds(way)
        if end < len(self._text) - len(self._newline) or not self._spans.is_block_scalar(way):
            return
        first, last = self._spans.header(start)
        if "-" not in self._text[first:last]:
            self._edits.append((first, last, self._text[first:last].replace("+", "") + "-"))

    def _replace(self, start: int, end: int, new: str) -> None:
        self._edits.append((start, end, new))

    def _insert_lines(self, place: int, lines: Sequence[str]) -> None:
        self._replace(place, place, "".join(line + self._newline for line in lines))

    # What differs.

    def _value(self, way: Way, old: Any, new: Any) -> None:
        if isinstance(old, dict) and isinstance(new, Mapping) and old and new:
            self._mapping(way, old, new)
        elif isinstance(old, list) and isinstance(new, Sequence) and not isinstance(new, str) and old and new:
            self._list(way, old, new)
        elif old in ({}, []) and new and not self._opens_register(way, new):
            self._fill_brackets(way, new)
        else:
            self._whole(way, new)

    def _mapping(self, way: Way, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        gone = [(*way, key) for key in old if key not in new]
        fresh = sorted((key for key in new if key not in old), key=lambda key: _rank(way, key))
        if old and len(gone) == len(old):
            self._whole(way, new)
            return
        for key in old:
            if key in new and old[key] != new[key]:
                self._value((*way, key), old[key], new[key])
        if self._spans.is_flow(way):
            self._flow_mapping(way, old, new, gone, fresh)
            return
        for entry_gone in gone:
            self._drop_lines(entry_gone)
        for key in fresh:
            self._insert_key(way, _predecessor(way, key, [name for name in old if name in new]), key, new[key])

    def _flow_mapping(
        self, way: Way, old: Mapping[str, Any], new: Mapping[str, Any], gone: list[Way], fresh: list[str]
    ) -> None:
        for entry_gone, key in zip(gone, fresh, strict=False):
            self._replace(*self._spans.entry(entry_gone), f"{key}: {flow(new[key], key)}")
        self._drop_from_brackets(way, gone[len(fresh) :])
        after: dict[str | None, list[str]] = {}
        for key in fresh[len(gone) :]:
            before = _predecessor(way, key, [name for name in old if name in new])
            after.setdefault(before, []).append(f"{key}: {flow(new[key], key)}")
        for before, texts in after.items():
            self._insert_in_brackets(way, (*way, before) if before else None, texts)

    def _list(self, way: Way, old: Sequence[Any], new: Sequence[Any]) -> None:
        """Keep the items both begin and end with; replace in place what is between as far as it goes."""
        first = _common(old, new)
        last = _common(old[first:][::-1], new[first:][::-1])
        pairs = min(len(old), len(new)) - last
        for index in range(first, pairs):
            self._value((*way, index), old[index], new[index])
        gone: list[Way] = [(*way, index) for index in range(pairs, len(old) - last)]
        fresh = new[pairs : len(new) - last]
        before = (*way, pairs - 1) if pairs else None
        if self._spans.is_flow(way):
            self._drop_from_brackets(way, gone)
            if fresh:
                self._insert_in_brackets(way, before, [flow(item) for item in fresh])
            return
        for item_gone in gone:
            self._drop_lines(item_gone)
        if fresh:
            self._insert_items(way, before, fresh)

    def _whole(self, way: Way, new: Any) -> None:
        """Put a value in the place of another of a different kind, or of a scalar."""
        start, end = self._spans.bounds(way)
        old = self._text[start:end]
        key = str(way[-1]) if way else ""
        if isinstance(new, str) and old[:1] in ("'", '"'):
            text = quoted(new) if old[0] == '"' else single_quoted(new)
        elif isinstance(new, str) and not (way and self._spans.is_flow(way[:-1])):
            text = text_of_key(new, key)
        else:
            text = flow(new, key)
        if not old:
            self._replace(start, end, (" " if self._text[start - 1] in ":-" else ": ") + text)
        elif self._spans.is_block_scalar(way):
            header = self._spans.header(start)
            self._replace(*header, text)
            self._replace(self._spans.after_line(header[1]), self._spans.after_line(end), "")
        elif self._spans.is_block(way) and way and isinstance(way[-1], str):
            self._replace(self._spans.opening(way), self._spans.opening(way), " " + text)
            for child in self._spans.children(way):
                self._drop_lines(child)
        elif self._opens_register(way, new):
            gap = len(self._text[:start]) - len(self._text[:start].rstrip(" "))
            self._replace(start - gap, end, "")
            lines = _register_lines(new, self._spans.indent(start) + "  ")
            self._insert_lines(self._spans.after_line(end), lines)
        else:
            self._replace(start, end, text)

    def _opens_register(self, way: Way, new: Any) -> bool:
        """Whether an empty register (`people: {}`) gets its first entries: they go below it, one a line."""
        return len(way) == 1 and not self._spans.is_flow(()) and _is_register(new) and self._spans.value(way) == {}

    # Lines.

    def _drop_lines(self, way: Way) -> None:
        for start, end in self._spans.lines(way):
            self._replace(start, end, "")
            self._gone[start] = end

    def _keep_out_of_block_scalars(self) -> None:
        """Move comments to the left that would become part of a block scalar now that what parted them from it went."""
        for way in self._document.values if self._gone else ():
            if self._spans.is_block_scalar(way):
                self._keep_out_of(way)

    def _keep_out_of(self, scalar: Way) -> None:
        reach, keeps = self._spans.reach(scalar)
        index = self._spans.after_line(self._spans.bounds(scalar)[1])
        comment = moved = False
        while not comment:
            if index in self._gone:
                index, moved = self._gone[index], True
                continue
            stray = self._spans.stray(index)
            if stray is None:
                return
            (first, last), index = stray
            comment = self._text[last] == "#"
            if moved and keeps and not comment:
                self._replace(first, index, "")
            elif moved and last - first >= reach:
                self._replace(first + reach - 1, last, "")

    def _insert_key(self, way: Way, before: str | None, key: str, value: Any) -> None:
        indent = " " * self._spans.column(way)
        if not way and _is_register(value):
            lines = [f"{indent}{key}:", *_register_lines(value, indent + "  ")]
        elif way:
            lines = [f"{indent}{key}: {flow(value, key)}"]
        else:
            lines = entry(key, value, indent, block_lists=key == "criteria")
        self._insert_lines(self._place(way, (*way, before) if before else None), lines)

    def _insert_items(self, way: Way, before: Way | None, items: Sequence[Any]) -> None:
        near = before or (*way, 0)
        indent = " " * self._spans.column(way)
        inner = " " * self._spans.column(near)
        if self._spans.line_start(self._spans.entry(near)[0]) != self._spans.line_start(self._spans.bounds(near)[0]):
            inner = indent + "  "
        lines: list[str] = []
        for item in items:
            if way == ("history",):
                lines += act_lines(item, indent, indent + "  " if self._spans.is_flow(near) else inner)
            else:
                text = scalar(item) if isinstance(item, str) else flow(item)
                lines.append((indent + "-").ljust(len(inner)) + text)
        self._insert_lines(self._place(way, before), lines)

    def _place(self, way: Way, before: Way | None) -> int:
        """Return the line start where lines after an entry belong; without one, before the first, or at the end."""
        if before is not None:
            start, end = self._spans.entry(before)
            return self._spans.after_comments(self._spans.after_line(end), start - self._spans.line_start(start))
        children = self._spans.children(way)
        return self._spans.line_start(self._spans.entry(children[0])[0]) if children else len(self._text)

    # Between brackets.

    def _fill_brackets(self, way: Way, new: Any) -> None:
        inside = self._spans.bounds(way)[0] + 1
        self._replace(inside, inside, flow(new, str(way[-1]) if way else "")[1:-1])

    def _insert_in_brackets(self, way: Way, before: Way | None, texts: Sequence[str]) -> None:
        if before is None:
            first = self._spans.children(way)
            place = self._spans.entry(first[0])[0] if first else self._spans.bounds(way)[0] + 1
            self._replace(place, place, ", ".join(texts) + (", " if first else ""))
            return
        start, end = self._spans.entry(before)
        own = self._spans.own_lines(start, end)
        if own is None:
            self._replace(end, end, "".join(f", {text}" for text in texts))
            return
        (_, after), comma = own
        indent = self._text[self._spans.line_start(start) : start]
        lines = [f"{indent}{text}," for text in texts]
        if not comma:
            self._replace(end, end, ",")
            lines[-1] = lines[-1].removesuffix(",")
        self._insert_lines(after, lines)

    def _drop_from_brackets(self, way: Way, gone: Sequence[Way]) -> None:
        """Take entries away, each with the comma after it, or before it where it is the last."""
        children = self._spans.children(way)
        kept = [child for child in children if child not in gone]
        if gone and kept and children[-1] in gone and not self._spans.comma(self._spans.entry(children[-1])[1]):
            comma = self._spans.comma(self._spans.entry(kept[-1])[1])
            if comma is not None:
                self._replace(*comma, "")
        for entry_gone in gone:
            start, end = self._spans.entry(entry_gone)
            comma = self._spans.comma(end)
            if own := self._spans.own_lines(start, end):
                self._replace(*own[0], "")
            else:
                while self._text[start - 1] == " " and self._text[start - 2] != "\n":
                    start -= 1
                self._replace(start, end, "")
            if comma is not None:
                self._replace(*comma, "")
        if gone and kept and children[0] in gone:
            self._close_up(way, kept[0])

    def _close_up(self, way: Way, first: Way) -> None:
        """Where the first entries between brackets went, the blank before what is first now goes with them."""
        start = self._spans.entry(first)[0]
        blanks = start - len(self._text[:start].rstrip(" "))
        opening = self._spans.bounds(way)[0] + 1
        if self._text[opening] not in " \r\n" and self._text[start - blanks - 1] != "\n":
            self._replace(start - blanks, start, "")


def _rank(way: Way, key: str) -> int:
    """Return the place of a key: that of the head, else after all others; a key of the user stands with the notes."""
    return 0 if way else _RANK.get(key, _RANK["notes"])


def _predecessor(way: Way, key: str, present: Sequence[str]) -> str | None:
    """Return the present key that a new one follows: in a head by its order, else the last."""
    if way or "id" not in present:
        return present[-1] if present else None
    ahead = [name for name in HEAD_ORDER[: _rank(way, key)] if name in present]
    return ahead[-1] if ahead else None


def _common(one: Sequence[Any], other: Sequence[Any]) -> int:
    """Return how many items both begin with."""
    count = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        count += 1
    return count


def _is_register(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(isinstance(below, Mapping) for below in value.values())


def _register_lines(value: Mapping[str, Any], indent: str) -> list[str]:
    return [f"{indent}{name}: {flow(below, name)}" for name, below in value.items()]
