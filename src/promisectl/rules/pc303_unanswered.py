"""Unanswered: the day by which an answer was asked for has passed.

Silence moves nothing: no answer is neither a yes nor a no, and the asker waits without knowing. It is judged by the
`reply-by` of the latest request, offer or counter-proposal.

What to do: the one asked says yes, no, or something else: `promisectl agree`, `decline` or `counter`. The asker may
take the question back with `withdraw`.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import example
from promisectl.checking.rule import act_spot, found
from promisectl.lifecycle.overlays import waiting_for
from promisectl.model.act import Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.model.moment import deadline, write_moment
from promisectl.model.promise import State

CODE = "PC303"
SCOPE = "open"

_QUESTIONS = (Verb.REQUEST, Verb.OFFER, Verb.COUNTER)

BAD = example(state="requested", more=", reply-by: 2026-03-06")

GOOD = example(state="requested", more=", reply-by: 2026-04-06")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield a request or offer whose `reply-by` has passed without an answer."""
    standing = record.standing
    if standing is None or standing.state not in (State.REQUESTED, State.OFFERED) or standing.reply_by is None:
        return
    if context.as_of <= deadline(standing.reply_by, context.law.zone):
        return
    said = range(standing.acts)
    asked = max(index for index in said if record.promise.history[index].act in _QUESTIONS)
    owing = ", ".join(waiting_for(standing, context.as_of, context.law))
    yield found(
        CODE,
        act_spot(record, asked, "reply_by"),
        promise=record.id,
        note=M("{who} was to answer by {day}", who=owing, day=write_moment(standing.reply_by)),
        help=M("`promisectl agree {id}`, `promisectl decline {id}` or `promisectl counter {id} WHEN`", id=record.id),
    )
