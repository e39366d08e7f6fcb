"""The trend report: both rates week by week, month by month, quarter by quarter, and what changed more than chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.plan_complete import week_plan
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.query.spans import Span, spans_of
from promisectl.reports.comparisons import marked
from promisectl.reports.groupings import PERIODS, Key, check_groupings
from promisectl.reports.report import Asked, Cell, Column, Report, Table, report_on, within
from promisectl.reports.seen_groups import hidden_groups, seen_groups
from promisectl.reports.titles import GROUP_TITLES

LAST = {"week": 12, "month": 12, "quarter": 8, "year": 10}  # how many are shown where no period is asked for
_TITLES = {"week": M("by week"), "month": M("by month"), "quarter": M("by quarter"), "year": M("by year")}
_CHANGED = ("▲", "▼")
_DAYS = {"week": 7, "month": 31, "quarter": 92, "year": 366}


def make(asked: Asked) -> Report:
    """Return a row a period; `--by` names how long a period is, a month where nothing is said, and what divides it."""
    check_groupings(asked.by)
    kind = next((name for name in asked.by if name in PERIODS), "month")
    fields = tuple(name for name in dict.fromkeys(asked.by) if name not in PERIODS)
    spans = _spans(asked, kind)
    shown = _promised_in(asked, spans)
    tables = [_periods(asked, kind, fields, shown, spans), *_plans_of(asked, kind, spans)]
    made = report_on(asked, "trend", M("Whether promises are kept better"), tables, behind=shown)
    return replace(made, hidden=hidden_groups(asked, shown, fields))


_COLUMNS = (
    Column("period", M("period")),
    Column("fulfilment", M("kept"), "rate", drawn=True),
    Column("change", M("change"), "mark"),
    Column("kept_first", M("kept as first promised"), "rate"),
    Column("kept_first_change", M("change"), "mark"),
)


def _periods(asked: Asked, kind: str, fields: tuple[str, ...], shown: list[View], spans: Sequence[Span]) -> Table:
    """Return a row a period of each group."""
    columns = (*(Column(name, GROUP_TITLES[name]) for name in fields), *_COLUMNS)
    rows: list[tuple[Cell, ...]] = []
    for key, members in seen_groups(asked, shown, fields):
        rows += _rows(key, members, spans)
    return Table("periods", columns, tuple(rows), _TITLES[kind], _words(rows), M("nothing was promised"))


def _plans_of(asked: Asked, kind: str, spans: Sequence[Span]) -> list[Table]:
    """Return the plans of the weeks, where the periods are weeks."""
    return [_plans(asked, spans)] if kind == "week" else []


def _promised_in(asked: Asked, spans: Sequence[Span]) -> list[View]:
    """Return what was promised and settled in the periods shown."""
    whole = Span(spans[0].first, spans[-1].last, "")
    return [view for view in within(asked.chosen(), whole) if view.outcome is not None]


def _spans(asked: Asked, kind: str) -> list[Span]:
    """Return the periods shown: those of the period asked for, else the last ones, none before anything settled."""
    today = asked.environment.today
    if asked.period is not None:
        return spans_of(kind, asked.period.first, asked.period.last)
    days = [view.settlement_day for view in asked.chosen() if view.outcome is not None]
    first = min((day for day in days if day is not None), default=today)
    start = max(first, today - timedelta(days=_DAYS[kind] * LAST[kind]))
    return spans_of(kind, min(start, today), today)[-LAST[kind] :]


def _rows(key: Key, members: Sequence[View], spans: Sequence[Span]) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a period of a group, each marked against the one before it."""
    kept_before: Rate | None = None
    first_before: Rate | None = None
    for span in spans:
        views = within(members, span)
        kept, first = fulfilment(views), kept_first(views)
        yield (*key, span.name, kept, marked(kept, kept_before), first, marked(first, first_before))
        kept_before, first_before = kept, first


def _words(rows: Sequence[tuple[Cell, ...]]) -> tuple[Message, ...]:
    if any(str(cell) in _CHANGED for row in rows for cell in row):
        return (M("▲ better, ▼ worse than the period before, by more than chance"),)
    return (M("no period differs from the one before it by more than chance"),)


def _plans(asked: Asked, spans: Sequence[Span]) -> Table:
    """Percent plan complete of each whole week: the plan frozen on Monday."""
    env, chosen = asked.environment, asked.chosen()
    plans = [(span.name, week_plan(chosen, span.first, env.zone).rate) for span in spans if span.last < env.today]
    columns = (Column("week", M("week")), Column("plan_complete", M("done as planned on Monday"), "rate", drawn=True))
    rows = tuple(plan for plan in plans if plan[1].n)
    return Table("plan_complete", columns, rows, M("percent plan complete"), empty=M("nothing was planned in any week"))
