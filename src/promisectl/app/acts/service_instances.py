"""Instances: the promises of a recurring service, one a period, opened by hand or by a nightly job.

An instance is the same file wherever it is opened: its id is made of the service and the period, or as the service
names it, `by` is the service's customer, `at` the period's first day. Nothing is ever created by reading. Source:
goals.md, Services.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from promisectl.app.acts.agreeing_beforehand import with_standing_agreement
from promisectl.app.acts.opening import ALPHABET, Opening, open_new, prefix_of
from promisectl.app.acts.record import ActRequest, RecordedAct, open_promise
from promisectl.app.acts.services import named_service, order
from promisectl.app.ledger.lookup import loose_entries, packed
from promisectl.app.ledger.standings import ledger_names, require_ledger, view_of
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Standing
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.message import M, Message
from promisectl.model.moment import day_start, local_day
from promisectl.model.services import PERIOD, Service, id_from
from promisectl.model.trouble import Trouble
from promisectl.query import periods
from promisectl.query.periods import parse_period
from promisectl.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OpenedInstance:
    """What would be written to open an instance, and what there is to say of the standing agreement to it."""

    recorded: RecordedAct
    remark: Message | None


def open_instance(workspace: Workspace, name: str, period: str) -> OpenedInstance | View:
    """Return what would be written to open a recurring service's instance, or the promise that is there already.

    Trouble where the service does not recur, the period is of another kind, or has not begun.
    """
    service = named_service(workspace, name)
    first, last = _period(name, service, period)
    ledger = _ledger(workspace, service)
    id_ = _id_of(workspace, name, service, period)
    there = _already(workspace, id_)
    if there is not None:
        return there
    _need_begun(workspace, period, first)
    values = {PERIOD: period} if PERIOD in service.parameters() else {}
    ordered = order(workspace, name, values, first)
    terms = dict(ordered.terms)
    if "due" not in terms and "within" not in terms:
        terms["due"] = last.isoformat()
    request = ActRequest(Verb.REQUEST, str(service.customer), first)
    asked = with_standing_agreement(workspace, name, terms, request)
    opening = Opening(asked.request, terms, {**ordered.free, "instance": period}, id_, ledger)
    return OpenedInstance(open_new(workspace, opening), asked.remark)


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


def _id_of(workspace: Workspace, name: str, service: Service, period: str) -> str:
    """Return the id of an instance: as the service names it, else one made of service and period."""
    if service.id is not None:
        return id_from(service.id, {PERIOD: period})
    return instance_id(prefix_of(workspace, _ledger(workspace, service)), name, period)


def instance_id(prefix: str, service: str, instance: str) -> str:
    """Return the id of a recurring instance: the prefix, and eight characters that follow from service and period."""
    number = int.from_bytes(hashlib.sha256(f"{service}\0{instance}".encode()).digest()[:5])
    return f"{prefix}-" + "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def period_of(service: Service, day: date) -> str | None:
    """Return the period of a recurring service that holds a day; None where it does not recur."""
    return periods.period_of(service.every, day) if service.every is not None else None


def current_instance(workspace: Workspace, name: str) -> tuple[str | None, str | None]:
    """Return the period of a recurring service that holds today, and the id of its instance; None where it has none."""
    service = named_service(workspace, name)
    period = period_of(service, local_day(workspace.now, workspace.zone))
    if period is None:
        return None, None
    return period, _id_of(workspace, name, service, period)
