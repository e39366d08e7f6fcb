"""Free fields that two branches changed: merged three ways, field by field; a list takes what either added."""

from __future__ import annotations

from typing import Any

from promisectl.app.files.conflict import ConflictSide, Dispute, Raw
from promisectl.model.terms import TERMS, key_of

_BOUND = frozenset({*map(key_of, TERMS), "id", "state", "history"})
_LISTS = frozenset({"serves", "tags", "needs"})
GONE = object()
DISPUTED = object()


def merged_fields(dispute: Dispute, keep: ConflictSide) -> tuple[Raw, list[str]]:
    """Return the free fields merged three ways (`GONE` for one to drop), and those that both changed, as kept."""
    other, base = dispute.other(keep), dispute.base or {}
    fields: Raw = {}
    disputed: list[str] = []
    for key in dict.fromkeys([*keep.values, *other.values]):
        if key in _BOUND:
            continue
        mine, yours, before = (values.get(key, GONE) for values in (keep.values, other.values, base))
        value = _three_ways(key, mine, yours, before)
        if value is DISPUTED:
            disputed.append(key)
            value = mine
        if value is not GONE or key in keep.values:
            fields[key] = value
    return fields, disputed


def _three_ways(key: str, mine: Any, yours: Any, before: Any) -> Any:
    """Return what a free field says after the merge; `DISPUTED` where both sides changed it."""
    if yours in (mine, before):
        return mine
    if mine == before:
        return yours
    if key in _LISTS:
        return _both(mine, yours, before)
    return DISPUTED


def _both(mine: Any, yours: Any, before: Any) -> Any:
    """Return a list with what either side added, without what either took away."""
    mine, yours, before = map(_as_list, (mine, yours, before))
    if not all(isinstance(value, list) for value in (mine, yours, before)):
        return mine
    taken_away = _less(before, yours)
    kept = _less(mine, taken_away)
    added = _less(_less(yours, before), kept)
    return [*kept, *added] or GONE


def _less(entries: list[Any], others: list[Any]) -> list[Any]:
    """Return the entries that are not among the others."""
    return [entry for entry in entries if entry not in others]


def _as_list(value: Any) -> Any:
    """Return an empty list for a field that is not there."""
    return [] if value is GONE or value is None else value
