"""Sayable: the act by which other terms could be said of a promise as it stands, if the law has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import judge
from promisectl.lifecycle.speaking import refused
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.act import Act, Verb
from promisectl.model.terms import TermsPart

REASON = "other"  # stands where its speaker will say why


def act_that_says(terms: Mapping[str, Any], standing: Standing, at: datetime, context: Context) -> Act | None:
    """Return the first lawful proposal of these terms (by field name; None drops one): the performer's before others'.

    It is a `renegotiate` of what was agreed, else a `counter`. None where the law has neither, as for a due that would
    go once it is owed, or for a promise that is closed.
    """
    if not terms:
        return None
    for act in _proposals(terms, standing, at):
        if not isinstance(judge(standing, act, at, context), Refusal) and not refused(standing, act, at, context):
            return act
    return None


def _proposals(terms: Mapping[str, Any], standing: Standing, at: datetime) -> Iterator[Act]:
    part = TermsPart.model_construct(set(terms), **terms)
    for speaker in (standing.terms.performer, standing.terms.customer):
        if speaker is not None:
            yield Act.model_construct(act=Verb.RENEGOTIATE, by=speaker, at=at, terms=part, reason=REASON)
            yield Act.model_construct(act=Verb.COUNTER, by=speaker, at=at, terms=part)
