"""Who rules: whether whoever changed a register may (PC407), and what such a change does to promises (PC409).

People get wrong that a register is only data: a zone, a former handle or an address re-reads what was said before, and
says whose commits count as whose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from promisectl.app.guard.found import Caught, who_of
from promisectl.app.guard.register_changes import PRESENCE, RegisterChange
from promisectl.app.guard.registers import PastRegisters
from promisectl.app.guard.spoken import history_of
from promisectl.diff.ruling import Ruling
from promisectl.diff.trust import LEVELS, instant_of, speaker_of, text_of
from promisectl.git.commits import Commit
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.acts import AGENTS_MAY
from promisectl.model.digests import changed_covered_keys
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.people import Person
from promisectl.yamltext.raw_acts import RawPromise

UNDER_AN_AGREEMENT = "standing"  # a finding that the performer's `service agree`, or taking `standing` away, answers
_OPEN = ("requested", "offered", "promised", "delivered")
_AGENTS_MAY = frozenset(verb.value for verb in AGENTS_MAY)


@dataclass(frozen=True)
class Change:
    """What a commit changed in registers: the keys, the registers before and after, and by whose rules it is judged.

    `promises` reads every promise as the commit has it, and is asked only where a change may re-read them.
    """

    changes: Sequence[RegisterChange]
    before: PastRegisters
    after: PastRegisters
    commit: Commit
    ruling: Ruling
    promises: Callable[[], Iterable[RawPromise]]

    @property
    def authors(self) -> frozenset[str]:
        """Who made it."""
        return self.ruling.authors(self.commit)

    @property
    def by_steward(self) -> bool:
        """Whether a steward of the base made it."""
        return bool(self.ruling.stewards & self.authors)

    @property
    def names_stewards(self) -> bool:
        """Whether the base names anybody who may be asked."""
        return bool(self.ruling.reachable_stewards)

    def told(self, register: str) -> list[RegisterChange]:
        """Return what was changed in one register."""
        return [change for change in self.changes if change.register == register]


def judged(change: Change) -> Iterator[Caught]:
    """Yield what is wrong with a change of registers."""
    yield from _by_another(change)
    yield from _standing_agreements(change)
    yield from _rereadings(change)
    yield from _persons(change)
    yield from _unwatched(change)


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
            help = M(
                "let a steward make this change, or stand by it with a commit that says `Confirms: {commit}`",
                commit=change.commit.oid[:12],
            )
            yield Caught("rules", "PC407", change.commit.oid, told[0].path, note, help, severity=severity)


def _standing_agreements(change: Change) -> Iterator[Caught]:
    """Yield the standing agreements that another wrote, and what was changed under one that stands."""
    path = change.after.path("services")
    for name, service in change.after.services.items():
        old = change.before.services.get(name)
        standing = service.standing
        if standing is None or old == service:
            continue
        was = old.standing if old else None
        is_hers = change.ruling.current(standing.by) in change.authors
        if was != standing:
            if not is_hers and change.ruling.can_be_traced(standing.by):
                note = M(
                    "the standing agreement of {by} to `{service}` was written by another", by=standing.by, service=name
                )
                yield _of_service(change, path, name, note)
        elif standing.terms is None and old is not None and changed_covered_keys(old, service) and not is_hers:
            keys = ", ".join(f"`{key}`" for key in changed_covered_keys(old, service))
            note = M(
                "{keys} of `{service}` changed under the standing agreement of {by}",
                keys=keys,
                service=name,
                by=standing.by,
            )
            yield replace(_of_service(change, path, name, note), kind=UNDER_AN_AGREEMENT)


def _of_service(change: Change, path: str, name: str, note: Message) -> Caught:
    help = M("let its performer say it: `promisectl service agree {service}`, or take `standing` away", service=name)
    return Caught("rules", "PC407", change.commit.oid, path, note, help, field=f"services.{name}.standing")


# PC409: what a change does to promises, and to whose words count.


def _weighed(
    change: Change, key: str, path: str, note: Message, help: Message, severity: Severity = Severity.ERROR
) -> Caught:
    """Return a finding of PC409: a steward may, and is reminded."""
    weight = Severity.WARNING if change.by_steward else severity
    return Caught("register", "PC409", change.commit.oid, path, note, help, severity=weight, field=key)


def _way_out(change: Change) -> Message:
    stewards = ", ".join(sorted(change.ruling.stewards))
    if stewards:
        return M("let a steward make this change: {stewards}", stewards=stewards)
    return M(
        "name a steward first, in a change of its own (`policy: {example}` in promisectl.yaml), who then makes this "
        "one",
        example="{stewards: [HANDLE]}",
    )


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
    yield _weighed(change, key, change.after.path(register), note, _way_out(change))


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


def _persons(change: Change) -> Iterator[Caught]:
    """Yield what a change of people.yaml does to whose words count."""
    if not change.told("people"):
        return
    path = change.after.path("people")
    pairs = list(_pairs(change))
    for handle, old, new in pairs:
        for key, note, severity in _of_person(change, handle, old, new):
            yield _weighed(change, f"people.{handle}.{key}", path, note, _way_out(change), severity)
        if new is not None and _was_elsewhere(old, new, change):
            note = M("the area of {handle} changed for days that have passed", handle=handle)
            help = M("begin the new area on its day: `area: {example}`", example="{2026-04-01: NAME}")
            field = f"people.{handle}.area"
            yield Caught("register", "PC410", change.commit.oid, path, note, help, field=field)
    yield from _shared_addresses(change, path)


def _was_elsewhere(old: Person, new: Person, change: Change) -> bool:
    """Whether somebody was in another area, by the new entry, on a day before the change."""
    today = local_day(change.commit.authored_at, change.ruling.zone)
    starts = {day for person in (old, new) if isinstance(person.area, Mapping) for day in person.area}
    past = [day for day in (*starts, today - timedelta(days=1)) if day < today]
    return old.area is not None and any(old.area_on(day) != new.area_on(day) for day in past)


def _pairs(change: Change) -> Iterator[tuple[str, Person, Person | None]]:
    """Yield each person of before with her entry now: under a new handle where that has an address of hers."""
    now = change.after.people.by_handle
    for handle, old in change.before.people.by_handle.items():
        if handle in now:
            yield handle, old, now[handle]
            continue
        renamed = [new for new in now.values() if handle in new.formerly and _addresses(old) & _addresses(new)]
        yield handle, old, renamed[0] if renamed else None


def _of_person(change: Change, handle: str, old: Person, new: Person | None) -> Iterator[tuple[str, Message, Severity]]:
    is_hers = handle in change.authors
    if new is None:
        count = sum(1 for promise in change.promises() if _is_party(promise, handle))
        if count:
            note = M("{handle} is gone from people.yaml, with {count} open promise(s)", handle=handle, count=count)
            yield PRESENCE, note, Severity.ERROR
        return
    yield from _of_addresses(change, handle, old, new, is_hers=is_hers)
    if new.left is not None and new.left != old.left:
        yield from _of_leaving(change, handle, new.left, is_hers=is_hers)
    if new.kind == "agent" != old.kind and any(_spoke_as_person(promise, handle) for promise in change.promises()):
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
    return values.get("state") in _OPEN and handle in (values.get("customer"), values.get("performer"))


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
            yield _weighed(change, f"people.{address}", path, note, help, Severity.WARNING)


def _owners(registers: PastRegisters) -> Mapping[str, set[str]]:
    owners: dict[str, set[str]] = {}
    for handle, person in registers.people.by_handle.items():
        for address in _addresses(person):
            owners.setdefault(address, set()).add(handle)
    return owners


def _unwatched(change: Change) -> Iterator[Caught]:
    """Yield what anybody may change where nobody watches, and everybody should read."""
    if change.names_stewards:
        return
    for one in change.told("settings"):
        note = _loosened(change, one)
        if note is not None:
            yield _weighed(change, one.name, one.path, note, _way_out(change), Severity.WARNING)


def _loosened(change: Change, one: RegisterChange) -> Message | None:
    if one.key == ("policy", "stewards") and not one.old and one.new:
        return M("first stewards are named: {names}", names=", ".join(one.new))
    if one.key == ("policy", "trust") and _level(one.new) < _level(one.old):
        return M("`policy.trust` is lowered: {old} -> {new}", old=one.old, new=one.new or LEVELS[0])
    if one.key == ("policy", "acts") and _acts_lowered(one.old or {}, one.new or {}):
        return M("`policy.acts` is lowered: {old} -> {new}", old=dict(one.old or {}), new=dict(one.new or {}))
    if one.key == ("policy", "proxy") and one.new == "allowed":
        return M("the other side may record words for whom they bind: `policy.proxy: allowed`")
    if one.key[0] == "targets" and getattr(one.old, "enforce", False) and not getattr(one.new, "enforce", False):
        return M("the target `{name}` is enforced no longer", name=one.key[1])
    if one.key[0] == "calendars" and one.old is not None and one.key[-1] != PRESENCE:
        count = sum(1 for promise in change.promises() if _counts_in(promise, one.key[1]))
        if count:
            return M("the calendar `{name}` changes; {count} open promise(s) count in it", name=one.key[1], count=count)
    return None


def _level(value: object) -> int:
    return LEVELS.index(str(value)) if value in LEVELS else 0


def _acts_lowered(old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    return any(_level(new.get(verb)) < _level(level) for verb, level in old.items())


def _counts_in(promise: RawPromise, calendar: str) -> bool:
    return promise.values.get("state") in _OPEN and promise.values.get("calendar") == calendar
