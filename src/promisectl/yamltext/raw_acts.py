"""Raw acts: the conversations in a file's bytes as they are written, every value as text, of whatever version.

Most commits only append: where the new bytes go on from where the old ones ended, nothing but the lines that were added
is read (`appended`). Where there is any doubt, both versions are read whole.
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
from promisectl.yamltext.fast import is_plain, read_fast

RawAct = dict[str, Any]
_HISTORY = b"\nhistory:\n- "
_OTHER_KEY = re.compile(rb"\n[^ \-#\n]")
_ID = re.compile(rb"^id: ([a-z0-9-]+)\n|^id\b", re.MULTILINE)
_PLAIN_SETTING = re.compile(rb"[a-z][a-z-]*: [a-z0-9][a-zA-Z0-9:+-]*\Z")
_MARK = re.compile(rb"(?m)^---\n")


@dataclass(frozen=True, slots=True)
class RawPromise:
    """One promise as a file tells it: its id and its acts; a draft has none. `path` and `number` say where.

    `values` is all that the file says of it.
    """

    id: str
    acts: tuple[RawAct, ...]
    path: str = ""
    number: int = 0
    values: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def is_draft(self) -> bool:
        """Whether nothing was said yet."""
        return not self.acts


class Unreadable(Exception):  # noqa: N818 - it is reported, not raised to the top
    """A file that cannot be read as a promise or a pack of promises."""


def appended(old: bytes, new: bytes) -> tuple[str, list[RawAct]] | None:
    """Return the id and the acts that the new version of a file adds at its end, nothing else of its history changed.

    None where that cannot be told at a glance. The old version must have been readable.
    """
    before, after = _parted(old), _parted(new)
    if before is None or after is None or not _follows(before, after):
        return None
    name, acts, _ = before
    added = _acts_in(after[1][len(acts) :], len(new))
    return None if added is None else (name, added)


def _follows(before: tuple[str, bytes, bytes], after: tuple[str, bytes, bytes]) -> bool:
    """Whether a parted file is the same promise, its acts go on from where those of before ended, its head reads."""
    (name, acts, head), (new_name, new_acts, new_head) = before, after
    return name == new_name and _goes_on(acts, new_acts) and _stays_readable(head, new_head)


def _parted(data: bytes) -> tuple[str, bytes, bytes] | None:
    """Return the id and the acts of a file with a plain head, these as they are written, without the first dash.

    The head comes third.
    """
    head, mark, acts = data.partition(_HISTORY)
    name = _name(head + b"\n") if mark else None
    return None if name is None else (name, acts, head)


def _stays_readable(head: bytes, new_head: bytes) -> bool:
    """Whether a head that took the place of a readable one can be read: a doubt is a no."""
    if head == new_head:
        return True
    lines, new_lines = head.split(b"\n"), new_head.split(b"\n")
    if len(lines) == len(new_lines) and all(map(_is_other_value, lines, new_lines)):
        return True
    return read_fast(new_head + b"\n") is not None


def _is_other_value(line: bytes, new_line: bytes) -> bool:
    """Whether a line is as it was, or says another plain value for the same key."""
    if line == new_line:
        return True
    key, colon, _ = line.partition(b": ")
    return bool(colon) and new_line.startswith(key + colon) and _PLAIN_SETTING.match(new_line) is not None


def _goes_on(acts: bytes, new_acts: bytes) -> bool:
    """Whether acts that end their file stand at the start of others as they are."""
    is_continued = acts.endswith(b"\n") and new_acts.startswith(acts)
    return is_continued and not _OTHER_KEY.search(acts)


def _acts_in(added: bytes, size: int) -> list[RawAct] | None:
    """Return the acts that were added to a history, in a file of that size; None where they are not plain to see."""
    if not added:
        return []
    is_plain_list = size <= MAX_SCALAR and added.startswith(b"- ")
    if not is_plain_list:
        return None
    values = read_fast(b"history:\n" + added)
    if values is None or len(values) != 1:
        return None
    acts = values["history"]
    return acts if _are_acts(acts) else None


def _are_acts(acts: Any) -> bool:
    return isinstance(acts, list) and all(isinstance(act, dict) for act in acts)


@lru_cache(maxsize=4096)
def _name(head: bytes) -> str | None:
    """Return the id that a plain head tells; None where a text that goes on below could change what follows."""
    names = _ID.findall(head)
    if len(names) != 1 or b"\nhistory" in head or not is_plain(head):
        return None
    name: bytes = names[0]
    return name.decode("ascii")


def conversations(data: bytes, path: str, *, packed: bool) -> list[RawPromise]:
    """Return the promises in a file's bytes. Unreadable where they are not all plain to see."""
    if len(data) > (PACK_LIMIT if packed else PROMISE_LIMIT):
        raise Unreadable
    values = _pieces_read(data) if packed else _one(data)
    if values is None:
        values = tuple(_exactly(data, many=packed))
    return [RawPromise(*_identified(value), path, number, value) for number, value in enumerate(values)]


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
    if not _are_acts(acts):
        raise Unreadable
    return value["id"], tuple(acts)
