"""The exact reader: YAML text into values and the place of every one, or the reasons it is refused.

Scalars are strings until the schema types them (format.md, Reading rules), so no resolver is involved: a plain
`no` is the text `no`; only a plain empty scalar, `~` and `null` are None. It reads the event stream of libyaml
through PyYAML and builds the values itself, because the rules it must hold (no anchors, aliases, tags, merge keys,
duplicate or complex keys, bounded depth and size) are rules about events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from promisectl.model.finding import Finding
from promisectl.model.limits import MAX_DEPTH, MAX_SCALAR
from promisectl.model.message import M, Message
from promisectl.model.place import Place, Step

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BAD_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!\n)"
)
_CONFLICT = re.compile(r"^(?:<{7,}|>{7,}|\|{7,})(?: .*)?\r?$|^={7,}\r?$", re.MULTILINE)
_EXPLICIT = re.compile(r"\?[ \t]")
_DIRECTIVE = re.compile(r"^%.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Span:
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
            found = (self.keys.get(way) if key else None) or self.values.get(way)
            if found is not None or not way:
                return found
            way, key = way[:-1], False


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason to refuse a text: where, what, and what to do."""

    line: int
    column: int
    end_column: int
    note: Message
    help: Message | None = None

    def finding(self, path: str) -> Finding:
        """Return the fault as a PC101 finding of a file."""
        from promisectl.model.codes import CODES

        place = Place(path, self.line, self.column, self.end_column)
        return Finding("PC101", CODES["PC101"].title, place, note=self.note, help=self.help)


# What the parser sees only where it gives up; what is wrong began elsewhere.
_TOLD_TOO_LATE = frozenset({"found unexpected end of stream", "could not find expected ':'"})


class _Refused(Exception):  # noqa: N818 - carries a fault out of the recursion
    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault.note))
        self.fault = fault


def decode(data: bytes) -> str | Fault:
    """Return the text of a file's bytes without its BOM, or why they are not UTF-8."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Fault(
            line,
            column,
            column + 1,
            M("byte {byte} is not UTF-8", byte=f"0x{data[error.start]:02x}"),
            M("save the file as UTF-8"),
        )


def read_exact(text: str, *, many: bool = False) -> tuple[list[Document], list[Fault]]:
    """Return the documents of a text (without BOM) and every reason to refuse it; with faults, no documents.

    `many` allows more than one document (a pack). All duplicate keys, anchors and the like are reported; a syntax
    error ends the reading.
    """
    faults = list(_character_faults(text))
    if faults:
        return [], faults
    reader = _Reader(text, many=many)
    try:
        documents = reader.documents()
    except _Refused as refused:
        return [], [*reader.faults, refused.fault]
    return ([], reader.faults) if reader.faults else (documents, [])


def _at(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _character_faults(text: str) -> Iterator[Fault]:
    for match in _BAD_CHARACTER.finditer(text):
        line, column = _at(text, match.start())
        yield Fault(
            line,
            column,
            column + 1,
            M("character U+{code} is not allowed in a ledger", code=f"{ord(match[0]):04X}"),
            M("remove it: it can hide or reorder what people read"),
        )
    for match in _CONFLICT.finditer(text):
        line, column = _at(text, match.start())
        yield Fault(
            line,
            column,
            column + len(match[0].rstrip("\r")),
            M("this is a conflict marker that a merge left here"),
            M("make one of both sides: a promise or a pack with `promisectl resolve FILE`, any other file by hand"),
        )
        return
    for match in _DIRECTIVE.finditer(text):
        line, column = _at(text, match.start())
        end = column + len(match[0].rstrip("\r"))
        yield Fault(line, column, end, M("`%` directives are not read"), M("remove this line"))


class _Reader:
    """Builds documents from the parser's events."""

    def __init__(self, text: str, *, many: bool) -> None:
        import yaml

        self._yaml = yaml
        self.text = text
        self.many = many
        self.faults: list[Fault] = []
        self._may_be_explicit = _EXPLICIT.search(text) is not None
        parser = getattr(getattr(yaml, "_yaml", None), "CParser", None)
        self._parser: Any = parser(text) if parser else yaml.Loader(text)

    def _event(self) -> Any:
        try:
            return self._parser.get_event()
        except self._yaml.YAMLError as error:
            raise _Refused(self._syntax_fault(error)) from None

    def _syntax_fault(self, error: Any) -> Fault:
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        if problem in _TOLD_TOO_LATE:
            mark = getattr(error, "context_mark", None) or mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = self.text.split("\n")
        here = lines[line - 1] if line <= len(lines) else ""
        help = M("check the indentation, the quotes and the brackets before this place")
        if "\t" in here[: len(here) - len(here.lstrip())]:
            problem, help = M("a tab stands here as indentation"), M("indent with blanks")
            column = here.index("\t") + 1
        elif problem == "found unexpected end of stream" and here[column - 1 : column] in ("'", '"'):
            problem, help = M("this quote is not closed"), M("close it, or double the quotes inside the text")
        elif problem == "found character that cannot start any token":
            help = M("remove it; a text can be quoted")
        elif re.match(r"\s*(?:- )?[\w-]+: .*: ", here):
            help = M('put the value between quotes: a text with ": " in it needs them')
        return Fault(line, column, column + 1, M("{problem}", problem=problem), help)

    def documents(self) -> list[Document]:
        y = self._yaml
        self._event()  # the start of the stream
        found: list[Document] = []
        while not isinstance(event := self._event(), y.StreamEndEvent):
            if found and not self.many:
                self._fault(event, M("a second document starts here"), M("one promise is one file; remove `---`"))
                break
            document = Document(start=event.start_mark.index)
            document.value = self._node(document, (), self._event(), 0)
            self._event()  # the end of the document
            found.append(document)
        return found

    def _fault(self, event: Any, note: Message, help: Message | None = None) -> None:
        start, end = event.start_mark, event.end_mark
        column = start.column + 1
        last = end.column + 1 if end.line == start.line else column + 1
        self.faults.append(Fault(start.line + 1, column, max(last, column + 1), note, help))

    def _span(self, first: Any, last: Any, *, flow: bool = False) -> Span:
        start, end = first.start_mark, last.end_mark
        return Span(start.index, end.index, start.line + 1, start.column + 1, end.line + 1, end.column + 1, flow)

    def _node(self, document: Document, way: Way, event: Any, depth: int) -> Any:
        y = self._yaml
        if depth > MAX_DEPTH:
            self._fault(event, M("nested deeper than {depth} levels", depth=MAX_DEPTH), M("link to a file instead"))
            raise _Refused(self.faults.pop())
        self._refuse_marks(event)
        if isinstance(event, y.AliasEvent):
            return None
        if isinstance(event, y.ScalarEvent):
            document.values[way] = self._span(event, event)
            return self._scalar(event)
        document.values[way] = self._span(event, event)  # replaced when its end is known
        read = self._sequence if isinstance(event, y.SequenceStartEvent) else self._mapping
        value, last = read(document, way, depth)
        document.values[way] = self._span(event, last, flow=bool(event.flow_style))
        return value

    def _refuse_marks(self, event: Any) -> None:
        y = self._yaml
        if isinstance(event, y.AliasEvent):
            self._fault(event, M("an alias (`*{name}`) stands here", name=event.anchor), M("write the value out"))
        elif event.anchor is not None:
            self._fault(event, M("an anchor (`&{name}`) stands here", name=event.anchor), M("remove it"))
        elif event.tag is not None:
            tag = self.text[event.start_mark.index :].split(maxsplit=1)[0]
            self._fault(event, M("a tag (`{tag}`) stands here", tag=tag), M("remove it; a text can be quoted"))

    def _scalar(self, event: Any) -> str | None:
        value: str = event.value
        if len(value) > MAX_SCALAR // 4 and len(value.encode()) > MAX_SCALAR:
            self._fault(event, M("a text longer than 64 KiB stands here"), M("link to a file instead"))
        return None if event.implicit[0] and not event.style and value in _NULL else value

    def _sequence(self, document: Document, way: Way, depth: int) -> tuple[Any, Any]:
        items: list[Any] = []
        while not isinstance(event := self._event(), self._yaml.SequenceEndEvent):
            items.append(self._node(document, (*way, len(items)), event, depth + 1))
        return items, event

    def _mapping(self, document: Document, way: Way, depth: int) -> tuple[Any, Any]:
        y = self._yaml
        entries: dict[str, Any] = {}
        while not isinstance(event := self._event(), y.MappingEndEvent):
            key = self._key(event, way, entries)
            here = (*way, key)
            if key not in entries:
                document.keys[here] = self._span(event, event)
            value = self._node(document, here, self._event(), depth + 1)
            entries.setdefault(key, value)
        return entries, event

    def _key(self, event: Any, way: Way, entries: dict[str, Any]) -> str:
        y = self._yaml
        if not isinstance(event, y.ScalarEvent):
            self._fault(event, M("a key must be a plain word"), M("quote it, or check the brackets"))
            raise _Refused(self.faults.pop())
        if self._may_be_explicit and self._is_explicit(event.start_mark.index):
            self._fault(event, M("a complex key (`? `) stands here"), M("write it as `key: value`"))
        self._refuse_marks(event)
        key: str = event.value
        if key == "<<" and not event.style:
            self._fault(event, M("a merge key (`<<`) stands here"), M("write the entries out"))
        elif key in entries:
            in_act = len(way) >= 2 and way[0] == "history"
            self._fault(
                event,
                M("the key `{key}` stands here twice", key=key),
                M("a merge kept both sides of one act: decide with `promisectl resolve`")
                if in_act
                else M("keep one of the two lines"),
            )
        return key

    def _is_explicit(self, index: int) -> bool:
        return self.text[self.text.rfind("\n", 0, index) + 1 : index].rstrip(" \t").endswith("?")
