"""Said: each new act of a promise with what it changed, from what to what, and whose word was needed after it.

A history is walked once, with one standing that goes along, so that work stays linear in its length. Where the law
refuses an act nothing more is told: what follows means nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from promisectl.diff.versions import Pair
from promisectl.lifecycle.effects import needed
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import instant_of, take
from promisectl.lifecycle.standing import Context, Proposal, Standing, starts_at_activation
from promisectl.model.act import Act, Verb
from promisectl.model.lengths import span_words
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, deadline
from promisectl.model.terms import Terms


@dataclass(frozen=True, slots=True)
class Said:
    """A new act, `position` from 0. `old` and `new` are the terms before and after it, as agreed or on the table.

    `changes` are the terms that it proposes or changes, by field name; `asks` whose word is needed after it; `settles`
    whether it made a proposal hold; `timely` whether that (or the proposal) came before the counted due had passed,
    None where no due moves; `due_before` and `due` are the due in force before and after.
    """

    position: int
    act: Act
    old: Terms
    new: Terms
    changes: Mapping[str, Any]
    asks: frozenset[str]
    settles: bool
    timely: bool | None
    due_before: Moment | None
    due: Moment | None

    @property
    def stores_due(self) -> bool:
        """Whether it stores a due that was counted: as a clock starts, or goes on after a pause."""
        return self.act.due is not None or self.act.dues is not None


@dataclass(frozen=True, slots=True)
class _Before:
    """What is kept of a standing before an act: the standing itself goes on."""

    terms: Terms
    due: Moment | None
    counted: Moment | None
    proposal: Proposal | None
    revisions: int


def said(pair: Pair, context: Context) -> list[Said]:
    """Return the new acts of a pair in their order, as far as the law takes them."""
    return list(_said(pair, context))


def _said(pair: Pair, context: Context) -> Iterator[Said]:
    new = frozenset(pair.comparison.new) if pair.after else frozenset()
    if pair.after is None or not new:
        return
    standing = Standing()
    for position, act in enumerate(pair.after.promise.history):
        before = _kept(standing)
        at = instant_of(act, standing, context)
        if isinstance(at, Refusal) or take(standing, act, at, context) is not None:
            return
        standing.acts += 1
        if position in new:
            yield _told(position, act, at, before, standing, context)


def _kept(standing: Standing) -> _Before:
    return _Before(
        standing.terms,
        standing.current_due,
        standing.counted_due,
        standing.proposal,
        len(standing.revisions),
    )


def _told(position: int, act: Act, at: datetime, before: _Before, standing: Standing, context: Context) -> Said:
    settles = len(standing.revisions) > before.revisions
    return Said(
        position=position,
        act=act,
        old=before.terms,
        new=standing.terms,
        changes=act.terms.given() if act.terms else {},
        asks=needed(standing, context),
        settles=settles,
        timely=_timely(at, before, standing, context, settles=settles),
        due_before=before.due,
        due=standing.current_due,
    )


def _timely(at: datetime, before: _Before, standing: Standing, context: Context, *, settles: bool) -> bool | None:
    if settles:
        return standing.revisions[-1].timely
    if standing.proposal is None or standing.proposal is before.proposal:
        return None
    return before.counted is None or at <= deadline(before.counted, context.zone)


def rule_of(terms: Terms) -> Message | None:
    """Return the rule that a due is counted by: `2 business days from agreement`; None where a day was named."""
    within = terms.within
    if within is None:
        return None
    start = "activation" if starts_at_activation(terms) else "agreement"
    span = span_words(within)
    if terms.calendar is None:
        return M("{span} from {start}", span=span, start=_START[start])
    return M("{span} from {start}, calendar {calendar}", span=span, start=_START[start], calendar=terms.calendar)


_START = {"agreement": M("agreement"), "activation": M("activation")}


def due_words(one: Said) -> Message:
    """Return the due that an act stores, with its rule: `due 2026-04-20 (2 business days from agreement)`."""
    rule = rule_of(one.new)
    if one.act.dues is not None:
        old = one.due_before or "-"
        return M("due {old} -> {due} ({rule}, moved by a pause)", old=old, due=one.due, rule=rule or "-")
    if rule is None:
        return M("due {due}", due=one.due)
    return M("due {due} ({rule})", due=one.due, rule=rule)


def is_agreed(one: Said) -> bool:
    """Whether both sides said yes to the due that an act stores; after a pause it was counted, and nobody asked."""
    return one.act.act in (Verb.AGREE, Verb.ACTIVATE)
