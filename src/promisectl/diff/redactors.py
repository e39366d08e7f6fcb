"""Redactors: who took free texts out of an act, where that is all that differs between two versions of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_TEXTS = frozenset({"note", "why", "via", "help", "understood", "remedy", "what", "evidence", "unmet", "criteria"})


def redactors(before: Any, after: Any, key: str = "") -> set[str] | None:
    """Return who redacted, where free texts taken out are all that differs between two acts; else None.

    Empty where nothing differs.
    """
    if before == after:
        return set()
    if isinstance(before, str):
        return _redactor(after) if key in _TEXTS else None
    if type(before) is not type(after):
        return None
    if isinstance(before, dict) and before.keys() == after.keys():
        return _together(redactors(before[name], after[name], _key(key, name)) for name in before)
    if isinstance(before, list) and len(before) == len(after):
        return _together(redactors(old, new, key) for old, new in zip(before, after, strict=True))
    return None


def _redactor(value: Any) -> set[str] | None:
    """Return who took a text out, where what stands there is no more than that; else None."""
    if not isinstance(value, Mapping) or set(value) != {"redacted"}:
        return None
    taken = value["redacted"]
    by = taken.get("by") if isinstance(taken, Mapping) else None
    return {by} if isinstance(by, str) else None


def _key(above: str, name: str) -> str:
    """Return the key that says whether a text is free: the text of a condition is `what` must come true."""
    return "what" if above == "condition" and name == "text" else name


def _together(found: Iterator[set[str] | None]) -> set[str] | None:
    every: set[str] = set()
    for one in found:
        if one is None:
            return None
        every |= one
    return every
