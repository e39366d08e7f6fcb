"""One on one: what two people have to talk about. It opens with a question, and it ranks nobody.

Own key results in red and what was last noted; what blocks, where help is wanted; what is late, of the person and *to*
the person; and what was kept. Source: goals.md, `one-on-one PERSON`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from operator import attrgetter

from promisectl.metrics.colour import Colour
from promisectl.metrics.goals import KeyResultStanding
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.reports.agendas.goal_rows import current_results, result_table
from promisectl.reports.agendas.promise_rows import lateness, promise_table, warned
from promisectl.reports.report import Asked, Report, Table, report_on

KEPT_WITHIN_DAYS = 28


def make(asked: Asked, person: str) -> Report:
    """Return the agenda with a person, by the handle they go by now."""
    views = [view for view in asked.chosen() if not view.is_self]
    opened = list(filter(attrgetter("is_open"), views))
    own = [view for view in opened if view.performer == person]
    title, question = M("One on one with {person}", person=person), M("Why is your key result red, and how can I help?")
    tables = _tables(asked, person, views, opened, own)
    return report_on(asked, "one-on-one", title, tables, behind=own, opening=question)


def _tables(
    asked: Asked, person: str, views: Collection[View], opened: Collection[View], own: Collection[View]
) -> tuple[Table, ...]:
    """Return the sections: `own` are what the person owes, `opened` all that is open, `views` everything."""
    return (
        result_table("red", M("Key results in red"), _in_red(asked, person)),
        _blocks(own, asked),
        promise_table("warnings", M("Warnings, and the help wanted"), _warned(own), warned),
        promise_table("overdue", M("Overdue, of {person}", person=person), _overdue(own), lateness),
        *_of_others(person, opened),
        promise_table("kept", M("Kept in the last four weeks"), _kept(views, person)),
    )


def _of_others(person: str, opened: Collection[View]) -> tuple[Table, Table]:
    """What others owe the person, late, and what they wait for."""
    return (
        promise_table("owed_to", M("Late, from others to {person}", person=person), _owed(opened, person), lateness),
        promise_table("asked", M("Waits for a word of {person}", person=person), _waiting(opened, person)),
    )


def _in_red(asked: Asked, person: str) -> list[KeyResultStanding]:
    own = [result for result in current_results(asked.goals) if result.owner == person]
    return [result for result in own if result.colour is Colour.RED]


def _blocks(own: Collection[View], asked: Asked) -> Table:
    """What the person's promises need and others have not delivered, and what is late because of it."""
    opened = {view.id: view for view in asked.everything if view.is_open}
    waits = {view.id: _open_need(view, opened) for view in own}
    blocked = [view for view in own if waits[view.id] is not None]
    return promise_table("blocked", M("What blocks"), blocked, lambda view: _said_need(waits[view.id]))


def _open_need(view: View, opened: Mapping[str, View]) -> View | None:
    """Return the last of what a promise needs that is still open; None where nothing is."""
    needs = [opened[need] for need, _ in view.promise.needs() if need in opened]
    return needs[-1] if needs else None


def _said_need(need: View | None) -> Message | None:
    if need is None:
        return None
    what = need.terms.what if isinstance(need.terms.what, str) else need.id
    return M("needs “{what}” of {who}, due {on}", what=what, who=need.performer or "-", on=_day_of(need))


def _day_of(view: View) -> date | None:
    return local_day(view.due, view.context.zone) if view.due is not None else None


def _warned(own: Collection[View]) -> list[View]:
    return [view for view in own if view.standing is not None and view.standing.warned is not None]


def _overdue(own: Collection[View]) -> list[View]:
    return [view for view in own if view.is_overdue]


def _owed(opened: Collection[View], person: str) -> list[View]:
    owed = [view for view in opened if view.customer == person]
    return [view for view in owed if view.performer != person and view.is_overdue]


def _waiting(opened: Collection[View], person: str) -> list[View]:
    return [view for view in opened if person in view.waiting_for]


def _kept(views: Collection[View], person: str) -> list[View]:
    """What the person kept of late: to begin or to end with."""
    own = [view for view in views if view.performer == person]
    return [view for view in own if _is_kept_of_late(view)]


def _is_kept_of_late(view: View) -> bool:
    if view.closed_at is None or view.outcome is None or not view.outcome.kept:
        return False
    zone = view.context.zone
    return local_day(view.closed_at, zone) > local_day(view.as_of, zone) - timedelta(days=KEPT_WITHIN_DAYS)
