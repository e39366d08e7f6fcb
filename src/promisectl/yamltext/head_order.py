"""The order of keys: that of a promise's head, and after which key a new one comes.

A key of the user's own stands with the notes. A mapping that is no head has no order: what is new comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from promisectl.yamltext.document import Way

HEAD_ORDER = (
    "id",
    "what",
    "customer",
    "performer",
    "within",
    "calendar",
    "due",
    "criteria",
    "condition",
    "pause-on",
    "serves",
    "tags",
    "priority",
    "needs",
    "part-of",
    "follows",
    "reopens",
    "service",
    "instance",
    "weight",
    "impact",
    "effort",
    "fallback",
    "segment",
    "channel",
    "touchpoint",
    "layer",
    "links",
    "notes",
    "state",
    "history",
)
_RANK = {key: rank for rank, key in enumerate(HEAD_ORDER)}


def in_order(way: Way, keys: Iterable[str]) -> list[str]:
    """Return keys of the mapping that a way leads to in the order they are written in."""
    return list(keys) if way else sorted(keys, key=_rank)


def predecessor(way: Way, key: str, present: Sequence[str]) -> str | None:
    """Return the present key that a new one follows: in a head by its order, else the last."""
    is_head = not way and "id" in present
    if not is_head:
        return present[-1] if present else None
    ahead = HEAD_ORDER[: _rank(key)]
    return next((name for name in reversed(ahead) if name in present), None)


def _rank(key: str) -> int:
    return _RANK.get(key, _RANK["notes"])
