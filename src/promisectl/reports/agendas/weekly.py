"""The weekly review: what is late, due and at risk for customers first, what was kept, and who must be told.

Source: goals.md, `review weekly`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
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
from promisectl.query.spans import Span, span_of
from promisectl.reports.agendas.promise_rows import Say, lateness, promise_table, warned
from promisectl.reports.report import Asked, Cell, Column, Report, Table, report_on, within


def make(asked: Asked) -> Report:
    """Return the agenda as of the instant; Trouble for a bad query."""
    chosen = asked.chosen()
    opened = [view for view in chosen if view.is_open and not view.is_self]
    tables = (*_owed(asked, opened), *_numbers(asked, chosen), *_people_to_tell(asked, chosen), _signals(asked))
    return report_on(asked, "review-weekly", M("Weekly review"), tables, behind=opened)


def _owed(asked: Asked, opened: Collection[View]) -> list[Table]:
    """What is owed, in the order in which it hurts."""
    week = span_of("week", asked.environment.today)
    sections: tuple[tuple[str, Message, Callable[[View], bool], Say | None], ...] = (
        ("overdue", M("Overdue"), lambda view: view.is_overdue, lateness),
        ("due", M("Due this week"), lambda view: _is_due_in(view, week.first, week.last), None),
        ("at_risk", M("At risk"), _is_at_risk, warned),
        ("verdicts", M("Awaiting a verdict"), lambda view: view.state is State.DELIVERED, _since),
        ("answers", M("Answers owed"), _waits_for_an_answer, _whose_word),
        ("threatened", M("Threatened by what they need"), lambda view: view.threatened, _chain),
    )
    return [promise_table(key, title, filter(holds, opened), say) for key, title, holds, say in sections]


def _is_at_risk(view: View) -> bool:
    return "at-risk" in view.overlays and not view.is_overdue


def _waits_for_an_answer(view: View) -> bool:
    return view.state in (State.REQUESTED, State.OFFERED) or _has_proposal(view)


def _is_due_in(view: View, first: date, last: date) -> bool:
    if view.due is None or view.is_overdue or view.state is not State.PROMISED:
        return False
    day = local_day(view.due, view.context.zone)
    return first <= day <= last


def _has_proposal(view: View) -> bool:
    return view.standing is not None and view.standing.proposal is not None


def _since(view: View) -> Message | None:
    if view.delivered_at is None:
        return None
    return M("delivered {on}", on=local_day(view.delivered_at, view.context.zone))


def _whose_word(view: View) -> Message | None:
    names = ", ".join(view.waiting_for)
    return M("waits for {names}", names=names) if names else None


def _chain(view: View) -> Message | None:
    threat = view.threat
    if threat is None:
        return None
    return M("{chain}: expected {on}", chain=" → ".join(threat.chain), on=threat.finish)


def _numbers(asked: Asked, chosen: Collection[View]) -> list[Table]:
    """What was planned and done last week, why promises broke in the last four, and what was kept."""
    monday = monday_of(asked.environment.today) - WEEK
    kept = [view for view in chosen if _is_kept_since(view, monday)]
    return [
        _plan(asked, chosen, monday),
        _reasons(asked, chosen),
        promise_table("kept", M("Kept since last Monday: to celebrate"), kept),
    ]


def _plan(asked: Asked, chosen: Collection[View], monday: date) -> Table:
    """The plan of the week that begins on `monday`; empty where nothing was planned."""
    plan = week_plan(chosen, monday, asked.environment.zone).rate
    columns = (Column("week", M("week")), Column("plan_complete", M("done as planned on Monday"), "rate", drawn=True))
    return Table("plan_complete", columns, ((week_of(monday), plan),) if plan.n else (), M("Last week's plan"))


def _reasons(asked: Asked, chosen: Collection[View]) -> Table:
    """Why what settled in the last four weeks ran into trouble."""
    today = asked.environment.today
    recent = within(chosen, Span(today - timedelta(days=27), today, ""))
    rows: tuple[tuple[Cell, ...], ...] = tuple((cause.reason, cause.count) for cause in breakdown(recent))
    columns = (Column("reason", M("reason")), Column("troubled", M("troubled"), "count"))
    return Table("reasons", columns, rows, M("Why promises broke in the last four weeks"))


def _is_kept_since(view: View, day: date) -> bool:
    if view.closed_at is None or view.outcome is None or not view.outcome.kept:
        return False
    return local_day(view.closed_at, view.context.zone) >= day


_NEWS: dict[str, Message] = {
    "due": M("the due moved"),
    "warning": M("trouble was announced"),
    "threat": M("what it needs will be late"),
}


def _people_to_tell(asked: Asked, chosen: Collection[View]) -> list[Table]:
    """Who must be told of which change, and what customers said that nobody has answered."""
    news = {each.view.id: _NEWS[each.news] for each in untold(chosen)}
    voices = {voice.view.id: _voice(voice) for voice in open_voices(asked.everything)}
    return [
        _said_of("to_tell", M("Who must be told"), chosen, news),
        _said_of("voices", M("What customers said"), chosen, voices),
    ]


def _said_of(key: str, title: Message, chosen: Collection[View], said: Mapping[str, Message]) -> Table:
    """Return the promises of which something is said, by id."""
    return promise_table(key, title, [view for view in chosen if view.id in said], lambda view: said[view.id])


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
