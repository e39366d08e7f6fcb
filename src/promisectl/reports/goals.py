"""The goals report: objectives as a cascade, key results beside the time that passed, and the promises behind them.

How far a goal is never depends on which promises are asked for; `--where` and `--ledger` say which are counted beside
it. Shown are the objectives whose period is not over, or with `--period` those whose period touches it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from promisectl.metrics.colour import COLOUR_WORDS
from promisectl.metrics.goals import Goals, KeyResultStanding, KpiStanding, ObjectiveStanding, serves_nothing
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.objectives import CheckIn, GoalPeriod, KpiCheckIn
from promisectl.reports.impact_effort import impact_effort
from promisectl.reports.report import Asked, Cell, Column, Report, Table, report_on

SERVES_NOTHING = "not serves:*"

_GOALS = (
    Column("id", M("goal")),
    Column("kind", M("kind")),
    Column("objective", M("objective")),
    Column("depth", M("depth"), "count"),
    Column("text", M("what"), "words"),
    Column("owner", M("owner")),
    Column("period", M("period")),
    Column("progress", M("done"), "share"),
    Column("expected", M("expected"), "share"),
    Column("colour", M("colour")),
    Column("value", M("stands at")),
    Column("unit", M("unit")),
    Column("last", M("last check-in"), "day"),
    Column("age_days", M("days ago"), "days"),
    Column("confidence", M("confidence"), "count"),
    Column("open", M("open promises"), "count"),
    Column("kept", M("kept promises"), "count"),
    Column("wish", M("wish")),
    Column("hypothesis", M("hypothesis"), "words"),
)
_KPIS = (
    Column("id", M("KPI")),
    Column("text", M("what"), "words"),
    Column("owner", M("owner")),
    Column("value", M("stands at")),
    Column("unit", M("unit")),
    Column("low", M("from")),
    Column("high", M("to")),
    Column("in_band", M("within its band")),
    Column("last", M("last check-in"), "day"),
    Column("age_days", M("days ago"), "days"),
    Column("plan", M("plan")),
    Column("open", M("open promises"), "count"),
)


@dataclass(frozen=True, slots=True)
class GoalsShown:
    """What the report shows: how the goals stand, those of other periods left out (`left_out` says how many).

    `wishes` are the key results in red that no promise of the whole workspace serves; `open` counts the promises that
    are asked for.
    """

    goals: Goals
    wishes: tuple[str, ...]
    left_out: int
    open: int

    @property
    def serving_nothing(self) -> int:
        """How many of the open promises that are asked for name no goal."""
        return len(self.goals.serving_nothing)


def make(asked: Asked) -> Report:
    """Return the cascade, the KPIs, and the wishes; Trouble for a bad query."""
    shown = goals_shown(asked)
    tables = [_goals(shown, asked), _kpis(shown, asked), _idle(shown), impact_effort(shown.goals.objectives)]
    return report_on(asked, "goals", M("Goals"), tables, behind=_behind(shown.goals), notes=_notes(shown), detail=shown)


def goals_shown(asked: Asked) -> GoalsShown:
    """Return how the goals stand, with the promises that are asked for beside them."""
    whole = asked.goals or Goals(asked.environment.as_of)
    chosen = {view.id: view for view in asked.chosen()}
    kept = [one for one in whole.objectives if _is_shown(one.objective.period, asked)]
    left_out = len(whole.objectives) - len(kept)
    return GoalsShown(_narrowed(whole, kept, chosen), _wishes(whole), left_out, _count_open(chosen.values()))


def _wishes(whole: Goals) -> tuple[str, ...]:
    return tuple(result.id for result in whole.results if result.is_wish)


def _count_open(views: Iterable[View]) -> int:
    return sum(view.is_open for view in views)


def _narrowed(whole: Goals, kept: Sequence[ObjectiveStanding], chosen: Mapping[str, View]) -> Goals:
    """Return the objectives that are shown and all KPIs, with those of their promises that were asked for."""
    objectives = tuple(_among(one, chosen) for one in _closed_up(kept, whole))
    kpis = tuple(_kpi_among(kpi, chosen) for kpi in whole.kpis)
    return Goals(whole.as_of, objectives, kpis, tuple(filter(serves_nothing, chosen.values())))


def _is_shown(period: GoalPeriod, asked: Asked) -> bool:
    if asked.period is None:
        return period.last >= asked.environment.today
    return period.first <= asked.period.last and asked.period.first <= period.last


def _among(standing: ObjectiveStanding, chosen: Container[str]) -> ObjectiveStanding:
    """Return an objective with those of its promises that were asked for."""
    results = tuple(replace(one, serving=_those(one.serving, chosen)) for one in standing.results)
    return replace(standing, results=results, serving=_those(standing.serving, chosen))


def _kpi_among(standing: KpiStanding, chosen: Container[str]) -> KpiStanding:
    return replace(standing, plan=_those(standing.plan, chosen), serving=_those(standing.serving, chosen))


def _those(views: Iterable[View], chosen: Container[str]) -> tuple[View, ...]:
    return tuple(view for view in views if view.id in chosen)


def _closed_up(kept: Sequence[ObjectiveStanding], whole: Goals) -> list[ObjectiveStanding]:
    """Return objectives as deep as those above them that are shown."""
    parents = {one.id: one.objective.parent for one in whole.objectives}
    depths: dict[str, int] = {}
    for one in kept:
        depths[one.id] = _depth(one.id, parents, depths)
    return [replace(one, depth=depths[one.id]) for one in kept]


def _depth(name: str, parents: Mapping[str, str | None], depths: Mapping[str, int]) -> int:
    """Return how deep an objective stands: one below the nearest of its parents that is shown already."""
    seen = {name}
    parent = parents[name]
    while parent is not None and parent in parents and parent not in seen:
        if parent in depths:
            return depths[parent] + 1
        seen.add(parent)
        parent = parents[parent]
    return 0


def _goals(shown: GoalsShown, asked: Asked) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for objective in shown.goals.objectives:
        rows.append(_objective_row(objective))
        rows += [_result_row(result, objective.depth + 1, shown, asked) for result in objective.results]
    return Table("goals", _GOALS, tuple(rows), empty=_why_empty(asked))


def _why_empty(asked: Asked) -> Message:
    if asked.goals is None or not asked.goals.objectives:
        return M("there are no objectives: `promisectl schema objectives` says how they are written")
    return M("no objective is of this time")


def _objective_row(standing: ObjectiveStanding) -> tuple[Cell, ...]:
    objective = standing.objective
    return (
        standing.id,
        "objective",
        objective.parent,
        standing.depth,
        objective.text,
        objective.owner,
        objective.period.text,
        standing.progress,
        standing.expected,
        COLOUR_WORDS[standing.colour],
        *(None, None, None, None, None),
        *promises_counted(standing.serving),
        None,
        objective.hypothesis,
    )


def _result_row(standing: KeyResultStanding, depth: int, shown: GoalsShown, asked: Asked) -> tuple[Cell, ...]:
    return (
        standing.id,
        "key-result",
        standing.objective,
        depth,
        standing.result.text,
        standing.owner,
        standing.period.text,
        standing.progress,
        standing.expected,
        COLOUR_WORDS[standing.colour],
        *_stands_at(standing.last, standing.result.unit),
        *_last(standing.last, standing.age_days, asked),
        standing.last.confidence if standing.last else None,
        *promises_counted(standing.serving),
        M("wish") if standing.id in shown.wishes else None,
        None,
    )


def _stands_at(last: CheckIn | KpiCheckIn | None, unit: str | None) -> tuple[Cell, Cell]:
    return (None if last is None else plain_number(last.value), unit)


def plain_number(number: Decimal) -> int | float:
    """Return a number as programs read it: whole where it is."""
    return int(number) if number == number.to_integral_value() else float(number)


def _last(last: CheckIn | KpiCheckIn | None, age_days: int | None, asked: Asked) -> tuple[Cell, Cell]:
    day: date | None = None if last is None else local_day(last.at, asked.environment.zone)
    return (day, age_days)


def promises_counted(serving: Sequence[View]) -> tuple[int, int]:
    """Return how many of the promises that serve a goal are open, and how many were kept."""
    kept = [view for view in serving if view.outcome is not None and view.outcome.kept]
    return _count_open(serving), len(kept)


def _kpis(shown: GoalsShown, asked: Asked) -> Table:
    rows = tuple(_kpi_row(kpi, asked) for kpi in shown.goals.kpis)
    return Table("kpis", _KPIS, rows, M("KPIs"))


def _kpi_row(standing: KpiStanding, asked: Asked) -> tuple[Cell, ...]:
    low, high = standing.kpi.band or (None, None)
    return (
        standing.id,
        standing.kpi.text,
        standing.kpi.owner,
        *_stands_at(standing.last, standing.kpi.unit),
        None if low is None else plain_number(low),
        None if high is None else plain_number(high),
        _in_band(standing),
        *_last(standing.last, standing.age_days, asked),
        ", ".join(standing.kpi.plan) or None,
        len(standing.open),
    )


def _in_band(standing: KpiStanding) -> Message | None:
    if standing.in_band is None:
        return None
    return M("yes") if standing.in_band else M("no")


def _idle(shown: GoalsShown) -> Table:
    """How many open promises serve nothing, of how many, and the query that lists them."""
    columns = (
        Column("where", M("query")),
        Column("serving_nothing", M("serve nothing"), "count"),
        Column("open", M("open"), "count"),
    )
    rows = ((SERVES_NOTHING, shown.serving_nothing, shown.open),) if shown.serving_nothing else ()
    return Table("serving-nothing", columns, rows, M("open promises that serve nothing"))


def _behind(goals: Goals) -> list[View]:
    """Return the promises that serve something shown, each once."""
    return list({view.id: view for view in _serving(goals)}.values())


def _serving(goals: Goals) -> Iterator[View]:
    for objective in goals.objectives:
        yield from objective.serving
        for result in objective.results:
            yield from result.serving
    for kpi in goals.kpis:
        yield from (*kpi.plan, *kpi.serving)


def _notes(shown: GoalsShown) -> list[Message]:
    if not shown.left_out:
        return []
    return [M("objectives of other times: {count} (`--period 2026`)", count=shown.left_out)]
