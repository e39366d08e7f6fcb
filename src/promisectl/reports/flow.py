"""The flow report: how long promises take, how old what is open has become, and how much comes through a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from promisectl.metrics.cumulative_flow import STATES, cumulative_flow
from promisectl.metrics.expectation import expectations_of_services
from promisectl.metrics.flow_times import cycle_days, lead_days, negotiation_days
from promisectl.metrics.in_progress import in_progress
from promisectl.metrics.percentiles import Spread
from promisectl.metrics.throughput import WEEK, monday_of, throughput
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.moment import deadline
from promisectl.model.promise import State
from promisectl.query.periods import week_of
from promisectl.reports.report import Asked, Cell, Column, Drawn, Report, Table, report_on

WEEKS = 12  # how many weeks are shown where no period is asked for


def make(asked: Asked) -> Report:
    """Return the times of what settled in the period, and week by week what came through and what stood where."""
    settled, chosen = asked.settled(), asked.chosen()
    tables = (_times(settled), _weeks(asked, chosen), _ageing(chosen, settled), _services(chosen))
    return report_on(asked, "flow", M("How promises flow"), tables, behind=settled)


def _times(views: Collection[View]) -> Table:
    measured: tuple[tuple[str, Message, Spread], ...] = (
        ("negotiation", M("from the asking to the agreement"), negotiation_days(views)),
        ("cycle", M("from the agreement to the delivery"), cycle_days(views)),
        ("lead", M("from the asking to the acceptance"), lead_days(views)),
    )
    columns = (
        Column("time", M("time")),
        Column("n", M("how many"), "count"),
        Column("p50", M("half within (days)"), "days"),
        Column("p85", M("85 % within"), "days"),
        Column("p95", M("95 % within"), "days"),
        Column("what", M("what it counts"), "words"),
    )
    rows = tuple((key, spread.n, spread.at(50), spread.at(85), spread.at(95), what) for key, what, spread in measured)
    return Table("times", columns, rows, M("how many days it takes"))


def _weeks(asked: Asked, chosen: Collection[View]) -> Table:
    """What was accepted in each week, and what stood in each state at its end: a cumulative flow."""
    mondays = _mondays(asked)
    accepted = throughput(chosen, mondays)
    most = max(accepted, default=0) or 1
    columns = (
        Column("week", M("week")),
        Column("accepted", M("accepted"), "count", drawn=True),
        *(Column(state.value, _STATE_TITLES[state.value], "count") for state in STATES),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (week_of(monday), Drawn(count, count / most), *(states[state] for state in STATES))
        for monday, count, states in zip(mondays, accepted, _stood(asked, chosen, mondays), strict=True)
    )
    return Table("weeks", columns, _from_the_first(rows), M("week by week, and what stood where at its end"))


def _mondays(asked: Asked) -> list[date]:
    """Return the weeks shown by their Mondays: those of the period, else the last twelve."""
    today = asked.environment.today
    last = monday_of(min(asked.period.last, today) if asked.period else today)
    first = monday_of(asked.period.first) if asked.period else last - (WEEKS - 1) * WEEK
    return [first + number * WEEK for number in range(max((last - first).days // 7 + 1, 0))]


def _stood(asked: Asked, chosen: Collection[View], mondays: Sequence[date]) -> list[Counter[State]]:
    """Return how many stood in each state at the end of each week; of the present one, now."""
    env = asked.environment
    ends = [min(deadline(monday + timedelta(days=6), env.zone), env.as_of) for monday in mondays]
    return cumulative_flow(chosen, ends)


_STATE_TITLES: dict[str, Message] = {
    "requested": M("requested"),
    "offered": M("offered"),
    "promised": M("promised"),
    "delivered": M("delivered"),
}


def _from_the_first(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Return the weeks from the first in which anything stood anywhere."""
    for place, row in enumerate(rows):
        if any(count.value if isinstance(count, Drawn) else count for count in row[1:]):
            return rows[place:]
    return ()


def _ageing(chosen: Collection[View], settled: Collection[View]) -> Table:
    """What is in progress with its age, against the days within which 85 of 100 were delivered."""
    cycle = cycle_days(settled)
    expected = cycle.at(85) if cycle.n >= 5 else None
    aged = in_progress(chosen)
    oldest = max([age for _, age in aged] + [expected or 0, 1])
    columns = (
        Column("id", M("id")),
        Column("age", M("days"), "days", drawn=True),
        Column("over", M("longer than 85 % took"), "mark"),
        Column("what", M("what"), "words"),
    )
    rows = tuple(
        (view.id, Drawn(age, age / oldest), M("yes") if expected is not None and age > expected else None, _what(view))
        for view, age in aged
    )
    notes = (M("85 of 100 were delivered within {days} days", days=expected),) if expected is not None else ()
    return Table("ageing", columns, rows, M("in progress, the oldest first"), notes, M("nothing is in progress"))


def _what(view: View) -> str | None:
    return view.terms.what if isinstance(view.terms.what, str) else None


def _services(chosen: Collection[View]) -> Table:
    columns = (
        Column("service", M("service")),
        Column("n", M("accepted"), "count"),
        Column("days", M("85 % within (days)"), "words"),
    )
    rows = tuple(
        (each.service, each.n, each.days if each.days is not None else M("not enough data"))
        for each in expectations_of_services(chosen)
    )
    return Table("services", columns, rows, M("what may be expected of services"))
