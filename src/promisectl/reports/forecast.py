"""The forecast report: when what is open may all be received, drawn from the weeks that were."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from promisectl.metrics.completion_forecast import LEAST_WEEKS, WEEKS, CompletionForecast, completion_forecast
from promisectl.metrics.in_progress import in_progress
from promisectl.metrics.throughput import WEEK, monday_of, throughput
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.query.environment import Environment
from promisectl.query.periods import week_of
from promisectl.reports.report import Asked, Column, Drawn, Report, Table, report_on

_TICK = timedelta(microseconds=1)


def make(asked: Asked) -> Report:
    """Return the days by which all that is in progress is received, in half, 85 and 95 of a hundred draws."""
    chosen = asked.chosen()
    opened = [view for view, _ in in_progress(chosen)]
    mondays = _whole_weeks(chosen, asked.environment)
    made = completion_forecast(len(opened), throughput(chosen, mondays), asked.environment.today)
    tables = (_days(made), _weeks(mondays, made))
    return report_on(asked, "forecast", M("When it may all be done"), tables, behind=opened, notes=_notes(made))


def _whole_weeks(views: Collection[View], env: Environment) -> list[date]:
    """Return the Mondays of the last whole weeks, at most twelve, from the week in which anything was first agreed.

    A week is whole from its last instant on: seen as of a Sunday, the week that ends with it is.
    """
    agreed = [local_day(view.agreed_at, view.context.zone) for view in views if view.outcome and view.agreed_at]
    this = monday_of(local_day(env.as_of + _TICK, env.zone))
    first = monday_of(min(agreed, default=this))
    count = min(max((this - first).days // 7, 0), WEEKS)
    return [this - WEEK * number for number in range(count, 0, -1)]


def _days(made: CompletionForecast) -> Table:
    columns = (Column("percent", M("in so many of a hundred draws"), "count"), Column("day", M("by"), "day"))
    return Table("days", columns, tuple(made.days.items()), empty=_refusal(made))


def _refusal(made: CompletionForecast) -> Message:
    if not made.has_enough:
        return M(
            "not enough data: {count} whole weeks, and at least {least} are wanted",
            count=len(made.weeks),
            least=LEAST_WEEKS,
        )
    return M("not enough data: nothing was accepted in the last {count} weeks", count=len(made.weeks))


def _weeks(mondays: list[date], made: CompletionForecast) -> Table:
    most = max(made.weeks, default=0) or 1
    columns = (Column("week", M("week")), Column("accepted", M("accepted"), "count", drawn=True))
    rows = tuple(
        (week_of(monday), Drawn(count, count / most)) for monday, count in zip(mondays, made.weeks, strict=True)
    )
    return Table("weeks", columns, rows, M("what it is drawn from"))


def _notes(made: CompletionForecast) -> list[Message]:
    return [M("in progress: {count}", count=made.open)]
