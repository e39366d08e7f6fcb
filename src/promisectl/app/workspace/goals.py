"""Checking in: where a key result or a KPI stands, written at the end of its check-ins in objectives.yaml.

No other line of the file moves. What was said before stays: a figure that was wrong is followed by one that is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from promisectl.metrics.goals import KeyResultStanding, KpiStanding, goals_at
from promisectl.model.fields import parse_number
from promisectl.model.folding import meant
from promisectl.model.message import M
from promisectl.model.moment import Moment, beginning, local_day, write_moment
from promisectl.model.nearest import did_you_mean
from promisectl.model.objectives import GoalsFile
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import need_words
from promisectl.store.files import FileWrite, read_whole
from promisectl.store.objectives import objectives_path
from promisectl.store.workspace import Workspace
from promisectl.yamltext.splice import Splice

CONFIDENCE = range(1, 11)
_COMMA = re.compile(r"(-?\d+),(\d{1,2}|\d{4,9})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Goal:
    """What a check-in is of: a key result with its objective, or a KPI (`objective` is None)."""

    id: str
    objective: str | None
    unit: str | None

    @property
    def way(self) -> tuple[str, ...]:
        """The way to its check-ins in the file."""
        if self.objective is None:
            return ("kpis", self.id, "check-ins")
        return ("objectives", self.objective, "check-ins")


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """A check-in as the file says it, how the goal stands with it, and the change that writes it."""

    goal: Goal
    entry: Mapping[str, str]
    standing: KeyResultStanding | KpiStanding
    change: FileWrite


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says of where a goal stands; `at` is None for today, `confidence` 1 to 10, both may be left out."""

    value: str
    by: str
    at: Moment | None = None
    confidence: int | None = None
    note: str | None = None


def known_goals(workspace: Workspace) -> GoalsFile:
    """Return the goals of the workspace; Trouble where objectives.yaml is not there."""
    if workspace.goals is None:
        raise Trouble(
            M("there are no objectives here"),
            help=M("write them in {path}; `promisectl schema objectives` says how", path=_path(workspace)),
        )
    return workspace.goals


def _path(workspace: Workspace) -> str:
    return objectives_path(workspace.settings)


def named_goal(workspace: Workspace, word: str) -> Goal:
    """Return the key result or the KPI that somebody typed; Trouble with the nearest ids, or those of an objective."""
    file = known_goals(workspace)
    results = {name: (objective, result) for objective, name, result in file.key_results()}
    name = meant(word, (*results, *file.kpis))
    if name in results:
        objective, result = results[name]
        return Goal(name, objective, result.unit)
    if name is not None:
        return Goal(name, None, file.kpis[name].unit)
    raise _no_goal(workspace, word)


def _no_goal(workspace: Workspace, word: str) -> Trouble:
    file = known_goals(workspace)
    objective = meant(word, file.objectives)
    if objective is not None:
        names = ", ".join(file.objectives[objective].key_results) or "-"
        problem = M("`{name}` is an objective: what is measured are its key results", name=objective)
        return Trouble(problem, help=M("use one of: {names}", names=names), code="PC107")
    known = [*(name for _, name, _ in file.key_results()), *file.kpis]
    problem = M("{path} has no key result or KPI `{name}`", path=_path(workspace), name=word)
    return Trouble(problem, help=did_you_mean(word, known), code="PC107")


def number_told(text: str, goal: Goal) -> Decimal:
    """Return the number that somebody typed, its unit after it or not; Trouble for another unit, or for no number.

    A comma is a decimal mark, but not before three digits: nobody can tell what `1,500` means.
    """
    bare = _without_unit(text.strip(), goal.unit)
    comma = _COMMA.match(bare)
    try:
        return parse_number(f"{comma[1]}.{comma[2]}" if comma else bare)
    except ValueError:
        raise _no_number(text, goal) from None


def _without_unit(text: str, unit: str | None) -> str:
    if unit and text.casefold().endswith(unit.casefold()):
        return text[: -len(unit)].rstrip()
    return text


def _no_number(text: str, goal: Goal) -> Trouble:
    problem = M("“{text}” is no number", text=text)
    if goal.unit is None:
        return Trouble(problem, help=M("write it such as 24 or 9.2; `{id}` has no unit", id=goal.id))
    help_ = M("write it such as 24 or 9.2; `{id}` is counted in {unit}", id=goal.id, unit=goal.unit)
    return Trouble(problem, help=help_)


def check_in(workspace: Workspace, word: str, told: Told) -> CheckedIn:
    """Return the change that writes a check-in of a key result or a KPI, and how that stands with it.

    Trouble for an unknown goal, for no number, for a moment to come, and for a confidence of a KPI or out of 1 to 10.
    """
    goal = named_goal(workspace, word)
    entry = _entry(workspace, goal, told)
    path = _path(workspace)
    data = read_whole(workspace.root / path, path)
    splice = Splice(data, path)
    splice.set_entry(goal.way, [*_there(splice.values, goal.way), entry])
    after = GoalsFile.model_validate(splice.values)
    change = FileWrite(workspace.root / path, data, splice.result())
    return CheckedIn(goal, entry, _standing(after, goal, workspace), change)


def _there(values: Mapping[str, Any], way: tuple[str, ...]) -> list[Any]:
    """Return the check-ins that the file holds."""
    at: Any = values
    for step in way:
        at = at.get(step, {})
    return list(at)


def _entry(workspace: Workspace, goal: Goal, told: Told) -> dict[str, str]:
    entry = {"kr": goal.id} if goal.objective is not None else {}
    entry |= {"at": _moment(workspace, told.at), "by": told.by, "value": str(number_told(told.value, goal))}
    if told.confidence is not None:
        _need_confidence(goal, told.confidence)
        entry["confidence"] = str(told.confidence)
    if told.note is not None:
        need_words({"note": told.note})
        entry["note"] = told.note
    return entry


def _moment(workspace: Workspace, at: Moment | None) -> str:
    """Return when it was said as the file has it: a day, or the instant that was told."""
    if at is None:
        return write_moment(local_day(workspace.now, workspace.zone))
    if beginning(at, workspace.zone) > workspace.now:
        raise Trouble(
            M("{at} is still to come: a check-in says where it stands, not where it will", at=write_moment(at)),
            help=M("leave --at out, or name the day on which it stood there"),
            code="PC203",
            exit_code=1,
        )
    return write_moment(at.replace(microsecond=0) if isinstance(at, datetime) else at)


def _need_confidence(goal: Goal, confidence: int) -> None:
    if goal.objective is None:
        raise Trouble(
            M("`{id}` is a KPI: there is nothing to be confident of reaching", id=goal.id),
            help=M("leave --confidence out"),
        )
    if confidence not in CONFIDENCE:
        raise Trouble(
            M("a confidence goes from 1 (we will not reach it) to 10 (we will), not {number}", number=confidence),
            help=M("add {option}", option="--confidence 6"),
        )


def _standing(file: GoalsFile, goal: Goal, workspace: Workspace) -> KeyResultStanding | KpiStanding:
    goals = goals_at(file, (), workspace.now, workspace.zone)
    every: list[KeyResultStanding | KpiStanding] = [*goals.results, *goals.kpis]
    return next(standing for standing in every if standing.id == goal.id)
