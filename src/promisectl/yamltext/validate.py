"""Form: a document's values as a model, or the findings that say what is wrong, where, and what is wanted instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from promisectl.model.codes import CODES
from promisectl.model.fields import Redacted, wanted
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.nearest import nearest
from promisectl.model.place import Place, Spot, Step
from promisectl.yamltext.exact import Document

_F = TypeVar("_F", bound=BaseModel)


def form_finding(
    code: str, where: Spot | Place, note: Message, help: Message | None = None, promise: str | None = None
) -> Finding:
    """Return a finding of a file's form, of the weight its code has."""
    row = CODES[code]
    return Finding(code, row.title, where, promise=promise, note=note, help=help, severity=row.severity)


def read_model(model: type[_F], document: Document, path: str, number: int = 0) -> tuple[_F | None, list[Finding]]:
    """Return a document's values as a model, or the findings that say why they are not one."""
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        findings: dict[tuple[object, ...], Finding] = {}
        value = document.value if isinstance(document.value, dict) else {}
        name = value.get("id") if isinstance(value.get("id"), str) else None
        for problem in _telling(error.errors(include_url=False), document.value):
            finding = _form_error(problem, document, path, number, name, model)
            missing = finding.code == "PC103" and str(finding.note)
            findings.setdefault((finding.where, finding.code, missing), finding)
        return None, list(findings.values())


def _telling(problems: Sequence[Mapping[str, Any]], value: Any) -> list[Mapping[str, Any]]:
    """Leave out what those members of a union say that the value never tried to be."""
    relevant = [problem for problem in problems if _is_relevant(problem)]
    inside: set[tuple[Step, ...]] = set()
    for problem in relevant:
        inside.update(_around(problem, value))
    return [problem for problem in relevant if _is_told(problem, value, inside)]


def _is_told(problem: Mapping[str, Any], value: Any, inside: set[tuple[Step, ...]]) -> bool:
    """Whether a problem is of a key, or nothing within what it is about has a problem of its own."""
    is_of_key = problem["type"] in ("missing", "extra_forbidden")
    return is_of_key or _real_steps(problem["loc"], value) not in inside


def _around(problem: Mapping[str, Any], value: Any) -> Iterator[tuple[Step, ...]]:
    """Yield the ways to all that a problem lies within; a key that is missing is told of the mapping itself."""
    steps = _real_steps(problem["loc"], value)
    for length in range(len(steps)):
        yield steps[:length]
    if problem["type"] == "missing":
        yield steps


def _is_relevant(problem: Mapping[str, Any]) -> bool:
    return "Redacted" not in problem["loc"] or _is_about_redaction(problem)


def _is_about_redaction(problem: Mapping[str, Any]) -> bool:
    return "redacted" in problem["loc"] and problem["type"] != "missing"


def _form_error(
    problem: Mapping[str, Any],
    document: Document,
    path: str,
    number: int,
    promise: str | None,
    model: type[BaseModel],
) -> Finding:
    kind, steps = problem["type"], _real_steps(problem["loc"], document.value)
    spot = Spot(path, steps, number)
    if kind == "missing":
        key = str(problem["loc"][-1])
        return form_finding("PC103", spot, M("`{key}` is missing", key=key), M("add `{key}:`", key=key), promise)
    if kind == "extra_forbidden":
        return unknown_field(Spot(path, steps, number, key=True), str(steps[-1]), _siblings(model, steps), promise)
    return form_finding("PC104", spot, *_wanted(kind, problem), promise=promise)


def _wanted(kind: str, problem: Mapping[str, Any]) -> tuple[Message, Message | None]:
    single = wanted(problem)
    if single is not None:
        return single, None
    context = problem.get("ctx") or {}
    if kind in ("literal_error", "enum"):
        expected = str(context.get("expected", ""))
        names = re.findall(r"'([^']*)'", expected)
        close = nearest(str(problem.get("input")), names)
        return (
            M("one of these is wanted here: {names}", names=", ".join(names)),
            M("did you mean `{name}`?", name=close) if close else None,
        )
    if kind in ("tuple_type", "list_type"):
        return M("a list is wanted here"), M("write it between brackets, or one entry a line after `- `")
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return M("a mapping (`key: value`) is wanted here"), None
    if kind in ("greater_than_equal", "less_than_equal"):
        sign = "≥" if kind == "greater_than_equal" else "≤"
        return M("the number is out of range ({limit})", limit=f"{sign} {next(iter(context.values()), '')}"), None
    return M("this does not fit the format"), None


def ways_of(error: ValidationError, values: Any) -> list[tuple[Step, ...]]:
    """Return the ways to all values that an error is about, as far as they lead somewhere."""
    return [_real_steps(problem["loc"], values) for problem in error.errors(include_url=False)]


class Wrong(NamedTuple):
    """What is wrong with a value: where it stands by the keys as written, what is wanted there, what it was."""

    where: Message | str
    wanted: Message
    help: Message | None
    value: Any


def wrong_in(error: ValidationError, values: Any) -> Wrong:
    """Return the first thing that is wrong with values told or imported.

    Where it stands is said by their own keys (`needs`, entry 2, `lead`): names that the schema's library gives to
    parts of it are left out.
    """
    problems = error.errors(include_url=False)
    problem = next(iter(_telling(problems, values)), problems[0])
    kind, steps = problem["type"], _real_steps(problem["loc"], values)
    if kind == "missing":
        return Wrong(way_of((*steps, str(problem["loc"][-1]))), M("it is missing"), None, None)
    if kind == "extra_forbidden":
        return Wrong(way_of(steps), M("it is not a field of this format"), None, None)
    return Wrong(way_of(steps), *_wanted(kind, problem), problem.get("input"))


def way_of(steps: Sequence[Step]) -> Message | str:
    """Return the way to a value as people say it: `history`, entry 3, `by`."""
    way: Message | str = ""
    for step in steps:
        if isinstance(step, int):
            way = M("{way}, entry {number}", way=way, number=step + 1)
        else:
            way = M("{way}, `{key}`", way=way, key=step) if way else f"`{step}`"
    return way


def _real_steps(loc: tuple[Step, ...], value: Any) -> tuple[Step, ...]:
    """Keep the steps that lead to something in the document: Pydantic adds names of union members and validators."""
    steps: list[Step] = []
    for step in loc:
        if _leads_on(step, value):
            steps.append(step)
            value = value[step]
    return tuple(steps)


def _leads_on(step: Step, value: Any) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)


def _siblings(model: type[BaseModel], steps: tuple[Step, ...]) -> list[str]:
    """Return the keys that may stand where an unknown one stands, for a suggestion."""
    for step in steps[:-1]:
        below = {info.alias or name: info.annotation for name, info in model.model_fields.items()}.get(str(step))
        model = next(_models_in(below), model)
    return [info.alias or name for name, info in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that a field's type holds, in lists, mappings and unions too; what redacts a text is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation is not Redacted:
            yield annotation
        return
    for part in get_args(annotation):
        yield from _models_in(part)


def unknown_field(spot: Spot, key: str, known: list[str], promise: str | None) -> Finding:
    """Return the finding of a key that the format does not have there, with the one it may have meant."""
    close = nearest(key, known)
    return form_finding(
        "PC102",
        spot,
        M("`{key}` is not a field of this format", key=key),
        M("did you mean `{name}`?", name=close) if close else M("a key of your own begins with `x-`"),
        promise,
    )
