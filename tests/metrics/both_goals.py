"""Goals of a generated register read twice, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from promisectl.formats.reports import document
from promisectl.metrics.goals import goals_at
from promisectl.model.objectives import GoalsFile
from promisectl.query.spans import parse_span
from promisectl.reports import goals as goals_report
from promisectl.reports.report import Asked

from . import oracle_goals
from .both_readings import Both, unlike
from .oracle_goals import Register
from .oracle_promises import Told

EVER = parse_span("2000-01-01..2040-12-31")
NO_CHECK_IN = dict.fromkeys(("age_days", "value"))


def asked_of_goals(both: Both) -> Asked:
    """Return what is asked of the goals of all times."""
    file = GoalsFile.model_validate(both.generated.register.file)
    goals = goals_at(file, both.views, both.at, both.environment.zone)
    return both.asked(period=EVER, goals=goals)


def goals(both: Both) -> Iterable[str]:
    """Compare the cascade row by row, the KPIs, and what serves nothing."""
    tables = document(goals_report.make(asked_of_goals(both)))["tables"]
    register = Register(both.generated.register.objectives, both.generated.register.kpis, both.workspace.days, both.at)
    rows = list(cascade(register, None, 0, both.told))
    yield from unlike("cascade", [row["id"] for row in tables["goals"]], [row["id"] for row in rows])
    for program, wanted in zip(tables["goals"], rows, strict=False):
        yield from unlike(f"goal {wanted['id']}", {key: program[key] for key in wanted}, wanted)
    for row in tables["kpis"]:
        wanted = kpi_row(register, row["id"], both.told)
        yield from unlike(f"KPI {row['id']}", {key: row[key] for key in wanted}, wanted)
    idle = [row["serving_nothing"] for row in tables["serving-nothing"]]
    yield from unlike("serving nothing", sum(idle), len(oracle_goals.serves_nothing(both.told)))


def cascade(register: Register, parent: str | None, depth: int, told: list[Told]) -> Iterator[dict[str, Any]]:
    """Yield what hangs below an objective, each with its key results and then what hangs below it."""
    for name in register.children(parent):
        yield objective_row(register, name, depth, told)
        for result in register.objectives[name]["key-results"]:
            yield result_row(register, name, result, depth + 1, told)
        yield from cascade(register, name, depth + 1, told)


def objective_row(register: Register, name: str, depth: int, told: list[Told]) -> dict[str, Any]:
    return {
        **common(register, name, name, depth, told),
        "kind": "objective",
        "objective": register.objectives[name].get("parent"),
        "progress": share_of(register.objective_progress(name)),
        "colour": register.colour_of_objective(name),
    }


def result_row(register: Register, name: str, result: str, depth: int, told: list[Told]) -> dict[str, Any]:
    return {
        **common(register, name, result, depth, told),
        **stands_at(register, register.last(name, result)),
        "kind": "key-result",
        "objective": name,
        "progress": share_of(register.progress(name, result)),
        "colour": register.colour_of_key_result(name, result),
        "wish": register.is_wish(name, result, told),
    }


def common(register: Register, objective: str, id_: str, depth: int, told: list[Told]) -> dict[str, Any]:
    return {
        "id": id_,
        "depth": depth,
        "expected": share_of(register.expected(objective)),
        "open": len(oracle_goals.open_for(id_, told)),
        "kept": len(oracle_goals.kept_for(id_, told)),
    }


def stands_at(register: Register, last: dict[str, Any] | None) -> dict[str, Any]:
    """Return the value and the age of a check-in, as JSON has them."""
    if last is None:
        return NO_CHECK_IN
    return {"value": float(last["value"]), "age_days": register.age(last, None)}


def kpi_row(register: Register, name: str, told: list[Told]) -> dict[str, Any]:
    """Return a KPI; what would bring it back is what its plan names, and what serves it."""
    entry = register.kpis[name]
    planned = {one.story.id for one in told if one.is_open and one.story.id in entry["plan"]}
    serving = {one.story.id for one in oracle_goals.open_for(name, told)}
    return {
        **stands_at(register, register.last_of(entry["check-ins"])),
        "in_band": register.in_band(name),
        "open": len(planned | serving),
    }


def share_of(share: Fraction | None) -> float | None:
    return None if share is None else round(float(share), 4)
