"""Unions: whether what two sides said can stand in one lawful order (verdicts.md, Displaced)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from promisectl.diff.histories import RawAct, written
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Context
from promisectl.model.act import Act
from promisectl.model.promise import PromiseFile


def is_orderable(standing: Sequence[RawAct], other: Sequence[RawAct], law: Context) -> bool:
    """Whether a lawful order of all acts exists in which one side's stand whole and the other's come after them.

    Notes may stand anywhere. `at` may not decrease.
    """
    left = Counter(written(act) for act in standing)
    fresh: list[RawAct] = []
    for act in other:
        if left[written(act)]:
            left[written(act)] -= 1
        else:
            fresh.append(act)
    spoken = [act for act in fresh if act.get("act") != "note"]
    history = _read([*standing, *spoken])
    return bool(history) and not isinstance(replay(history, law), Refusal)


def _read(acts: Sequence[RawAct]) -> tuple[Act, ...]:
    try:
        values = {"id": "x-0", "what": "x", "history": [dict(act) for act in acts]}
        return PromiseFile.model_validate(values).history or ()
    except ValueError:
        return ()
