"""Names in objectives.yaml: the people and promises it names, and its own objectives and key results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from promisectl.checking.context import RuleContext
from promisectl.model.message import M, Message
from promisectl.model.nearest import did_you_mean
from promisectl.model.objectives import GoalsFile, Kpi, Objective
from promisectl.model.place import Step

Named = tuple[str, str, tuple[Step, ...]]


@dataclass(frozen=True, slots=True)
class Lost:
    """A name that leads nowhere within the file: the way to it, what is wrong and what to do."""

    steps: tuple[Step, ...]
    note: Message
    help: Message


def goal_names(context: RuleContext) -> Iterator[Named]:
    """Yield each person and promise that objectives.yaml names: its kind, the name, the way to it."""
    goals = context.goals or GoalsFile()
    for name, objective in goals.objectives.items():
        yield from _objective_names(objective, ("objectives", name))
    for name, kpi in goals.kpis.items():
        yield from _kpi_names(kpi, ("kpis", name))


def _objective_names(objective: Objective, at: tuple[Step, ...]) -> Iterator[Named]:
    yield "person", objective.owner, (*at, "owner")
    for name, result in objective.key_results.items():
        if result.owner is not None:
            yield "person", result.owner, (*at, "key-results", name, "owner")
    for index, check_in in enumerate(objective.check_ins):
        yield "person", check_in.by, (*at, "check-ins", index, "by")


def _kpi_names(kpi: Kpi, at: tuple[Step, ...]) -> Iterator[Named]:
    if kpi.owner is not None:
        yield "person", kpi.owner, (*at, "owner")
    for index, promise in enumerate(kpi.plan):
        yield "promise", promise, (*at, "plan", index)
    for index, check_in in enumerate(kpi.check_ins):
        if check_in.by is not None:
            yield "person", check_in.by, (*at, "check-ins", index, "by")


def lost_in_goals(context: RuleContext) -> Iterator[Lost]:
    """Yield each parent that is no objective, and each check-in of a key result that its objective does not have."""
    goals = context.goals or GoalsFile()
    for name, objective in goals.objectives.items():
        if objective.parent is not None and objective.parent not in goals.objectives:
            yield _no_parent(objective.parent, goals, ("objectives", name, "parent"))
        yield from _lost_check_ins(name, objective, goals)


def _lost_check_ins(name: str, objective: Objective, goals: GoalsFile) -> Iterator[Lost]:
    for index, check_in in enumerate(objective.check_ins):
        if check_in.kr not in objective.key_results:
            yield _no_result(check_in.kr, name, goals, ("objectives", name, "check-ins", index, "kr"))


def _no_parent(parent: str, goals: GoalsFile, steps: tuple[Step, ...]) -> Lost:
    note = M("there is no objective `{name}`", name=parent)
    return Lost(steps, note, did_you_mean(parent, goals.objectives, M("add it to `objectives:`, or take it out here")))


def _no_result(name: str, objective: str, goals: GoalsFile, steps: tuple[Step, ...]) -> Lost:
    note = M("the objective `{objective}` has no key result `{name}`", objective=objective, name=name)
    other = goals.objective_of(name)
    if other is not None:
        return Lost(steps, note, M("move the check-in to the objective `{objective}`", objective=other))
    known = goals.objectives[objective].key_results
    return Lost(steps, note, did_you_mean(name, known, M("add it to `key-results:`, or take the check-in out")))
