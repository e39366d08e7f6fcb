"""Unions: whether what two sides said can stand in one lawful order (verdicts.md, Displaced)."""

from __future__ import annotations

from collections.abc import Sequence

from promisectl.diff.histories import RawAct
from promisectl.lifecycle.standing import Context
from promisectl.lifecycle.union import lawful_order
from promisectl.model.act import Act
from promisectl.model.promise import PromiseFile


def is_orderable(standing: Sequence[RawAct], other: Sequence[RawAct], law: Context) -> bool:
    """Whether a lawful order of all acts exists in which one side's stand whole and the other's come after them."""
    stands, others = _read(standing), _read(other)
    return bool(stands) and bool(others) and lawful_order(stands, others, law) is not None


def _read(acts: Sequence[RawAct]) -> tuple[Act, ...]:
    try:
        values = {"id": "x-0", "what": "x", "history": [dict(act) for act in acts]}
        return PromiseFile.model_validate(values).history or ()
    except ValueError:
        return ()
