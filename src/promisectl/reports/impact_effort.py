"""Impact and effort: objectives by how much they would bring and cost, those that bring most for their effort first.

Both go from 1 to 5; three and more is much. An objective without one of them stands in no quarter, and not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from promisectl.metrics.goals import ObjectiveStanding
from promisectl.model.message import M, Message
from promisectl.reports.report import Cell, Column, Table

MUCH = 3
QUARTERS: dict[tuple[bool, bool], Message] = {
    (True, False): M("much for little: first"),
    (True, True): M("much for much: plan it"),
    (False, False): M("little for little: in between"),
    (False, True): M("little for much: why?"),
}
_COLUMNS = (
    Column("objective", M("objective")),
    Column("impact", M("impact"), "count"),
    Column("effort", M("effort"), "count"),
    Column("quarter", M("what that is"), "words"),
)


def impact_effort(objectives: Iterable[ObjectiveStanding]) -> Table:
    """Return the objectives that name both, by impact over effort, then by id."""
    named = [(standing.id, standing.objective.impact, standing.objective.effort) for standing in objectives]
    known = [(name, impact, effort) for name, impact, effort in named if impact and effort]
    ordered = sorted(known, key=lambda row: (-Fraction(row[1], row[2]), row[0]))
    rows: tuple[tuple[Cell, ...], ...] = tuple((*row, quarter(row[1], row[2])) for row in ordered)
    return Table("impact-effort", _COLUMNS, rows, M("impact and effort"))


def quarter(impact: int, effort: int) -> Message:
    """Return what an impact at an effort is."""
    return QUARTERS[impact >= MUCH, effort >= MUCH]
