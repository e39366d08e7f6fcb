"""Goals: objectives with their key results, and KPIs, as ledgers/objectives.yaml holds them (goals.md).

An objective is qualitative and ends with its period; key results measure it. A KPI has no end: it shall stay in a band.
What people get wrong: a key result is no promise. Nobody owes it; promises that name it in `serves` move it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

from promisectl.model.fields import Band, FileModel, Handle, Number, PromiseId, String, When, Whole, refuse
from promisectl.model.periods import parse_period
from promisectl.model.promise import Small

NAME = r"[a-z0-9][a-z0-9._-]{0,63}"


@dataclass(frozen=True, slots=True)
class GoalPeriod:
    """The period of an objective as it is written, with its first and last day."""

    text: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.first <= day <= self.last


def parse_goal_period(value: Any) -> GoalPeriod:
    """Return the year, half, quarter or month that a text writes; a week is too short to be one.

    The first and the last year of the calendar are refused: no zone can place where they begin and end.
    """
    if isinstance(value, GoalPeriod):
        return value
    if isinstance(value, str) and "W" not in value.upper():
        try:
            days = parse_period(value)
        except ValueError:
            days = None
        if days is not None and MINYEAR < days[0].year < MAXYEAR:
            return GoalPeriod(value, *days)
    raise refuse("period")


PeriodOfGoal = Annotated[
    GoalPeriod,
    PlainValidator(parse_goal_period),
    PlainSerializer(lambda period: period.text, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["2026-Q2", "2026-H1", "2026", "2026-04"]}),
]
Confidence = Annotated[Whole, Field(ge=1, le=10)]


class CheckIn(FileModel):
    """Where a key result stood, and how confident whoever says it is that the target will be reached (1 to 10)."""

    kr: String
    at: When
    by: Handle
    value: Number
    confidence: Confidence | None = None
    note: String | None = None


class KpiCheckIn(FileModel):
    """Where a KPI stood."""

    at: When
    by: Handle | None = None
    value: Number
    note: String | None = None


class KeyResult(FileModel):
    """A number that says whether an objective is reached: from `start` to `target`, or a target that is kept."""

    text: String
    owner: Handle | None = None
    unit: String | None = None
    start: Number | None = None
    target: Number
    kind: Literal["reach", "keep"] = "reach"

    @property
    def is_falling(self) -> bool:
        """Whether less is better: the target lies below where it started."""
        return self.start is not None and self.target < self.start


class Objective(FileModel):
    """What somebody wants to have reached at the end of a period, in words; its key results are its numbers."""

    text: String
    owner: Handle
    period: PeriodOfGoal
    parent: String | None = None
    hypothesis: String | None = None
    impact: Small | None = None
    effort: Small | None = None
    key_results: dict[str, KeyResult] = Field(default_factory=dict)
    check_ins: tuple[CheckIn, ...] = ()


class Kpi(FileModel):
    """A number that shall stay between the ends of a band; `plan` names the promises that bring it back."""

    text: String
    owner: Handle | None = None
    unit: String | None = None
    band: Band | None = None
    plan: tuple[PromiseId, ...] = ()
    check_ins: tuple[KpiCheckIn, ...] = ()


class GoalsFile(FileModel):
    """The schema of objectives.yaml."""

    objectives: dict[str, Objective] = Field(default_factory=dict)
    kpis: dict[str, Kpi] = Field(default_factory=dict)

    def key_results(self) -> Iterator[tuple[str, str, KeyResult]]:
        """Yield every key result with the id of its objective and its own."""
        for name, objective in self.objectives.items():
            for result, key_result in objective.key_results.items():
                yield name, result, key_result

    def objective_of(self, result: str) -> str | None:
        """Return the id of the objective that a key result belongs to; None where there is no such key result."""
        return next((name for name, id_, _ in self.key_results() if id_ == result), None)

    def children(self) -> Mapping[str | None, list[str]]:
        """Return the ids of objectives by the parent they name, in the file's order; under None those without one."""
        below: dict[str | None, list[str]] = {}
        for name, objective in self.objectives.items():
            parent = objective.parent if objective.parent in self.objectives else None
            below.setdefault(parent, []).append(name)
        return below
