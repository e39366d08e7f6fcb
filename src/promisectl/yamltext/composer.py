"""The composer: a parser's events into the values of documents and their places, and every rule of ours they break.

It builds the values itself because the rules it must hold (no anchors, aliases, tags, merge keys, duplicate, empty or
complex keys, bounded depth and size) are rules about events. No resolver is involved: a plain `no` is the text `no`;
only a plain empty scalar, `~` and `null` are None. The module imports the parser, so it is imported only when a text
must be read.
"""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from promisectl.model.limits import MAX_DEPTH, MAX_SCALAR
from promisectl.model.message import M, Message
from promisectl.yamltext.document import Document, Span, Way
from promisectl.yamltext.faults import Fault

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_OPEN = Span(0, 0, 0, 0, 0, 0)  # of a collection whose end is not known yet: parents stand before what they hold
_SURROGATE = re.compile("[\ud800-\udfff]")


class Refused(Exception):  # noqa: N818 - carries a fault out of the recursion
    """A fault after which nothing more is read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault.note))
        self.fault = fault


class Composer:
    """Builds documents from the events of a parser; `faults` holds the rules that were broken on the way.

    `colon` is the letter that the parser was given in place of some colons (`libyaml.py`).
    """

    def __init__(self, text: str, parser: Any, *, many: bool, colon: str = "") -> None:
        self.faults: list[Fault] = []
        self._text = text
        self._event = parser.get_event
        self._many = many
        self._colon = colon
        self._may_be_explicit = "?" in text
        self._may_hold_halves = "\\" in text

    def documents(self) -> list[Document]:
        """Return the documents; Refused where a fault ends the reading, the parser's own error where it gives up."""
        self._event()  # the start of the stream
        documents: list[Document] = []
        while not isinstance(event := self._event(), StreamEndEvent):
            if documents and not self._many:
                self._fault(event, M("a second document starts here"), M("one promise is one file; remove `---`"))
                break
            document = Document(start=event.start_mark.index)
            document.value = self._node(document, (), self._event(), 0)
            self._event()  # the end of the document
            documents.append(document)
        return documents

    def _fault(self, event: Any, note: Message, help: Message | None = None) -> None:
        start, end = event.start_mark, event.end_mark
        column = start.column + 1
        end_column = end.column + 1 if end.line == start.line else column + 1
        self.faults.append(Fault(start.line + 1, column, max(end_column, column + 1), note, help))

    def _refuse(self, event: Any, note: Message, help: Message) -> Refused:
        """Return what ends the reading at an event."""
        self._fault(event, note, help)
        return Refused(self.faults.pop())

    # Values.

    def _node(self, document: Document, way: Way, event: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise self._refuse(
                event, M("nested deeper than {depth} levels", depth=MAX_DEPTH), M("link to a file instead")
            )
        if isinstance(event, AliasEvent):
            self._fault(event, M("an alias (`*{name}`) stands here", name=event.anchor), M("write the value out"))
            return None
        if event.anchor is not None or event.ctag is not None:
            self._refuse_marks(event)
        if isinstance(event, ScalarEvent):
            document.values[way] = _span(event, event)
            return self._scalar(event)
        document.values[way] = _OPEN
        compose = self._sequence if isinstance(event, SequenceStartEvent) else self._mapping
        value, last = compose(document, way, depth)
        document.values[way] = _span(event, last, flow=bool(event.flow_style))
        return value

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._fault(event, M("an anchor (`&{name}`) stands here", name=event.anchor), M("remove it"))
        elif event.ctag is not None:
            tag = self._text[event.start_mark.index :].split(maxsplit=1)[0]
            self._fault(event, M("a tag (`{tag}`) stands here", tag=tag), M("remove it; a text can be quoted"))

    def _scalar(self, event: Any) -> str | None:
        value: str = event.value
        if self._colon:
            value = value.replace(self._colon, ":")
        if len(value) > MAX_SCALAR // 4:
            self._refuse_length(event, value)
        if self._may_hold_halves:
            self._refuse_halves(event)
        if value in _NULL and not event.style and event.implicit[0]:
            return None
        return value

    def _refuse_length(self, event: Any, value: str) -> None:
        if len(value.encode("utf-8", "replace")) > MAX_SCALAR:
            self._fault(event, M("a text longer than 64 KiB stands here"), M("link to a file instead"))

    def _refuse_halves(self, event: Any) -> None:
        half = _SURROGATE.search(event.value)
        if half:
            note = M("half of a character (`{code}`) stands here", code=f"\\u{ord(half[0]):04x}")
            self._fault(event, note, M("write the whole character"))

    def _sequence(self, document: Document, way: Way, depth: int) -> tuple[list[Any], Any]:
        """Return the items and the event of the end."""
        items: list[Any] = []
        while not isinstance(event := self._event(), SequenceEndEvent):
            items.append(self._node(document, (*way, len(items)), event, depth + 1))
        return items, event

    def _mapping(self, document: Document, way: Way, depth: int) -> tuple[dict[str, Any], Any]:
        """Return the entries and the event of the end; of a key that stands twice the first value."""
        entries: dict[str, Any] = {}
        while not isinstance(event := self._event(), MappingEndEvent):
            key = self._key(event, way, entries)
            below = (*way, key)
            if key not in entries:
                document.keys[below] = _span(event, event)
            value = self._node(document, below, self._event(), depth + 1)
            entries.setdefault(key, value)
        return entries, event

    # Keys.

    def _key(self, event: Any, way: Way, entries: dict[str, Any]) -> str:
        if not isinstance(event, ScalarEvent):
            raise self._refuse(event, M("a key must be a plain word"), M("quote it, or check the brackets"))
        self._refuse_signs_of_key(event)
        key: str = event.value
        if self._colon:
            key = key.replace(self._colon, ":")
        if key in entries:
            self._fault(event, M("the key `{key}` stands here twice", key=key), _help_with_twice(way))
        elif not event.style and key in ("", "<<"):
            self._refuse_key(event, key)
        return key

    def _refuse_signs_of_key(self, event: Any) -> None:
        if self._may_be_explicit and self._is_explicit(event.start_mark.index):
            self._fault(event, M("a complex key (`? `) stands here"), M("write it as `key: value`"))
        if event.anchor is not None or event.ctag is not None:
            self._refuse_marks(event)
        if self._may_hold_halves:
            self._refuse_halves(event)

    def _refuse_key(self, event: Any, key: str) -> None:
        if key:
            self._fault(event, M("a merge key (`<<`) stands here"), M("write the entries out"))
        else:
            self._fault(event, M("no key stands before this colon"), M("write the key, or quote the text"))

    def _is_explicit(self, index: int) -> bool:
        before = self._text[self._text.rfind("\n", 0, index) + 1 : index]
        return before.rstrip(" \t").endswith("?")


def _help_with_twice(way: Way) -> Message:
    """Return what to do about a key that stands twice in the mapping that a way leads to."""
    is_in_act = len(way) >= 2 and way[0] == "history"
    if is_in_act:
        return M("a merge kept both sides of one act: decide with `promisectl resolve`")
    return M("keep one of the two lines")


def _span(first: Any, last: Any, *, flow: bool = False) -> Span:
    """Return the span from the start of one event to the end of another."""
    start, end = first.start_mark, last.end_mark
    return Span(start.index, end.index, start.line + 1, start.column + 1, end.line + 1, end.column + 1, flow)
