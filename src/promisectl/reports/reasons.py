"""The reasons report: why promises run into trouble, as a Pareto, and between which areas."""

from __future__ import annotations

from dataclasses import replace

from promisectl.metrics.area_matrix import by_pair
from promisectl.metrics.breakdown import breakdown
from promisectl.metrics.early_notice import is_troubled
from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.reports.groupings import check_groupings
from promisectl.reports.report import Asked, Cell, Column, Drawn, Report, Table, report_on
from promisectl.reports.seen_groups import hidden_groups, seen_groups
from promisectl.reports.titles import GROUP_TITLES

_CUMULATIVE = Column("cumulative", M("with those above"), "share")


def make(asked: Asked) -> Report:
    """Return the Pareto of the primary reasons; divided by areas, or by what `--by` names."""
    check_groupings(asked.by)
    troubled = [view for view in asked.settled() if is_troubled(view)]
    fields = tuple(dict.fromkeys(asked.by))
    tables = [_pareto(troubled), _by_fields(asked, troubled, fields) if fields else _by_pairs(asked, troubled)]
    made = report_on(asked, "reasons", M("Why promises break"), tables, behind=troubled)
    return replace(made, hidden=hidden_groups(asked, troubled, fields))


def _pareto(troubled: list[View]) -> Table:
    causes = breakdown(troubled)
    most = max((cause.count for cause in causes), default=1)
    rows = tuple((cause.reason, Drawn(cause.count, cause.count / most), cause.cumulative) for cause in causes)
    columns = (Column("reason", M("reason")), Column("troubled", M("troubled"), "count", drawn=True), _CUMULATIVE)
    return Table("reasons", columns, rows, empty=M("no promise ran into trouble"))


def _by_pairs(asked: Asked, troubled: list[View]) -> Table:
    env = asked.environment
    rows: list[tuple[Cell, ...]] = []
    for (performer, customer), views in by_pair(troubled, env.performer_area, env.customer_area).items():
        if performer is None and customer is None:
            continue
        rows += [(performer, customer, cause.reason, cause.count) for cause in breakdown(views)]
    columns = (
        Column("performer_area", M("from")),
        Column("customer_area", M("to")),
        Column("reason", M("reason")),
        Column("troubled", M("troubled"), "count"),
    )
    return Table("pairs", columns, tuple(rows), M("between which areas"))


def _by_fields(asked: Asked, troubled: list[View], fields: tuple[str, ...]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for key, views in seen_groups(asked, troubled, fields):
        rows += [(*key, cause.reason, cause.count) for cause in breakdown(views)]
    keys = tuple(Column(name, GROUP_TITLES[name]) for name in fields)
    columns = (*keys, Column("reason", M("reason")), Column("troubled", M("troubled"), "count"))
    return Table("groups", columns, tuple(rows), M("divided"))
