"""How goals stand at an instant: every objective with its key results, in the order of the cascade, and every KPI.

Check-ins later than the instant are not read. Where several were said, the latest counts, and of equal ones the last in
the file. Promises come in by what they name in `serves`. Source: goals.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar
from zoneinfo import ZoneInfo

from promisectl.metrics.colour import Colour, colour, is_fresh, ratio
from promisectl.metrics.elapsed import elapsed
from promisectl.metrics.progress import progress_of
from promisectl.metrics.view import View
from promisectl.model.moment import beginning, days_between, local_day
from promisectl.model.objectives import CheckIn, GoalPeriod, GoalsFile, KeyResult, Kpi, KpiCheckIn, Objective

_C = TypeVar("_C", CheckIn, KpiCheckIn)


@dataclass(frozen=True, slots=True)
class KeyResultStanding:
    """A key result at an instant: its last check-in, how old that is in days, the promises that serve it.

    `owner` is its own, else the objective's. `expected` and `progress` are shares from 0 to 1. `silent_days` are the
    days since the last check-in, and where there is none in its period since that began.
    """

    id: str
    objective: str
    result: KeyResult
    owner: str
    period: GoalPeriod
    is_current: bool
    progress: Fraction
    expected: Fraction
    colour: Colour
    last: CheckIn | None = None
    age_days: int | None = None
    silent_days: int = 0
    serving: tuple[View, ...] = ()

    @property
    def ratio(self) -> Fraction | None:
        """Progress over expected progress; None where nothing is expected yet."""
        return ratio(self.progress, self.expected)

    @property
    def open(self) -> tuple[View, ...]:
        """The open promises that serve it."""
        return tuple(view for view in self.serving if view.is_open)

    @property
    def is_wish(self) -> bool:
        """Whether it is in red and nobody has promised anything that would move it."""
        return self.is_current and self.colour is Colour.RED and not self.open


@dataclass(frozen=True, slots=True)
class ObjectiveStanding:
    """An objective at an instant; `depth` is how many parents stand above it. Its progress is the mean of its results.

    Without key results there is no progress, and the colour is grey.
    """

    id: str
    objective: Objective
    depth: int
    is_current: bool
    expected: Fraction
    progress: Fraction | None = None
    colour: Colour = Colour.GREY
    results: tuple[KeyResultStanding, ...] = ()
    serving: tuple[View, ...] = ()


@dataclass(frozen=True, slots=True)
class KpiStanding:
    """A KPI at an instant. `in_band` is None where it has no band or nobody has said where it stands."""

    id: str
    kpi: Kpi
    last: KpiCheckIn | None = None
    age_days: int | None = None
    in_band: bool | None = None
    plan: tuple[View, ...] = ()
    serving: tuple[View, ...] = ()

    @property
    def is_fresh(self) -> bool:
        """Whether its last check-in still says how it stands."""
        return is_fresh(self.age_days)

    @property
    def open(self) -> tuple[View, ...]:
        """The open promises of its plan, and those that serve it."""
        every = {view.id: view for view in (*self.plan, *self.serving) if view.is_open}
        return tuple(every.values())

    @property
    def lacks_promise(self) -> bool:
        """Whether it is out of its band and no open promise would bring it back."""
        return self.in_band is False and not self.open


@dataclass(frozen=True, slots=True)
class Goals:
    """All goals at an instant: the objectives parents first, each before its children, and the KPIs."""

    as_of: datetime
    objectives: tuple[ObjectiveStanding, ...] = ()
    kpis: tuple[KpiStanding, ...] = ()
    serving_nothing: tuple[View, ...] = ()

    @property
    def results(self) -> Iterator[KeyResultStanding]:
        """Every key result, in the order of the objectives."""
        for objective in self.objectives:
            yield from objective.results


@dataclass(frozen=True, slots=True)
class _Instant:
    """An instant in a zone, and the promises by the goal they serve."""

    as_of: datetime
    zone: ZoneInfo
    by_goal: Mapping[str, Sequence[View]]

    @property
    def today(self) -> date:
        """The local day."""
        return local_day(self.as_of, self.zone)

    def serving(self, goal: str) -> tuple[View, ...]:
        """The promises that name a goal in `serves`."""
        return tuple(self.by_goal.get(goal, ()))

    def last(self, check_ins: Iterable[_C]) -> _C | None:
        """Return the latest check-in that had been said by then."""
        said = [one for one in check_ins if beginning(one.at, self.zone) <= self.as_of]
        latest: _C | None = None
        for one in said:
            if latest is None or beginning(one.at, self.zone) >= beginning(latest.at, self.zone):
                latest = one
        return latest

    def days_since(self, day: date, end: date | None = None) -> int:
        """Return the days since a day, never below 0; up to `end` where that lies before the instant."""
        until = self.today if end is None else min(self.today, end)
        return max(0, days_between(day, until, self.zone))


def goals_at(file: GoalsFile, views: Iterable[View], as_of: datetime, zone: ZoneInfo) -> Goals:
    """Return how all goals stand at `as_of`; `views` are the promises as they were then."""
    seen = {view.id: view for view in views}
    instant = _Instant(as_of, zone, _by_goal(seen.values()))
    objectives = (_objective(file, name, depth, instant) for name, depth in cascade(file).items())
    kpis = (_kpi(name, kpi, instant, seen) for name, kpi in file.kpis.items())
    return Goals(as_of, tuple(objectives), tuple(kpis), tuple(filter(serves_nothing, seen.values())))


def serves_nothing(view: View) -> bool:
    """Whether a promise is open and names no goal: the activity trap, where there are goals."""
    return view.is_open and not view.promise.file.serves


def cascade(file: GoalsFile) -> dict[str, int]:
    """Return how many parents stand above each objective: a parent, then its children, in the file's order.

    Of parents in a circle each is there once, as if the first of them had none.
    """
    below = file.children()
    depths: dict[str, int] = {}
    for name in (*below.get(None, ()), *file.objectives):
        _descend(name, below, depths)
    return depths


def _descend(top: str, below: Mapping[str | None, list[str]], depths: dict[str, int]) -> None:
    """Put an objective and all below it into `depths`, but for those that are there."""
    waiting = [(top, 0)]
    while waiting:
        name, depth = waiting.pop()
        if name in depths:
            continue
        depths[name] = depth
        waiting += [(child, depth + 1) for child in reversed(below.get(name, ()))]


def _by_goal(views: Iterable[View]) -> Mapping[str, Sequence[View]]:
    by_goal: dict[str, list[View]] = {}
    for view in views:
        for goal in dict.fromkeys(view.promise.file.serves):
            by_goal.setdefault(goal, []).append(view)
    return by_goal


def _objective(file: GoalsFile, name: str, depth: int, instant: _Instant) -> ObjectiveStanding:
    objective = file.objectives[name]
    results = tuple(_key_result(name, objective, result, instant) for result in objective.key_results)
    period = objective.period
    standing = ObjectiveStanding(
        name,
        objective,
        depth,
        period.holds(instant.today),
        elapsed(period.first, period.last, instant.as_of, instant.zone),
        results=results,
        serving=instant.serving(name),
    )
    return _summed(standing) if results else standing


def _summed(standing: ObjectiveStanding) -> ObjectiveStanding:
    """Return an objective with the mean of its key results; it is grey where all of them are."""
    results = standing.results
    mean = sum((result.progress for result in results), Fraction(0)) / len(results)
    is_seen = any(result.colour is not Colour.GREY for result in results)
    return replace(standing, progress=mean, colour=colour(mean, standing.expected, 0 if is_seen else None))


def _key_result(name: str, objective: Objective, id_: str, instant: _Instant) -> KeyResultStanding:
    result, period = objective.key_results[id_], objective.period
    last = instant.last(one for one in objective.check_ins if one.kr == id_)
    said_on = local_day(last.at, instant.zone) if last else None
    age_then = None if said_on is None else instant.days_since(said_on, period.last)
    share = progress_of(result, last.value if last else None)
    expected = elapsed(period.first, period.last, instant.as_of, instant.zone)
    return KeyResultStanding(
        id_,
        name,
        result,
        result.owner or objective.owner,
        period,
        period.holds(instant.today),
        share,
        expected,
        colour(share, expected, age_then),
        last,
        None if said_on is None else instant.days_since(said_on),
        instant.days_since(max(said_on or period.first, period.first)),
        instant.serving(id_),
    )


def _kpi(name: str, kpi: Kpi, instant: _Instant, by_id: Mapping[str, View]) -> KpiStanding:
    last = instant.last(kpi.check_ins)
    return KpiStanding(
        name,
        kpi,
        last,
        None if last is None else instant.days_since(local_day(last.at, instant.zone)),
        _in_band(kpi, last.value if last else None),
        tuple(by_id[id_] for id_ in kpi.plan if id_ in by_id),
        instant.serving(name),
    )


def _in_band(kpi: Kpi, value: Decimal | None) -> bool | None:
    if kpi.band is None or value is None:
        return None
    low, high = kpi.band
    return low <= value <= high
