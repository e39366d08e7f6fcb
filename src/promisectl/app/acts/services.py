"""Services: requests that take their terms from services.yaml. Source: goals.md, Services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from promisectl.app.acts.completing import as_raw
from promisectl.model.folding import meant
from promisectl.model.message import M
from promisectl.model.moment import write_moment
from promisectl.model.nearest import did_you_mean
from promisectl.model.services import Service, ServiceCondition, filled, free_fields, id_from
from promisectl.model.terms import TERMS, key_of
from promisectl.model.trouble import Trouble
from promisectl.query.dates import parse_when
from promisectl.store.workspace import Workspace

Raw = dict[str, Any]
_TIME = ("due", "within", "calendar")


@dataclass(frozen=True, slots=True)
class Order:
    """What a request takes from a service: terms and free fields by the file's keys, the ledger and the id it gives."""

    terms: Raw
    free: Raw
    ledger: str | None
    id: str | None = None


def named_service(workspace: Workspace, name: str) -> Service:
    """Return a service by its name; Trouble with a suggestion for an unknown one."""
    return workspace.services[name_of_service(workspace, name)]


def name_of_service(workspace: Workspace, name: str) -> str:
    """Return the name of the service that was typed, with or without accents and capitals; Trouble for none."""
    found = meant(name, workspace.services)
    if found is not None:
        return found
    raise Trouble(
        M("services.yaml has no service `{name}`", name=name),
        help=did_you_mean(
            name, workspace.services, M("the services here: {names}", names=", ".join(workspace.services) or "-")
        ),
        code="PC107",
    )


def order(workspace: Workspace, name: str, values: Mapping[str, str], day: date) -> Order:
    """Return the terms of a request from a service on `day`. Trouble for a parameter that is missing or unknown."""
    service = named_service(workspace, name)
    _need_parameters(name, service, values)
    terms: Raw = {"what": filled(service.what, values)}
    for key in ("customer", "performer", "within", "calendar", "pause_on"):
        value = getattr(service, key)
        if value is not None:
            terms[key_of(key)] = str(value) if key == "within" else as_raw(value)
    if service.due is not None:
        terms["due"] = _date(workspace, service.due, day)
    if service.criteria is not None:
        terms["criteria"] = [filled(text, values) for text in service.criteria]
    if service.condition is not None:
        terms["condition"] = _condition(workspace, service.condition, values, day)
    id_ = id_from(service.id, values) if service.id is not None else None
    return Order(terms, {**free_fields(service), "service": name}, service.ledger, id_)


def _condition(workspace: Workspace, condition: ServiceCondition, values: Mapping[str, str], day: date) -> Raw:
    """Return a service's condition as a request says it, its date counted from `day`."""
    raw = {"text": filled(condition.text, values)}
    if condition.by:
        raw["by"] = _date(workspace, condition.by, day)
    return raw


def _date(workspace: Workspace, word: str, day: date) -> str:
    return write_moment(parse_when(word, day, workspace.zone, workspace.default_calendar))


def _need_parameters(name: str, service: Service, values: Mapping[str, str]) -> None:
    known = service.parameters()
    for parameter in values:
        if parameter not in known:
            raise Trouble(
                M("the service `{service}` has no parameter `{name}`", service=name, name=parameter),
                help=did_you_mean(parameter, known, M("its parameters: {names}", names=", ".join(known) or "-")),
            )
    missing = [key for key in known if not values.get(key, "").strip()]
    if missing:
        raise Trouble(
            M("the service `{service}` wants `{name}`", service=name, name=missing[0]),
            help=M("add {options}", options=" ".join(f"--set {key}=…" for key in missing)),
            code="missing",
        )


def merged(order: Order, given: Mapping[str, Any]) -> Raw:
    """Return the order's terms with what was told in their place; a time told replaces the service's."""
    terms = dict(order.terms)
    if given.keys() & {"due", "within"}:
        for key in _TIME:
            terms.pop(key, None)
    terms.update(given)
    return {key: terms[key] for key in map(key_of, TERMS) if key in terms}
