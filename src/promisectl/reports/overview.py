"""The overview: the page for the Monday meeting. `report` alone prints it; every number leads to what is behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta

from promisectl.metrics.area_matrix import area_matrix
from promisectl.metrics.breakdown import breakdown
from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.promise import State
from promisectl.query.spans import spans_of
from promisectl.reports.audiences import audiences
from promisectl.reports.comparisons import marked
from promisectl.reports.report import Asked, Cell, Column, Report, Table, report_on, within

MONTHS = 6
REASONS = 3
_RATES: tuple[tuple[str, Message, Callable[[Iterable[View]], Rate]], ...] = (
    ("fulfilment", M("kept"), fulfilment),
    ("kept-first", M("as first promised"), kept_first),
)


def make(asked: Asked) -> Report:
    """Return the overview of a period against another; Trouble for a bad query."""
    settled = asked.settled()
    tables = (_kept(asked), _months(asked), _reasons(settled), _pairs(asked, settled), _now(asked))
    return report_on(asked, "overview", M("How promises are kept"), tables, behind=settled)


def _kept(asked: Asked) -> Table:
    """Both rates of each audience, in the period and before."""
    before = {group.key: group.views for group in audiences(asked.before(), asked.environment)}
    columns = (
        Column("audience", M("to whom")),
        Column("metric", M("rate")),
        Column("now", M("this period"), "rate", drawn=True),
        Column("before", M("before"), "rate"),
        Column("change", M("change"), "mark"),
    )
    rows: list[tuple[Cell, ...]] = []
    for group in audiences(asked.settled(), asked.environment):
        for _, title, rate_of in _RATES:
            now, then = rate_of(group.views), rate_of(before.get(group.key, []))
            rows.append((group.title, title, now, then, marked(now, then)))
    return Table("kept", columns, tuple(rows), empty=M("nothing was promised"))


def _months(asked: Asked) -> Table:
    """The fulfilment rate of each of the last months, up to the end of the period or of the day it is as of."""
    end = min(asked.period.last, asked.environment.today) if asked.period else asked.environment.today
    months = spans_of("month", end - timedelta(days=31 * (MONTHS - 1)), end)[-MONTHS:]
    chosen = asked.chosen()
    rows = tuple((month.name, fulfilment(within(chosen, month))) for month in months)
    columns = (Column("month", M("month")), Column("fulfilment", M("kept"), "rate"))
    return Table("months", columns, rows, M("kept, by month"))


def _reasons(settled: Collection[View]) -> Table:
    columns = (Column("reason", M("reason")), Column("troubled", M("troubled"), "count"))
    rows = tuple((cause.reason, cause.count) for cause in breakdown(settled)[:REASONS])
    return Table("reasons", columns, rows, M("where it breaks"))


def _pairs(asked: Asked, settled: Collection[View]) -> Table:
    """The pair of areas that keeps least, where there are enough promises to tell."""
    env = asked.environment
    matrix = area_matrix(settled, env.performer_area, env.customer_area)
    ranked = [
        (figures.kept.rate, performer, customer, figures.kept)
        for (performer, customer), figures in matrix.items()
        if performer and customer and performer != customer and figures.kept.is_rankable
    ]
    columns = (
        Column("performer_area", M("from")),
        Column("customer_area", M("to")),
        Column("fulfilment", M("kept"), "rate"),
    )
    rows = tuple((performer, customer, kept) for _, performer, customer, kept in sorted(ranked, key=_by_share)[:1])
    return Table("pairs", columns, rows)


def _by_share(row: tuple[object, str, str, Rate]) -> tuple[object, str, str]:
    return row[0], row[1], row[2]


def _now(asked: Asked) -> Table:
    """What is owed at the instant, whatever the period."""
    opened = [view for view in asked.chosen() if view.is_open and view.outcome is not None]
    counts: tuple[tuple[str, Message, int], ...] = (
        ("open", M("open"), len(opened)),
        ("overdue", M("overdue"), sum(view.is_overdue for view in opened)),
        ("at-risk", M("at risk"), sum("at-risk" in view.overlays for view in opened)),
        ("awaiting", M("await a verdict"), sum(view.state is State.DELIVERED for view in opened)),
    )
    columns = (Column("key", M("key")), Column("count", M("how many"), "count"), Column("name", M("name"), "words"))
    return Table("now", columns, tuple((key, count, title) for key, title, count in counts), M("what is owed now"))
