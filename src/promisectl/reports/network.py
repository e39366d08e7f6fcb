"""The network report: which areas promise which, how it goes, and which expected hand-offs hold no promise."""

from __future__ import annotations

from promisectl.metrics.area_matrix import Pair, PairFigures, area_matrix, by_pair, cross_area, silent_pairs
from promisectl.model.message import M, Message
from promisectl.query.environment import Environment
from promisectl.reports.report import Asked, Column, Report, Table, report_on
from promisectl.reports.sentences import short_rate


def make(asked: Asked) -> Report:
    """Return the matrix of areas, the share that crosses them, and the hand-offs without promises."""
    env = asked.environment
    settled = asked.settled()
    pairs = by_pair(settled, env.performer_area, env.customer_area)
    matrix = area_matrix(settled, env.performer_area, env.customer_area)
    promised_ever = by_pair(asked.everything, env.performer_area, env.customer_area)
    tables = [_pairs(matrix, _empty(env)), _handoffs(silent_pairs(promised_ever, asked.handoffs))]
    notes = [M("from one area to another: {rate}", rate=short_rate(cross_area(pairs)))]
    shown = [view for views in pairs.values() for view in views]
    return report_on(asked, "network", M("Promises between areas"), tables, behind=shown, notes=notes)


def _empty(env: Environment) -> Message:
    """Return what is to be said where the matrix is empty: nothing was promised, or nobody has an area."""
    if env.area_names():
        return M("no area promised anything")
    return M("nobody has an area: `promisectl area add NAME`")


def _pairs(matrix: dict[Pair, PairFigures], empty: Message) -> Table:
    columns = (
        Column("performer_area", M("from")),
        Column("customer_area", M("to")),
        Column("kept", M("kept"), "rate", drawn=True),
        Column("open", M("open"), "count"),
        Column("overdue", M("overdue"), "count"),
    )
    rows = tuple((*pair, figures.kept, figures.open, figures.overdue) for pair, figures in matrix.items())
    return Table("pairs", columns, rows, empty=empty)


def _handoffs(silent: list[tuple[str, str]]) -> Table:
    columns = (Column("performer_area", M("from")), Column("customer_area", M("to")))
    return Table("handoffs", columns, tuple(silent), M("expected hand-offs without a promise"))
