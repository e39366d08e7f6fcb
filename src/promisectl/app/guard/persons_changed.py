"""Persons changed: what a change of people.yaml does to whose words count (PC409), and to past areas (PC410)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from promisectl.app.guard.found import Caught
from promisectl.app.guard.register_changes import PRESENCE
from promisectl.app.guard.registers import PastRegisters
from promisectl.app.guard.rule_change import OPEN, Change, way_out, weighed
from promisectl.diff.ruling import Ruling
from promisectl.diff.trust import instant_of, speaker_of, text_of
from promisectl.model.acts import AGENTS_MAY
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.people import Person
from promisectl.yamltext.raw_acts import RawPromise

_AGENTS_MAY = frozenset(verb.value for verb in AGENTS_MAY)


def persons(change: Change) -> Iterator[Caught]:
    """Yield what a change of people.yaml does to whose words count."""
    if not change.told("people"):
        return
    path = change.after.path("people")
    for handle, old, new in list(_pairs(change)):
        for key, note, severity in _of_person(change, handle, old, new):
            yield weighed(change, f"people.{handle}.{key}", path, note, way_out(change), severity)
        if new is not None and _was_elsewhere(old, new, change):
            yield _moved_in_the_past(change, handle, path)
    yield from _shared_addresses(change, path)


def _moved_in_the_past(change: Change, handle: str, path: str) -> Caught:
    note = M("the area of {handle} changed for days that have passed", handle=handle)
    help = M("begin the new area on its day: `area: {example}`", example="{2026-04-01: NAME}")
    return Caught("register", "PC410", change.commit.oid, path, note, help, field=f"people.{handle}.area")


def _was_elsewhere(old: Person, new: Person, change: Change) -> bool:
    """Whether somebody was in another area, by the new entry, on a day before the change."""
    if old.area is None:
        return False
    today = local_day(change.commit.authored_at, change.ruling.zone)
    days = {today - timedelta(days=1), *_first_days(old), *_first_days(new)}
    return any(old.area_on(day) != new.area_on(day) for day in days if day < today)


def _first_days(person: Person) -> Iterable[date]:
    """Return the days on which somebody comes to another area."""
    return person.area if isinstance(person.area, Mapping) else ()


def _pairs(change: Change) -> Iterator[tuple[str, Person, Person | None]]:
    """Yield each person of before with her entry now: under a new handle where that has an address of hers."""
    now = change.after.people.by_handle
    for handle, old in change.before.people.by_handle.items():
        yield handle, old, now[handle] if handle in now else _renamed(handle, old, now.values())


def _renamed(handle: str, old: Person, entries: Iterable[Person]) -> Person | None:
    """Return the entry that was somebody's under a former handle, and shares an address; None where there is none."""
    later = (new for new in entries if handle in new.formerly)
    return next((new for new in later if _addresses(old) & _addresses(new)), None)


def _of_person(change: Change, handle: str, old: Person, new: Person | None) -> Iterator[tuple[str, Message, Severity]]:
    """Yield what is wrong with a changed entry: its key, what, and the weight where no steward made it."""
    if new is None:
        yield from _of_going(change, handle)
        return
    is_hers = handle in change.authors
    yield from _of_addresses(change, handle, old, new, is_hers=is_hers)
    if new.left is not None and new.left != old.left:
        yield from _of_leaving(change, handle, new.left, is_hers=is_hers)
    if new.kind == "agent" != old.kind:
        yield from _of_becoming_an_agent(change, handle)


def _of_going(change: Change, handle: str) -> Iterator[tuple[str, Message, Severity]]:
    count = sum(1 for promise in change.promises() if _is_party(promise, handle))
    if count:
        note = M("{handle} is gone from people.yaml, with {count} open promise(s)", handle=handle, count=count)
        yield PRESENCE, note, Severity.ERROR


def _of_becoming_an_agent(change: Change, handle: str) -> Iterator[tuple[str, Message, Severity]]:
    if any(_spoke_as_person(promise, handle) for promise in change.promises()):
        note = M("{handle} becomes an agent, and said what only a person may", handle=handle)
        yield "kind", note, Severity.ERROR


def _of_addresses(
    change: Change, handle: str, old: Person, new: Person, *, is_hers: bool
) -> Iterator[tuple[str, Message, Severity]]:
    before, after = _addresses(old), _addresses(new)
    if before == after:
        return
    if not before:
        if not change.names_stewards:
            yield "emails", M("{handle} gets a first address", handle=handle), Severity.WARNING
        return
    if not after:
        yield "emails", M("the last address of {handle} is taken away", handle=handle), Severity.ERROR
    elif not is_hers:
        note = M(
            "an address of {handle} is changed by somebody else: {addresses}",
            handle=handle,
            addresses=", ".join(sorted(before ^ after)),
        )
        yield "emails", note, Severity.ERROR


def _addresses(person: Person) -> frozenset[str]:
    """Return all by which somebody's commits are told."""
    accounts = {f"{host}:{name}".casefold() for host, name in person.accounts.items()}
    return frozenset({email.casefold() for email in person.emails} | set(person.keys) | accounts)


def _of_leaving(change: Change, handle: str, left: date, *, is_hers: bool) -> Iterator[tuple[str, Message, Severity]]:
    last = _last_word(change, handle)
    if last is not None and left < last:
        note = M("{handle} left on {left}, before the last word of {day}", handle=handle, left=left, day=last)
        yield "left", note, Severity.ERROR
    elif not is_hers and not change.names_stewards:
        yield "left", M("somebody else says that {handle} has left", handle=handle), Severity.WARNING


def _last_word(change: Change, handle: str) -> date | None:
    """Return the day of the last act that somebody spoke herself."""
    days: list[date] = []
    for promise in change.promises():
        for act in promise.acts:
            at = instant_of(act, change.ruling) if _is_by(act, handle, change.ruling) else None
            if at is not None:
                days.append(local_day(at, change.ruling.zone))
    return max(days, default=None)


def _is_by(act: Mapping[str, Any], handle: str, ruling: Ruling) -> bool:
    return ruling.current(text_of(act, "by")) == handle == ruling.current(speaker_of(act))


def _is_party(promise: RawPromise, handle: str) -> bool:
    values = promise.values
    return values.get("state") in OPEN and handle in (values.get("customer"), values.get("performer"))


def _spoke_as_person(promise: RawPromise, handle: str) -> bool:
    return any(
        text_of(act, "act") not in _AGENTS_MAY and handle in (text_of(act, "by"), text_of(act, "for"))
        for act in promise.acts
    )


def _shared_addresses(change: Change, path: str) -> Iterator[Caught]:
    old, new = _owners(change.before), _owners(change.after)
    for address, handles in new.items():
        if len(handles) > 1 and handles != old.get(address):
            names = ", ".join(sorted(handles))
            note = M("{address} is the address of several people: {names}", address=address, names=names)
            help = M("leave it with one of them")
            yield weighed(change, f"people.{address}", path, note, help, Severity.WARNING)


def _owners(registers: PastRegisters) -> Mapping[str, set[str]]:
    owners: dict[str, set[str]] = {}
    for handle, person in registers.people.by_handle.items():
        for address in _addresses(person):
            owners.setdefault(address, set()).add(handle)
    return owners
