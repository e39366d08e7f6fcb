"""Who rules: whether whoever changed a register may (PC407), and what such a change does to promises (PC409).

People get wrong that a register is only data: a zone, a former handle or an address re-reads what was said before, and
says whose commits count as whose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from promisectl.app.compare.naming import is_made, who_of
from promisectl.app.guard.found import Caught
from promisectl.app.guard.persons_changed import persons
from promisectl.app.guard.registers import PastRegisters
from promisectl.app.guard.rule_change import Change, way_out, weighed
from promisectl.app.guard.spoken import history_of
from promisectl.app.guard.unwatched import unwatched
from promisectl.diff.ruling import Ruling
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.digests import changed_covered_keys
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.services import Service
from promisectl.model.services import Standing as Agreement
from promisectl.yamltext.raw_acts import RawPromise

UNDER_AN_AGREEMENT = "standing"  # a finding that the performer's `service agree`, or taking `standing` away, answers


def judged(change: Change) -> Iterator[Caught]:
    """Yield what is wrong with a change of registers."""
    yield from _by_another(change)
    yield from _standing_agreements(change)
    yield from _rereadings(change)
    yield from persons(change)
    yield from unwatched(change)


# PC407: who may change what.


def _by_another(change: Change) -> Iterator[Caught]:
    ruling = change.ruling
    if not ruling.stewards or change.by_steward:
        return
    severity = Severity.ERROR if change.names_stewards else Severity.WARNING
    stewards = ", ".join(sorted(ruling.stewards))
    for register in ("settings", "people"):
        told = change.told(register)
        if told:
            keys = ", ".join(f"`{one.name}`" for one in told[:4])
            note = M(
                "{keys} changed in commit {commit}; stewards: {stewards}",
                keys=keys,
                commit=who_of(change.commit, change.commit.oid),
                stewards=stewards,
            )
            help = M("let a steward make this change")
            if is_made(change.commit.oid):
                help = M(
                    "let a steward make this change or approve its commit, or stand by it with one that says "
                    "`Confirms: {commit}`",
                    commit=change.commit.oid[:12],
                )
            yield Caught("rules", "PC407", change.commit.oid, told[0].path, note, help, severity=severity)


def _standing_agreements(change: Change) -> Iterator[Caught]:
    """Yield the standing agreements that another wrote, and what was changed under one that stands."""
    for name, service in change.after.services.items():
        standing = service.standing
        if standing is not None and change.ruling.current(standing.by) not in change.authors:
            yield from _by_somebody_else(change, name, service, standing)


def _by_somebody_else(change: Change, name: str, service: Service, standing: Agreement) -> Iterator[Caught]:
    """Yield what is wrong with a service that somebody else than whoever agreed beforehand changed."""
    old = change.before.services.get(name)
    if old is None or old.standing != standing:
        yield from _written_by_another(change, name, standing)
    elif old != service and standing.terms is None:
        yield from _changed_under(change, name, standing, changed_covered_keys(old, service))


def _written_by_another(change: Change, name: str, standing: Agreement) -> Iterator[Caught]:
    """Yield that a standing agreement is new or another, and not of a commit of whoever agrees."""
    if change.ruling.can_be_traced(standing.by):
        note = M("the standing agreement of {by} to `{service}` was written by another", by=standing.by, service=name)
        yield _of_service(change, name, note)


def _changed_under(change: Change, name: str, standing: Agreement, keys: Sequence[str]) -> Iterator[Caught]:
    """Yield the keys that were changed under a standing agreement which does not say what it covers."""
    if keys:
        note = M(
            "{keys} of `{service}` changed under the standing agreement of {by}",
            keys=", ".join(f"`{key}`" for key in keys),
            service=name,
            by=standing.by,
        )
        yield replace(_of_service(change, name, note), kind=UNDER_AN_AGREEMENT)


def _of_service(change: Change, name: str, note: Message) -> Caught:
    path = change.after.path("services")
    help = M("let its performer say it: `promisectl service agree {service}`, or take `standing` away", service=name)
    return Caught("rules", "PC407", change.commit.oid, path, note, help, field=f"services.{name}.standing")


# PC409: what a change does to promises, and to whose words count.


def _rereadings(change: Change) -> Iterator[Caught]:
    """Yield a change of the zone or of former handles that re-reads what was said."""
    before, after = _context(change.before), _context(change.after)
    if before.zone.key == after.zone.key and before.former == after.former:
        return
    at = change.commit.authored_at
    several = [promise for promise in change.promises() if promise.acts]
    reread = [promise.id for promise in several if _reading(promise, before, at) != _reading(promise, after, at)]
    if not reread:
        return
    is_zone = before.zone.key != after.zone.key
    register = "settings" if is_zone else "people"
    note = M(
        "`{key}` makes {count} promise(s) mean something else: {ids}",
        key="timezone" if is_zone else "formerly",
        count=len(reread),
        ids=", ".join(reread[:3]),
    )
    key = "timezone" if is_zone else "people.formerly"
    yield weighed(change, key, change.after.path(register), note, way_out(change))


def _context(registers: PastRegisters) -> Context:
    ruling = Ruling(registers.people, registers.settings)
    return Context(ruling.zone, former=registers.people.former)


def _reading(promise: RawPromise, context: Context, at: datetime) -> tuple[object, ...]:
    """Return what a promise means: its state, terms, dues and class, or why the law refuses it."""
    from promisectl.metrics.outcome import outcome_of

    standing = replay(history_of(promise.values), context)
    if not isinstance(standing, Standing):
        return standing.code, standing.act
    outcome = None if standing.is_self(context) else outcome_of(standing, at, context)
    return standing.state, standing.terms, standing.counted_due, standing.current_due, outcome
