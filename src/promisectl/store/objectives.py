"""Goals: ledgers/objectives.yaml, read when it is there, and what is wrong with it by itself.

Names that lead elsewhere (people, promises, a parent, the key result of a check-in) are looked at by PC107.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.model.objectives import NAME, GoalsFile, KeyResult, Objective
from promisectl.model.place import Spot
from promisectl.model.settings import Settings
from promisectl.yamltext.exact import Document
from promisectl.yamltext.validate import form_finding, read_model

_DIGIT = re.compile(r"\d")


def objectives_path(settings: Settings) -> str:
    """Return the path of objectives.yaml, relative to the workspace."""
    return (Path(settings.ledgers) / "objectives.yaml").as_posix()


def read_goals(document: Document, settings: Settings) -> tuple[GoalsFile | None, list[Finding]]:
    """Return objectives and KPIs, None where the form does not hold; and the findings of the file's form."""
    path = objectives_path(settings)
    file, findings = read_model(GoalsFile, document, path)
    if file is None:
        return None, findings
    root = Spot(path)
    findings += _name_faults(file, root)
    for name, objective in file.objectives.items():
        findings += _objective_faults(objective, root.at("objectives", name))
    findings += _circles(file, root)
    return file, findings


def goal_ids(document: Document) -> frozenset[str] | None:
    """Return the ids of objectives, their key results and KPIs, as far as they can be made out.

    None where they cannot: then no name is said to be unknown for it.
    """
    if not isinstance(document.value, dict):
        return None
    sections = [document.value.get(key, {}) for key in ("objectives", "kpis")]
    if not all(isinstance(section, dict) for section in sections):
        return None
    objectives = _mapping(document.value.get("objectives"))
    found = {*objectives, *_mapping(document.value.get("kpis"))}
    for objective in objectives.values():
        found |= _mapping(_mapping(objective).get("key-results")).keys()
    return frozenset(found)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _ids(file: GoalsFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every id with the way to what it names."""
    for name in file.objectives:
        yield name, ("objectives", name)
    for objective, result, _ in file.key_results():
        yield result, ("objectives", objective, "key-results", result)
    for name in file.kpis:
        yield name, ("kpis", name)


def _name_faults(file: GoalsFile, root: Spot) -> Iterator[Finding]:
    """Yield ids that are none, and those that name two things: `serves` and check-ins could mean either."""
    taken: dict[str, str] = {}
    for name, way in _ids(file):
        spot = replace(root.at(*way), key=True)
        kind = way[-2]
        if not re.fullmatch(NAME, name):
            note = M("the id of a goal is made of a-z, 0-9 and . _ -")
            yield form_finding("PC104", spot, note, M("write it such as `fast-claims` or `kr-nps`"))
        elif name in taken:
            note = M("`{name}` is also an id under `{kind}`", name=name, kind=taken[name])
            yield form_finding("PC104", spot, note, M("give one of the two another id"))
        taken.setdefault(name, kind)


def _objective_faults(objective: Objective, spot: Spot) -> Iterator[Finding]:
    digit = _DIGIT.search(objective.text)
    if digit:
        note = M("an objective is said in words, and `{digit}` is a number", digit=_number_at(objective.text))
        help_ = M("move the number to a key result: `target:` says how much, `period:` by when")
        fault = form_finding("PC104", spot.at("text"), note, help_)
        yield replace(fault, severity=Severity.WARNING)
    for name, result in objective.key_results.items():
        yield from _key_result_faults(result, spot.at("key-results", name))


def _number_at(text: str) -> str:
    match = re.search(r"\d[\d.,]*%?", text)
    return match[0].rstrip(".,") if match else ""


def _key_result_faults(result: KeyResult, spot: Spot) -> Iterator[Finding]:
    if result.kind == "keep":
        return
    if result.start is None:
        note = M("`start` is missing: a key result of kind `reach` goes from `start` to `target`")
        help_ = M("add `start: {example}`, or `kind: keep` where the target is to be kept all the time", example="0")
        yield form_finding("PC103", spot, note, help_)
    elif result.start == result.target:
        note = M("`start` and `target` are the same: there is nothing to reach")
        help_ = M("write another target, or `kind: keep` where it is to be kept all the time")
        yield form_finding("PC104", spot.at("target"), note, help_)


def _circles(file: GoalsFile, root: Spot) -> Iterator[Finding]:
    """Yield each circle of parents once, at the first of its objectives."""
    seen: set[str] = set()
    for name in file.objectives:
        circle = _circle_from(name, file)
        if circle and name not in seen:
            seen.update(circle)
            note = M("these objectives are each other's parents: {names}", names=" → ".join((*circle, name)))
            help_ = M("take `parent:` out of the one that stands highest")
            yield form_finding("PC104", root.at("objectives", name, "parent"), note, help_)


def _circle_from(name: str, file: GoalsFile) -> list[str]:
    """Return the objectives from one over its parents back to itself; empty where they do not lead back."""
    way: list[str] = []
    at: str | None = name
    while at in file.objectives and at not in way:
        way.append(at)
        at = file.objectives[at].parent
    return way if at == name else []
