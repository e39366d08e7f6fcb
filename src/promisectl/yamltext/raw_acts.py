"""Raw acts: the conversations in a file's bytes as they are written, every value as text, of whatever version.

What a version of a file only adds at the end of the one before is read by itself (`additions`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from promisectl.model.limits import MAX_SCALAR, PACK_LIMIT, PROMISE_LIMIT
from promisectl.yamltext.exact import Fault, decode, read_exact
from promisectl.yamltext.fast import read_fast

RawAct = dict[str, Any]
_MARK = re.compile(rb"(?m)^---\n")


@dataclass(frozen=True, slots=True)
class RawPromise:
    """One promise as a file tells it: its id and its acts; a draft has none. `path` and `number` say where.

    `values` is all that the file says of it, `text` the file as it is written, where it holds nothing else.
    """

    id: str
    acts: tuple[RawAct, ...]
    path: str = ""
    number: int = 0
    values: Mapping[str, Any] = field(default_factory=dict, compare=False)
    text: bytes = field(default=b"", compare=False, repr=False)

    @property
    def is_draft(self) -> bool:
        """Whether nothing was said yet."""
        return not self.acts


class Unreadable(Exception):  # noqa: N818 - it is reported, not raised to the top
    """A file that cannot be read as a promise or a pack of promises."""


def are_acts(acts: Any) -> bool:
    """Whether a value is a list of mappings."""
    return isinstance(acts, list) and all(isinstance(act, dict) for act in acts)


def conversations(data: bytes, path: str, *, packed: bool) -> list[RawPromise]:
    """Return the promises in a file's bytes. Unreadable where they are not all plain to see."""
    if packed:
        return [RawPromise(*_identified(value), path, number, value) for number, value in enumerate(_packed(data))]
    if len(data) > PROMISE_LIMIT:
        raise Unreadable
    (value,) = _one(data) or _exactly(data, many=False)
    return [RawPromise(*_identified(value), path, 0, value, data)]


def _packed(data: bytes) -> tuple[Any, ...]:
    """Return what the documents of a pack say."""
    if len(data) > PACK_LIMIT:
        raise Unreadable
    values = _pieces_read(data)
    return _exactly(data, many=True) if values is None else values


def conversations_apart(old: bytes, new: bytes, path: str) -> tuple[list[RawPromise], list[RawPromise]]:
    """Return the promises of two versions of a pack that are not written the same in both."""
    olds, news = _split(old), _split(new)
    if olds is None or news is None:
        return conversations(old, path, packed=True), conversations(new, path, packed=True)
    same = Counter(olds) & Counter(news)
    return _others(olds, same, path), _others(news, same, path)


def _others(pieces: list[bytes], same: Counter[bytes], path: str) -> list[RawPromise]:
    left = Counter(same)
    others: list[RawPromise] = []
    for number, piece in enumerate(pieces):
        if left[piece]:
            left[piece] -= 1
        else:
            read = _one(piece) or _exactly(piece, many=False)
            others += [RawPromise(*_identified(value), path, number, value) for value in read]
    return others


def _split(data: bytes) -> list[bytes] | None:
    """Return the documents of a pack; None where something stands before the first one's mark."""
    first, *pieces = _MARK.split(data)
    return None if first.strip() else pieces


def _pieces_read(data: bytes) -> tuple[dict[str, Any], ...] | None:
    pieces = _split(data)
    read = [_one(piece) for piece in pieces] if pieces is not None else [None]
    return tuple(value for values in read for value in values) if all(read) else None  # type: ignore[union-attr]


@lru_cache(maxsize=4096)
def _one(piece: bytes) -> tuple[dict[str, Any], ...] | None:
    values = read_fast(piece) if len(piece) <= MAX_SCALAR else None
    return None if values is None else (values,)


@lru_cache(maxsize=256)
def _exactly(data: bytes, *, many: bool) -> tuple[Any, ...]:
    text = decode(data)
    if isinstance(text, Fault):
        raise Unreadable
    documents, faults = read_exact(text, many=many)
    if faults or not documents:
        raise Unreadable
    return tuple(document.value for document in documents)


def _identified(value: Any) -> tuple[str, tuple[RawAct, ...]]:
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        raise Unreadable
    acts = value.get("history", [])
    if not are_acts(acts):
        raise Unreadable
    return value["id"], tuple(acts)
