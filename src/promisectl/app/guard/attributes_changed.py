"""Attributes changed: what a promise counts for, changed by a commit when its outcome was known (PC410).

`weight`, and the fields that a target's `where` names. Heads are compared as they are written; most commits leave these
lines alone, and then nothing is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

_OPEN = ("requested", "offered", "promised", "delivered")
_HISTORY = b"\nhistory:\n"


def may_differ(old: bytes, new: bytes, watched: Sequence[str]) -> bool:
    """Whether two versions of a file may say a watched key otherwise: a line of the head that names one differs."""
    head, new_head = old.partition(_HISTORY)[0], new.partition(_HISTORY)[0]
    if head == new_head:
        return False
    starts = _starts(tuple(watched))
    return any(line.startswith(starts) for line in set(head.split(b"\n")) ^ set(new_head.split(b"\n")))


@lru_cache(maxsize=64)
def _starts(watched: tuple[str, ...]) -> tuple[bytes, ...]:
    """Return how lines begin that say a watched key, or what stands below one."""
    return (b"- ", b"  ", *(f"{key}:".encode() for key in watched))


def changed_when_known(
    before: Mapping[str, Any], after: Mapping[str, Any], watched: Sequence[str], day: date
) -> Sequence[str]:
    """Return those watched keys that differ, where the promise was closed before, or its due had passed by a day."""
    if not _was_known(before, day):
        return []
    return [key for key in watched if before.get(key) != after.get(key)]


def _was_known(before: Mapping[str, Any], day: date) -> bool:
    """Whether a promise was closed, or its due had passed by a day."""
    state, due = before.get("state"), before.get("due")
    has_passed = isinstance(due, str) and due[:10] < day.isoformat()
    return state is not None and (state not in _OPEN or has_passed)
