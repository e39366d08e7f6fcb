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
    return _below(before, after, key)


def _below(before: Any, after: Any, key: str) -> set[str] | None:
    """Return who redacted what two values of one kind hold; None where they hold nothing."""
    if isinstance(before, dict):
        return _in_fields(before, after, key)
    return _in_list(before, after, key) if isinstance(before, list) else None


def _in_fields(before: dict[str, Any], after: dict[str, Any], key: str) -> set[str] | None:
    """Return who redacted values of a mapping; None where the keys differ."""
    if before.keys() != after.keys():
        return None
    return _together(redactors(before[name], after[name], _key(key, name)) for name in before)


def _in_list(before: list[Any], after: list[Any], key: str) -> set[str] | None:
    """Return who redacted items of a list; None where one has more."""
    if len(before) != len(after):
        return None
    return _together(redactors(old, new, key) for old, new in zip(before, after, strict=True))


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
