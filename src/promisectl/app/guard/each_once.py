"""Each once: a thing that several commits of a stretch give is told once, with the most weight it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from promisectl.app.guard.found import Caught
from promisectl.diff.histories import written
from promisectl.model.finding import Severity

_ONCE_A_COMMIT = ("PC504",)  # of a promise, whichever of its acts gave it


def lowered(caught: Caught) -> Caught:
    """Return a finding about what was dropped again: at most a warning."""
    return replace(caught, severity=Severity.WARNING) if caught.weight is Severity.ERROR else caught


def once(found: Sequence[Caught]) -> list[Caught]:
    """Return each finding once: by its code, promise, act or field; the first commit that gave it with most weight."""
    kept: dict[tuple[object, ...], Caught] = {}
    for one in found:
        key = _key(one)
        if key not in kept or one.weight.rank > kept[key].weight.rank:
            kept[key] = one
    return list(kept.values())


def _key(one: Caught) -> tuple[object, ...]:
    """Return by what a finding is the same as another: its act counts before its field."""
    about = (one.code, one.promise or one.path)
    if one.code in _ONCE_A_COMMIT:
        return (*about, one.field, one.commit)
    return (*about, one.field if one.act is None else written(one.act))
