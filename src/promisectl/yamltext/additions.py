"""Additions: what a version of a promise's file adds at the end of the one before.

Most commits only append: where the new bytes go on from where the old ones ended, nothing but the lines that were added
is read, those of many files at once. Where there is any doubt the answer is None, and both versions are read whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from promisectl.model.limits import MAX_SCALAR
from promisectl.yamltext.fast import is_plain, read_fast
from promisectl.yamltext.raw_acts import RawAct, are_acts

_HISTORY = b"\nhistory:\n- "
_OTHER_KEY = re.compile(rb"\n[^ \-#\n]")
_ID = re.compile(rb"^id: ([a-z0-9-]+)\n|^id\b", re.MULTILINE)
_PLAIN_SETTING = re.compile(rb"[a-z][a-z-]*: [a-z0-9][a-zA-Z0-9:+-]*\Z")
_AT_ONCE = 100  # additions that are read as one text: where one is in doubt, each is read by itself


class Addition(NamedTuple):
    """The lines that a file adds at the end of its history, nothing else of it changed; empty where only its head did.

    `id` is the promise's. The lines need not be plain to see: `acts_of` tells.
    """

    id: str
    lines: bytes


def addition(old: bytes, new: bytes) -> Addition | None:
    """Return what the new version of a file adds at its end; None where that cannot be told at a glance.

    The old version must have been readable.
    """
    before, after = _parted(old), _parted(new)
    if before is None or after is None or not _follows(before, after):
        return None
    name, acts, _ = before
    lines = after[1][len(acts) :]
    return None if lines and len(new) > MAX_SCALAR else Addition(name, lines)


def is_continued(old: bytes, new: bytes) -> bool:
    """Whether the new version of a file only adds acts at its end, plain to see; a doubt is a no."""
    more = addition(old, new)
    return more is not None and _acts_in(more.lines) is not None


def acts_of(several: Sequence[bytes]) -> list[list[RawAct] | None]:
    """Return the acts in the lines of each of some additions; None where they are not plain to see."""
    found: list[list[RawAct] | None] = []
    for some in _batches(several):
        found += _together(some) or map(_acts_in, some)
    return found


def _batches(several: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Yield additions in parts; what is long stands alone."""
    start = 0
    while start < len(several):
        end, size = start + 1, len(several[start])
        while end < len(several) and end - start < _AT_ONCE and size + len(several[end]) <= MAX_SCALAR:
            size += len(several[end])
            end += 1
        yield several[start:end]
        start = end


def _together(several: Sequence[bytes]) -> list[list[RawAct] | None] | None:
    """Return the acts of additions that are read as one list; None where any of them is in doubt.

    A line that begins with a dash begins an act, and nothing plain goes on over the end of a line: so each addition
    says in the list what it says alone.
    """
    acts = _acts_in(b"".join(several)) if all(map(_begins_and_ends, several)) else None
    counts = [_count(lines) for lines in several]
    if acts is None or len(acts) != sum(counts):
        return None
    left = iter(acts)
    return [list(islice(left, count)) for count in counts]


def _begins_and_ends(lines: bytes) -> bool:
    """Whether lines begin with an act, and the last one is whole; nothing is fine, too."""
    return not lines or (lines.startswith(b"- ") and lines.endswith(b"\n"))


def _count(lines: bytes) -> int:
    """Return how many acts plain lines hold."""
    return lines.count(b"\n- ") + bool(lines)


def _acts_in(lines: bytes) -> list[RawAct] | None:
    """Return the acts in lines of a history; None where they are not plain to see."""
    if not lines:
        return []
    if not lines.startswith(b"- "):
        return None
    values = read_fast(b"history:\n" + lines)
    if values is None or len(values) != 1:
        return None
    acts: list[RawAct] = values["history"]
    return acts if are_acts(acts) else None


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


@lru_cache(maxsize=4096)
def _name(head: bytes) -> str | None:
    """Return the id that a plain head tells; None where a text that goes on below could change what follows."""
    names = _ID.findall(head)
    if len(names) != 1 or b"\nhistory" in head or not is_plain(head):
        return None
    name: bytes = names[0]
    return name.decode("ascii")
