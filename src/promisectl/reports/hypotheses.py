"""Hypotheses: what objectives suppose, beside how the promises that serve them are kept, interaction by interaction.

A report by segment, channel or touchpoint asks whether a promise is worth what it is thought to be worth there. The
hypothesis of an objective stands beside each group of promises that serve it or one of its key results.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.goals import Goals
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.reports.groupings import grouped
from promisectl.reports.report import Asked, Cell, Column, Table
from promisectl.reports.titles import GROUP_TITLES

INTERACTIONS = frozenset({"segment", "channel", "touchpoint"})


def hypotheses(asked: Asked, views: Collection[View]) -> list[Table]:
    """Return the table of hypotheses; none where the report is by no interaction, or no objective supposes anything."""
    fields = tuple(name for name in asked.by if name in INTERACTIONS)
    supposed = _supposed(asked.goals) if asked.goals and fields else {}
    each_once = dict.fromkeys(supposed.values())
    rows = tuple(row for goal in each_once for row in _rows(asked, fields, views, supposed, goal))
    if not rows:
        return []
    columns = (
        *(Column(name, GROUP_TITLES[name]) for name in fields),
        Column("objective", M("objective")),
        Column("fulfilment", M("kept"), "rate", drawn=True),
        Column("kept_first", M("kept as first promised"), "rate"),
        Column("hypothesis", M("hypothesis"), "words"),
    )
    return [Table("hypotheses", columns, rows, M("what is supposed, and how it is kept there"))]


_Goal = tuple[str, str]  # an objective, and what it supposes


def _supposed(goals: Goals) -> dict[str, _Goal]:
    """Return, by the id of each objective and key result, the objective with its hypothesis."""
    supposed: dict[str, _Goal] = {}
    for standing in goals.objectives:
        if standing.objective.hypothesis:
            goal = (standing.id, standing.objective.hypothesis)
            supposed |= dict.fromkeys([standing.id, *(result.id for result in standing.results)], goal)
    return supposed


def _rows(
    asked: Asked, fields: tuple[str, ...], views: Collection[View], supposed: Mapping[str, _Goal], goal: _Goal
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a group of the promises that serve an objective."""
    serving = [view for view in views if any(supposed.get(name) == goal for name in view.promise.file.serves)]
    for key, members in grouped(serving, fields, asked.environment):
        yield (*key, goal[0], fulfilment(members), kept_first(members), goal[1])
