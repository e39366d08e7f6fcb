"""Splicing: changing the lines of a file that must change, and no other byte.

A Splice holds a text and what it shall say. `result` writes the difference between the two into the text, reads the new
text again and compares it with what was meant: a text that would not say exactly that is never written (format.md,
Writing rules).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from promisectl.model.message import M
from promisectl.model.terms import TERMS, TermsPart, key_of
from promisectl.model.trouble import Trouble
from promisectl.yamltext.edits import Edits
from promisectl.yamltext.emit import flow, promise_text
from promisectl.yamltext.exact import Document, Fault, Span, decode, read_exact
from promisectl.yamltext.head_order import HEAD_ORDER

__all__ = ["HEAD_ORDER", "Splice"]

_TERMS = frozenset(map(key_of, TERMS))
_BOM = b"\xef\xbb\xbf"


class Splice:
    """A text being edited. Faults in it are Trouble: a file that cannot be read is not written."""

    def __init__(self, data: bytes, path: str) -> None:
        text = decode(data)
        documents, faults = ([], [text]) if isinstance(text, Fault) else read_exact(text)
        if faults or isinstance(text, Fault) or (documents and not isinstance(documents[0].value, dict)):
            raise Trouble(
                M("{path} cannot be read, so it is not written", path=path),
                help=M("see why with `promisectl check`"),
                code="unreadable",
            )
        self._bom = data.startswith(_BOM)
        self._text = text
        self._path = path
        self._document = documents[0] if documents else _nothing(text)
        self._wanted: dict[str, Any] = dict(self._document.value)

    @property
    def values(self) -> Mapping[str, Any]:
        """What the file says, edits included."""
        return self._wanted

    def set_key(self, key: str, value: Any) -> None:
        """Let a key of the head have a value; None removes the key.

        A term that says the same in other words (`…Z`, `…+00:00`) stays as it is written.
        """
        if key in _TERMS and _means_the_same(key, self._wanted.get(key), value):
            return
        if value is None:
            self._wanted.pop(key, None)
        else:
            self._wanted[key] = value

    def set_entry(self, way: tuple[str, ...], value: Any) -> None:
        """Let an entry of nested mappings have a value. Mappings on the way that are not there are made."""
        target = self._wanted = _copy(self._wanted)
        for step in way[:-1]:
            if not isinstance(target.get(step), dict):
                target[step] = {}
            target = target[step]
        target[way[-1]] = value

    def say(self, values: Mapping[str, Any]) -> None:
        """Let the file say exactly these values."""
        self._wanted = dict(values)

    def rename_entry(self, way: tuple[str, ...], new: str) -> None:
        """Let the entry of a mapping stand under another key, on its lines as they are. Before any other edit."""
        span = self._document.keys[way]
        text = self._text[: span.start] + flow(new) + self._text[span.end :]
        documents, faults = read_exact(text)
        wanted = _copy(self._wanted)
        target = wanted
        for step in way[:-1]:
            target = target[step]
        renamed = {new if key == way[-1] else key: value for key, value in target.items()}
        target.clear()
        target.update(renamed)
        if faults or documents[0].value != wanted:
            raise Trouble(
                M("{path} is written in a way that cannot be changed safely line by line", path=self._path),
                help=M("change it by hand, then run `promisectl check`"),
                code="splice",
            )
        self._text, self._document, self._wanted = text, documents[0], wanted

    def append_act(self, act: Mapping[str, Any]) -> None:
        """Append an act to the tail of the history."""
        self._wanted["history"] = [*self._wanted["history"], dict(act)]

    def drop_last_act(self) -> None:
        """Take the last act of the history away (it is not the only one)."""
        self._wanted["history"] = self._wanted["history"][:-1]

    def result(self) -> bytes:
        """Return the new bytes; Trouble where they would not say what was meant. A missing last line end stays so."""
        if self._says_it(self._text):
            return self._bytes(self._text)
        for candidate in self._candidates():
            if self._says_it(candidate):
                return self._bytes(candidate)
        raise Trouble(
            M("{path} is written in a way that cannot be changed safely line by line", path=self._path),
            help=M("put it into the usual layout with `promisectl fmt`, then say it again"),
            code="splice",
        )

    def _candidates(self) -> Iterator[str]:
        """Yield texts that may say what is wanted: what stands below a literal block may not let it be one."""
        is_bare = bool(self._text) and not self._text.endswith("\n")
        for literal in (True, False):
            text, bare = Edits(self._text, self._document, literal=literal).written(self._wanted)
            if is_bare:
                yield bare
            yield text

    def result_with(self, tail: Mapping[str, Any]) -> bytes:
        """Return the new bytes with more keys at the end of the file, after whatever stands there.

        Where nothing can follow the last line, they come where keys of their kind come.
        """
        text = str(decode(self.result()))
        newline = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
        if text and not text.endswith("\n"):
            text += newline
        text += promise_text(tail, newline)
        self._wanted = {**self._wanted, **tail}
        return self._bytes(text) if self._says_it(text) else self.result()

    def _says_it(self, text: str) -> bool:
        if text == self._text:
            return self._document.value == self._wanted  # type: ignore[no-any-return]
        documents, faults = read_exact(text)
        return not faults and (documents[0].value if documents else {}) == self._wanted

    def _bytes(self, text: str) -> bytes:
        return (_BOM if self._bom else b"") + text.encode()


def _nothing(text: str) -> Document:
    """A text of comments alone is an empty mapping."""
    lines = text.count("\n") + 1
    return Document({}, {(): Span(len(text), len(text), lines, 1, lines, 1)})


def _means_the_same(key: str, old: Any, new: Any) -> bool:
    try:
        return TermsPart.model_validate({key: old}) == TermsPart.model_validate({key: new})
    except ValidationError:
        return False


def _copy(value: Any) -> Any:
    """Return a deep copy of the mappings of a value; lists and texts are shared."""
    return {key: _copy(below) for key, below in value.items()} if isinstance(value, dict) else value
