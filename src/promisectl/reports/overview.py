"""The overview: the page for the Monday meeting. `report` alone prints it; every number leads to what is behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from fractions import Fraction
from itertools import dropwhile

from promisectl.metrics.area_matrix import Pair, PairFigures, area_matrix
from promisectl.metrics.breakdown import breakdown
from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.promise import State
from promisectl.query.spans import spans_of
from promisectl.reports.audiences import audiences
from promisectl.reports.comparisons import COMPARED, compared
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
    columns = (Column("audience", M("to whom")), *COMPARED)
    rows: list[tuple[Cell, ...]] = []
    for group in audiences(asked.settled(), asked.environment):
        for _, title, rate_of in _RATES:
            now, then = rate_of(group.views), rate_of(before.get(group.key, []))
            rows.append((group.title, *compared(title, now, then)))
    return Table("kept", columns, tuple(rows), empty=M("nothing was promised"))


def _months(asked: Asked) -> Table:
    """The fulfilment rate of each of the last months, up to the end of the period or of the day it is as of."""
    end = min(asked.period.last, asked.environment.today) if asked.period else asked.environment.today
    months = spans_of("month", end - timedelta(days=31 * (MONTHS - 1)), end)[-MONTHS:]
    chosen = asked.chosen()
    rates = [(month.name, fulfilment(within(chosen, month))) for month in months]
    rows = tuple(dropwhile(lambda row: not row[1].n, rates))
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
    ranked = [(*pair, figures.kept) for pair, figures in matrix.items() if _may_be_ranked(pair, figures)]
    columns = (
        Column("performer_area", M("from")),
        Column("customer_area", M("to")),
        Column("fulfilment", M("kept"), "rate"),
    )
    return Table("pairs", columns, tuple(sorted(ranked, key=_by_share)[:1]))


def _may_be_ranked(pair: Pair, figures: PairFigures) -> bool:
    """Whether two areas of which one kept not all to the other, and enough promises between them to tell."""
    kept = figures.kept
    return None not in pair and pair[0] != pair[1] and kept.is_rankable and kept.k < kept.n


def _by_share(row: tuple[str | None, str | None, Rate]) -> tuple[Fraction, str, str]:
    return row[2].rate or Fraction(), row[0] or "", row[1] or ""


def _now(asked: Asked) -> Table:
    """What is owed at the instant, whatever the period."""
    opened = [view for view in asked.chosen() if view.is_open and view.outcome is not None]
    columns = (Column("key", M("key")), Column("count", M("how many"), "count"), Column("name", M("name"), "words"))
    rows = tuple((key, sum(map(holds, opened)), title) for key, title, holds in _NOW)
    return Table("now", columns, rows, M("what is owed now"))


_NOW: tuple[tuple[str, Message, Callable[[View], bool]], ...] = (
    ("open", M("open"), lambda view: True),
    ("overdue", M("overdue"), lambda view: view.is_overdue),
    ("at-risk", M("at risk"), lambda view: "at-risk" in view.overlays),
    ("awaiting", M("await a verdict"), lambda view: view.state is State.DELIVERED),
)
