"""The weekly review: what is late, due and at risk for customers first, what was kept, and who must be told.

Source: goals.md, `review weekly`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from promisectl.metrics.breakdown import breakdown
from promisectl.metrics.customer_voice import Voice, open_voices, untold
from promisectl.metrics.failing_signals import failing
from promisectl.metrics.plan_complete import week_plan
from promisectl.metrics.throughput import WEEK, monday_of
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.promise import State
from promisectl.query.periods import week_of
from promisectl.query.spans import span_of
from promisectl.reports.agendas.promise_rows import lateness, promise_table, warned
from promisectl.reports.report import Asked, Cell, Column, Report, Table, report_on


def make(asked: Asked) -> Report:
    """Return the agenda as of the instant; Trouble for a bad query."""
    chosen = asked.chosen()
    opened = [view for view in chosen if view.is_open and not view.is_self]
    tables = (*_owed(asked, opened), *_numbers(asked, chosen), *_people_to_tell(asked, chosen), _signals(asked))
    return report_on(asked, "review-weekly", M("Weekly review"), tables, behind=opened)


def _owed(asked: Asked, opened: Collection[View]) -> list[Table]:
    """What is owed, in the order in which it hurts."""
    week = span_of("week", asked.environment.today)
    due = [view for view in opened if _is_due_in(view, week.first, week.last)]
    at_risk = [view for view in opened if "at-risk" in view.overlays and not view.is_overdue]
    threatened = [view for view in opened if view.threatened]
    delivered = [view for view in opened if view.state is State.DELIVERED]
    asked_for = [view for view in opened if view.state in (State.REQUESTED, State.OFFERED) or _has_proposal(view)]
    return [
        promise_table("overdue", M("Overdue"), (view for view in opened if view.is_overdue), lateness),
        promise_table("due", M("Due this week"), due),
        promise_table("at_risk", M("At risk"), at_risk, warned),
        promise_table("verdicts", M("Awaiting a verdict"), delivered, _since),
        promise_table("answers", M("Answers owed"), asked_for, _whose_word),
        promise_table("threatened", M("Threatened by what they need"), threatened, _chain),
    ]


def _is_due_in(view: View, first: date, last: date) -> bool:
    if view.due is None or view.is_overdue or view.agreed_at is None or view.state is not State.PROMISED:
        return False
    day = local_day(view.due, view.context.zone)
    return first <= day <= last


def _has_proposal(view: View) -> bool:
    return view.standing is not None and view.standing.proposal is not None


def _since(view: View) -> Message | None:
    if view.delivered_at is None:
        return None
    return M("delivered {day}", day=local_day(view.delivered_at, view.context.zone))


def _whose_word(view: View) -> Message | None:
    names = ", ".join(view.waiting_for)
    return M("waits for {names}", names=names) if names else None


def _chain(view: View) -> Message | None:
    threat = view.threat
    if threat is None:
        return None
    return M("{chain}: expected {day}", chain=" → ".join(threat.chain), day=threat.finish)


def _numbers(asked: Asked, chosen: Collection[View]) -> list[Table]:
    """What was planned and done last week, why promises broke in the last four, and what was kept."""
    env = asked.environment
    monday = monday_of(env.today) - WEEK
    last_week = span_of("week", monday)
    plan = week_plan(chosen, monday, env.zone).rate
    ppc = ((week_of(monday), plan),) if plan.n else ()
    columns = (Column("week", M("week")), Column("plan_complete", M("done as planned on Monday"), "rate", drawn=True))
    month = span_of("week", env.today - timedelta(days=27))
    recent = [view for view in chosen if view.settlement_day and month.first <= view.settlement_day <= env.today]
    reasons: tuple[tuple[Cell, ...], ...] = tuple((cause.reason, cause.count) for cause in breakdown(recent))
    reason_columns = (Column("reason", M("reason")), Column("troubled", M("troubled"), "count"))
    kept = [view for view in _closed_in(chosen, last_week.first, env.today) if view.outcome and view.outcome.kept]
    return [
        Table("plan_complete", columns, ppc, M("Last week's plan")),
        Table("reasons", reason_columns, reasons, M("Why promises broke in the last four weeks")),
        promise_table("kept", M("Kept since last Monday: to celebrate"), kept),
    ]


def _closed_in(views: Collection[View], first: date, last: date) -> list[View]:
    closed = [(view, local_day(view.closed_at, view.context.zone)) for view in views if view.closed_at is not None]
    return [view for view, day in closed if first <= day <= last]


_NEWS: dict[str, Message] = {
    "due": M("the due moved"),
    "warning": M("trouble was announced"),
    "threat": M("what it needs will be late"),
}


def _people_to_tell(asked: Asked, chosen: Collection[View]) -> list[Table]:
    """Who must be told of which change, and what customers said that nobody has answered."""
    news = {each.view.id: _NEWS[each.news] for each in untold(chosen)}
    to_tell = [view for view in chosen if view.id in news]
    mine = {view.id for view in chosen}
    voices = {voice.view.id: voice for voice in open_voices(asked.everything) if voice.view.id in mine}
    heard = [view for view in chosen if view.id in voices]
    return [
        promise_table("to_tell", M("Who must be told"), to_tell, lambda view: news[view.id]),
        promise_table("voices", M("What customers said"), heard, lambda view: _voice(voices[view.id])),
    ]


def _voice(voice: Voice) -> Message:
    if voice.follower is None:
        return M("“{text}”: nothing follows it yet", text=voice.text or "")
    return M("“{text}”: {id} follows; tell the customer", text=voice.text or "", id=voice.follower.id)


_SIGNALS: dict[str, Message] = {
    "postponed": M("postponed again and again"),
    "absent": M("half the team was missing"),
    "late-again": M("late again"),
    "low-priority": M("not among the first ten"),
}


def _signals(asked: Asked) -> Table:
    """What shows the signals of a failing project."""
    found = {each.view.id: each for each in failing(asked.chosen())}
    return promise_table(
        "signals",
        M("Signals of failing"),
        [each.view for each in found.values()],
        lambda view: _named(found[view.id].signals),
    )


def _named(signals: tuple[str, ...]) -> Message:
    first, *rest = (_SIGNALS[name] for name in signals)
    for each in rest:
        first = M("{first}, {next}", first=first, next=each)
    return first
