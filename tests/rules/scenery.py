"""Scenery: a workspace written as text, judged, and what was found as (path, line, code).

`# file: PATH` begins a file; without it the text is one promise. A mark `# <- PC304` says what must be found on its
line. Files that are not given are the ones below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from promisectl.app.check.rules import run_rules
from promisectl.checking.attribute_faults import AttributeFault, attribute_faults
from promisectl.checking.context import RuleContext, read_record
from promisectl.lifecycle.standing import Context
from promisectl.model.finding import Finding
from promisectl.model.objectives import GoalsFile
from promisectl.model.people import People, PeopleFile
from promisectl.model.place import Place, Spot
from promisectl.model.promise import Promise, PromiseFile
from promisectl.model.services import ServicesFile
from promisectl.model.settings import Settings

AS_OF = datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)
DEFAULTS = {
    "promisectl.yaml": "format: 1\n",
    "ledgers/people.yaml": """\
people:
  ana: {name: Ana Ríos}
  diego: {name: Diego Soto, formerly: [dsoto]}
  eva: {name: Eva Lara}
  bot: {name: Claims bot, kind: agent, answers-to: diego}
""",
}
GOALS = "ledgers/objectives.yaml"
_MARK = re.compile(r"# <- (PC\d+(?:[, ]+PC\d+)*)")


def files_of(text: str) -> dict[str, str]:
    """Return the files a text holds, by path; what stands before the first `# file:` is one promise."""
    found: dict[str, list[str]] = {}
    path = None
    for line in text.splitlines(keepends=True):
        if line.startswith("# file: "):
            path = line[8:].strip()
            found[path] = []
            continue
        if path is None:
            path = "ledgers/claims/clm-k7m2x9qd.yaml"
            found[path] = []
        found[path].append(line)
    return {path: "".join(lines) for path, lines in found.items()}


def load(text: str) -> Any:
    return _without_nulls(yaml.load(text, Loader=yaml.BaseLoader))


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_without_nulls(entry) for entry in value]
    return None if value in ("null", "~", "") else value


def scene_of(files: dict[str, str], as_of: datetime = AS_OF) -> RuleContext:
    files = DEFAULTS | files
    settings = Settings.model_validate(load(files["promisectl.yaml"]))
    people = people_of(load(files["ledgers/people.yaml"]))
    context = Context(
        zone=ZoneInfo(settings.timezone),
        now=as_of,
        left={handle: person.left for handle, person in people.by_handle.items() if person.left},
        former=people.former,
        stewards=frozenset(settings.policy.stewards),
        criteria_required=settings.policy.criteria == "required",
        agents={handle: one.answers_to for handle, one in people.by_handle.items() if one.kind == "agent"},
    )
    promises = [
        Promise(PromiseFile.model_validate(load(text)), path.split("/")[1], path)
        for path, text in files.items()
        if path.count("/") >= 2 and path.endswith(".yaml")
    ]
    return RuleContext(
        as_of=as_of,
        law=context,
        settings=settings,
        people=people,
        records=tuple(read_record(promise, context, as_of) for promise in promises),
        services=ServicesFile.model_validate(load(files.get("ledgers/services.yaml", "{}"))).services,
        objectives=_goals(files),
        goals=GoalsFile.model_validate(load(files[GOALS])) if GOALS in files else None,
        attributes=tuple(_attributes(files)),
    )


def _attributes(files: dict[str, str]) -> Iterable[AttributeFault]:
    told = {path: text.encode() for path, text in files.items() if path.endswith(".gitattributes")}
    return attribute_faults(told, files.keys() - told.keys(), lambda path: "\r" in files[path])


def people_of(value: Any) -> People:
    file = PeopleFile.model_validate(value)
    known = {handle: person for handle, person in file.people.items() if person}
    former = {old: handle for handle, person in known.items() for old in person.formerly}
    return People(known, {name: area for name, area in file.areas.items() if area}, former)


def _keys(files: dict[str, str], path: str, key: str) -> Iterable[str]:
    return (load(files[path]) or {}).get(key, {}) if path in files else ()


def _goals(files: dict[str, str]) -> frozenset[str] | None:
    if GOALS not in files:
        return None
    told = load(files[GOALS])
    objectives = told.get("objectives", {})
    results = (kr for objective in objectives.values() for kr in objective.get("key-results", {}))
    return frozenset((*objectives, *results, *told.get("kpis", {})))


def place_of(spot: Spot | Place, text: str) -> Place:
    """Return where a spot is in its file's text; of the nearest value above it that is there."""
    if isinstance(spot, Place):
        return spot
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    for step in spot.steps:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == step), None)
            assert pair is not None, f"{spot} is not in the file"
            node = pair[0] if spot.key and step == spot.steps[-1] else pair[1]
        else:
            assert isinstance(node, yaml.SequenceNode) and isinstance(step, int), f"{spot} is not in the file"
            node = node.value[step]
    start, end = node.start_mark, node.end_mark
    last = end.column if end.line == start.line else start.column + 1
    return Place(spot.path, start.line + 1, start.column + 1, last + 1)


def located(findings: Iterable[Finding], files: dict[str, str]) -> Iterator[Finding]:
    files = DEFAULTS | files
    for finding in findings:
        yield replace(finding, where=place_of(finding.where, files[finding.path]))


def findings_of(text: str, as_of: datetime = AS_OF, **options: Any) -> list[Finding]:
    """Return the located findings of a workspace's text."""
    files = files_of(text)
    return list(located(run_rules(scene_of(files, as_of), **options), files))


def codes_of(text: str, as_of: datetime = AS_OF, **options: Any) -> list[str]:
    return sorted(finding.code for finding in findings_of(text, as_of, **options))


def marks_of(files: dict[str, str]) -> list[tuple[str, int, str]]:
    return sorted(
        (path, number, code)
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := _MARK.search(line))
        for code in re.split("[, ]+", match[1])
    )


def assert_marked(text: str, as_of: datetime = AS_OF, **options: Any) -> None:
    """Each marked line is found with its code, and nothing else is found anywhere."""
    found = [(f.path, f.where.line, f.code) for f in findings_of(text, as_of, **options) if isinstance(f.where, Place)]
    assert sorted(found) == marks_of(files_of(text))


def instant(day: str) -> datetime:
    """The last instant of a day, UTC."""
    return datetime.combine(date.fromisoformat(day), AS_OF.time(), tzinfo=UTC)
