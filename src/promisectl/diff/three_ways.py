"""Three ways: what a register says after a merge, entry by entry, from what each side made of what both began from.

An entry, or a key of one, that only one side touched is as that side has it; what both touched alike is so; what they
touched differently is disputed, and a person decides. Lists are values like any other: who is steward, or which emails
somebody has, is never put together from two answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

GONE: Any = object()
Way = tuple[str, ...]


def union(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the mapping after the merge. What is disputed is as ours has it (`disputes` says where)."""
    merged: dict[str, Any] = {}
    for key in dict.fromkeys((*ours, *theirs)):
        value = _value(*(side.get(key, GONE) for side in (base, ours, theirs)))
        if value is not GONE:
            merged[key] = value
    return merged


def disputes(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[Way]:
    """Yield the way to each value that both sides changed and not alike, the outer key first."""
    for key in dict.fromkeys((*ours, *theirs, *base)):
        before, mine, yours = (side.get(key, GONE) for side in (base, ours, theirs))
        for way in _disputes(before, mine, yours):
            yield (key, *way)


def _disputes(before: Any, mine: Any, yours: Any) -> Iterator[Way]:
    """Yield the ways below one value; the empty one for the value itself."""
    if isinstance(mine, Mapping) and isinstance(yours, Mapping):
        yield from disputes(_mapping(before), mine, yours)
    elif mine != yours and before not in (mine, yours):
        yield ()


def _value(before: Any, mine: Any, yours: Any) -> Any:
    if isinstance(mine, Mapping) and isinstance(yours, Mapping):
        return union(_mapping(before), mine, yours)
    return yours if mine == before else mine


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
