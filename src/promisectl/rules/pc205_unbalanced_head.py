"""Unbalanced head: what the head says is in force is not what the history leads to.

A promise is kept twice in its file, like double-entry books: the head says what is in force, the history who said
what and when. The two must balance, so that a date moved in the head alone is seen. The history is the one that
counts; the head is never carried over into it.

What to do: run `promisectl rebalance ID`, or paste the balanced lines. If the head says what was really agreed, take
the change back and say it as an act (`promisectl renegotiate ID`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.lines import head_lines, value_text
from promisectl.checking.rule import found
from promisectl.lifecycle.replay import unbalanced
from promisectl.lifecycle.standing import Standing
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.place import Spot
from promisectl.model.promise import Promise
from promisectl.model.terms import TERMS, key_of

CODE = "PC205"
SCOPE = "promise"

BAD = example(AGREE, due="2026-04-24", opened_due="2026-04-20")

GOOD = example(AGREE, due="2026-04-20", opened_due="2026-04-20")

_FIELDS = {key_of(name): name for name in TERMS}


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield one finding for a head that differs from its history, whatever the number of keys."""
    standing = record.final
    keys = unbalanced(record.promise, standing) if standing else []
    if standing is None or not keys:
        return
    yield found(
        CODE,
        _place(record.promise, keys),
        promise=record.id,
        note=M(
            "the head says {head}; the history says {history}",
            head="; ".join(_said(key, _shown(record.promise, key)) for key in keys),
            history="; ".join(_said(key, _true(standing, key)) for key in keys),
        ),
        help=M("rewrite the head from the history: `promisectl rebalance {id}`", id=record.id),
        paste="\n".join(_balanced(standing, keys)),
    )


def _place(promise: Promise, keys: Sequence[str]) -> Spot:
    present = [key for key in (*keys, "state") if _FIELDS.get(key, key) in promise.file.model_fields_set]
    return promise.spot(present[0] if present else "id")


def _shown(promise: Promise, key: str) -> object:
    return promise.file.state if key == "state" else getattr(promise.head_terms(), _FIELDS[key])


def _true(standing: Standing, key: str) -> object:
    if key == "state":
        return standing.state.value if standing.state else None
    return getattr(standing.terms, _FIELDS[key])


def _said(key: str, value: object) -> str:
    return f"`{key}: {'–' if value is None else value_text(value)}`"


def _balanced(standing: Standing, keys: Sequence[str]) -> list[str]:
    lines = head_lines(standing.terms, keys)
    return lines + ([f"state: {_true(standing, 'state')}"] if "state" in keys else [])
