"""Services: requests that take their terms from services.yaml, and recurring instances opened by hand.

A recurring instance is the same file wherever it is opened: its id is made of the service and the period, `by` is the
service's customer, `at` the period's first day. Nothing is ever created by reading. Source: goals.md, Services.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from promisectl.app.acts.completing import as_raw
from promisectl.app.acts.opening import ALPHABET, Opening, open_new, prefix_of
from promisectl.app.acts.record import ActRequest, RecordedAct, moment_of_speech, open_promise
from promisectl.app.ledger.identity import is_agent
from promisectl.app.ledger.lookup import loose_entries, packed
from promisectl.app.ledger.standings import ledger_names, require_ledger, view_of
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.speaking import has_left
from promisectl.lifecycle.standing import Standing
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.message import M
from promisectl.model.moment import beginning, day_start, local_day, write_moment
from promisectl.model.nearest import did_you_mean
from promisectl.model.services import PERIOD, Service, ServiceCondition, filled, free_fields
from promisectl.model.services import Standing as StandingAgreement
from promisectl.model.terms import TERMS, key_of
from promisectl.model.trouble import Trouble
from promisectl.query.dates import parse_when
from promisectl.query.periods import month_of, parse_period, quarter_of, week_of
from promisectl.store.workspace import Workspace

Raw = dict[str, Any]
_TIME = ("due", "within", "calendar")


@dataclass(frozen=True, slots=True)
class Order:
    """What a request takes from a service: the terms and free fields by the file's keys, and the ledger it names."""

    terms: Raw
    free: Raw
    ledger: str | None


def named_service(workspace: Workspace, name: str) -> Service:
    """Return a service by its name; Trouble with a suggestion for an unknown one."""
    service = workspace.services.get(name)
    if service is not None:
        return service
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
    return Order(terms, {**free_fields(service), "service": name}, service.ledger)


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


def standing_agreement(workspace: Workspace, name: str, terms: Raw, request: ActRequest) -> ActRequest:
    """Return a request with the performer's standing agreement to it, where the service carries one that holds now.

    It does not hold for another performer, before its `at`, after its `until`, for one who has left; and an agent may
    not write it down.
    """
    standing = named_service(workspace, name).standing
    if standing is None or not _waits_for_agreement(request):
        return request
    at = moment_of_speech(workspace, request.at, None)
    if is_agent(workspace, request.by) or not _holds(workspace, standing, terms, at):
        return request
    return ActRequest(request.verb, request.by, request.at, request.fields, standing.by, f"service {name}")


def _waits_for_agreement(request: ActRequest) -> bool:
    return request.verb is Verb.REQUEST and request.agreed_by is None


def _holds(workspace: Workspace, standing: StandingAgreement, terms: Raw, at: datetime) -> bool:
    """Whether a standing agreement is the performer's, holds at an instant, and its speaker is still here."""
    people, day = workspace.people, local_day(at, workspace.zone)
    if people.current(str(terms.get("performer"))) != people.current(standing.by):
        return False
    if at < beginning(standing.at, workspace.zone):
        return False
    if standing.until is not None and day > standing.until:
        return False
    return not has_left(standing.by, day, workspace.context())


def open_instance(workspace: Workspace, name: str, period: str) -> RecordedAct | View:
    """Return what would be written to open a recurring service's instance, or the promise that is there already.

    Trouble where the service does not recur, the period is of another kind, or has not begun.
    """
    service = named_service(workspace, name)
    first, last = _period(name, service, period)
    ledger = _ledger(workspace, service)
    id_ = instance_id(prefix_of(workspace, ledger), name, period)
    there = _already(workspace, id_)
    if there is not None:
        return there
    _need_begun(workspace, period, first)
    values = {PERIOD: period} if PERIOD in service.parameters() else {}
    ordered = order(workspace, name, values, first)
    terms = dict(ordered.terms)
    if "due" not in terms and "within" not in terms:
        terms["due"] = last.isoformat()
    request = standing_agreement(workspace, name, terms, ActRequest(Verb.REQUEST, str(service.customer), first))
    return open_new(workspace, Opening(request, terms, {**ordered.free, "instance": period}, id_, ledger))


def _need_begun(workspace: Workspace, period: str, first: date) -> None:
    if workspace.now < day_start(first, workspace.zone):
        raise Trouble(
            M("{period} begins on {day}: it is not opened before", period=period, day=first.isoformat()),
            help=M("open it from that day on"),
            code="too-early",
        )


def _already(workspace: Workspace, id_: str) -> View | None:
    """Return an instance that was opened before, loose or packed."""
    if id_ in loose_entries(workspace):
        opened = open_promise(workspace, id_)
        return view_of(workspace, opened.promise, opened.standing)
    for promise in packed(workspace):
        if promise.id == id_:
            standing = replay(promise.history, workspace.context())
            return view_of(workspace, promise, standing if isinstance(standing, Standing) else None)
    return None


_KINDS = {
    "day": (r"\d{4}-\d{2}-\d{2}", "2026-04-06"),
    "week": (r"\d{4}-W\d{2}", "2026-W15"),
    "month": (r"\d{4}-\d{2}", "2026-04"),
    "quarter": (r"\d{4}-Q[1-4]", "2026-Q2"),
    "half": (r"\d{4}-H[12]", "2026-H1"),
    "year": (r"\d{4}", "2026"),
}


def _period(name: str, service: Service, text: str) -> tuple[date, date]:
    """Return first and last day of the period of an instance."""
    if service.every is None:
        raise Trouble(
            M("the service `{service}` does not recur: it has no `every`", service=name),
            help=M("ask for it with `promisectl request --service {service}`", service=name),
        )
    pattern, example = _KINDS[service.every]
    days = _days_of(text, service.every) if re.fullmatch(pattern, text, re.ASCII) else None
    if days is not None:
        return days
    raise Trouble(
        M("“{period}” is no {every} in which `{service}` recurs", period=text, every=service.every, service=name),
        help=M("write it like {example}", example=example),
    )


def _days_of(period: str, every: str) -> tuple[date, date] | None:
    """Return first and last day of a period as it is written; None where no calendar has it."""
    try:
        if every == "day":
            return date.fromisoformat(period), date.fromisoformat(period)
        return parse_period(period)
    except ValueError:
        return None


def _ledger(workspace: Workspace, service: Service) -> str:
    """Return the ledger of an instance, the same wherever one stands."""
    name = service.ledger or workspace.settings.default_ledger
    names = ledger_names(workspace)
    if name is None and len(names) == 1:
        return names[0]
    if name is None:
        raise Trouble(
            M("which ledger? There are {names}", names=", ".join(names)),
            help=M("add `ledger:` to the service, or set `default-ledger` in promisectl.yaml"),
        )
    require_ledger(workspace, name)
    return name


def instance_id(prefix: str, service: str, instance: str) -> str:
    """Return the id of a recurring instance: the prefix, and eight characters that follow from service and period."""
    number = int.from_bytes(hashlib.sha256(f"{service}\0{instance}".encode()).digest()[:5])
    return f"{prefix}-" + "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def period_of(service: Service, day: date) -> str | None:
    """Return the period of a recurring service that holds a day; None where it does not recur."""
    if service.every is None:
        return None
    names: dict[str, Callable[[date], str]] = {
        "day": date.isoformat,
        "week": week_of,
        "month": month_of,
        "quarter": quarter_of,
        "half": lambda day: f"{day.year:04}-H{1 if day.month <= 6 else 2}",
        "year": lambda day: f"{day.year:04}",
    }
    return names[service.every](day)


def current_instance(workspace: Workspace, name: str) -> tuple[str | None, str | None]:
    """Return the period of a recurring service that holds today, and the id of its instance; None where it has none."""
    service = named_service(workspace, name)
    period = period_of(service, local_day(workspace.now, workspace.zone))
    if period is None:
        return None, None
    return period, instance_id(prefix_of(workspace, _ledger(workspace, service)), name, period)
