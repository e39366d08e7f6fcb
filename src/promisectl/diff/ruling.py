"""Ruling: by whose register and policy a commit is judged: the base's, never the commit's own (verdicts.md, section 3).

`check --base` judges by the tip of its REF, `audit` by each parent. People get wrong whom a handle means that only the
head knows: it is looked up through `formerly` there, for somebody may have a new name; everything else is the base's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from promisectl.diff.watched import watched_keys
from promisectl.lifecycle.standing import Context
from promisectl.model.people import People, Person
from promisectl.model.services import Service
from promisectl.model.settings import Policy, Settings
from promisectl.model.signature import UNSIGNED, Signature

if TYPE_CHECKING:
    from promisectl.calendars.business import BusinessCalendar

_NO_REPLY = re.compile(r"(?:\d+[+-])?(?P<login>[^@]+)@users\.noreply\.(?P<host>[a-z0-9.-]+)\Z", re.IGNORECASE)


class Commit(Protocol):
    """What is asked of a commit."""

    @property
    def oid(self) -> str:
        """Its name in hex."""

    @property
    def email(self) -> str:
        """The author's email."""

    @property
    def committer_email(self) -> str:
        """The committer's email."""

    @property
    def authored_at(self) -> datetime:
        """When it was written, by its author line."""

    @property
    def committed_at(self) -> datetime:
        """When it was committed, by its committer line."""

    def trailers(self, name: str) -> list[str]:
        """Return the values of a trailer."""


Asked = Callable[[Commit, str, tuple[str, ...]], Signature]


def unsigned(_commit: Commit, _handle: str, _keys: tuple[str, ...]) -> Signature:
    """Return what is known of the signature of a commit that has none."""
    return UNSIGNED


@dataclass(frozen=True)
class Ruling:
    """The register, the settings and the services that a commit is judged by.

    `also` and `services_now` are the registers of what is judged, for new names of the same people and for services
    that are as new as what was said; `addresses` are older registers whose
    emails count as well (the merge bases', where acts need only be recorded).
    """

    people: People = field(default_factory=People)
    settings: Settings = field(default_factory=lambda: Settings.model_validate({"format": "1"}))
    services: Mapping[str, Service] = field(default_factory=dict)
    also: People = field(default_factory=People)
    services_now: Mapping[str, Service] = field(default_factory=dict)
    addresses: tuple[People, ...] = ()
    signature: Asked = field(default=unsigned, compare=False)
    _authors: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict, compare=False)
    _names: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def policy(self) -> Policy:
        """Whose word counts, and who may change the rules."""
        return self.settings.policy

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of days."""
        return ZoneInfo(self.settings.timezone)

    @cached_property
    def law(self) -> Context:
        """What the law must know to read a history."""
        people = self.people.by_handle
        return Context(
            self.zone,
            left={handle: person.left for handle, person in people.items() if person.left is not None},
            former={**self.also.former, **self.people.former},
            stewards=self.stewards,
            criteria_required=self.policy.criteria == "required",
            agents={handle: person.answers_to for handle, person in people.items() if person.kind == "agent"},
        )

    @cached_property
    def calendars(self) -> Mapping[str, BusinessCalendar]:
        """The calendars of the settings, ready to count with."""
        from promisectl.calendars.business import business_calendar

        return {name: business_calendar(given) for name, given in self.settings.calendars.items()}

    @cached_property
    def has_agents(self) -> bool:
        """Whether any agent is registered."""
        return any(person.kind == "agent" for person in self.people.by_handle.values())

    @cached_property
    def has_leavers(self) -> bool:
        """Whether anybody has left."""
        return any(person.left is not None for person in self.people.by_handle.values())

    @cached_property
    def watched(self) -> list[str]:
        """The keys that say in which rate a promise counts, and how much."""
        return watched_keys(self.settings)

    def person(self, handle: str) -> Person | None:
        """Return somebody's entry, by any handle of hers."""
        return self.people.by_handle.get(self.current(handle))

    def current(self, handle: str) -> str:
        """Return the handle of the base that somebody goes by; one that only the head knows, through `formerly`."""
        if handle not in self._names:
            self._names[handle] = self._current(handle)
        return self._names[handle]

    def _current(self, handle: str) -> str:
        known = self.people.current(handle)
        if known in self.people.by_handle:
            return known
        entry = self.also.get(handle)
        for former in entry.formerly if entry else ():
            if former in self.people:
                return self.people.current(former)
        return self.also.current(handle)

    def can_be_traced(self, handle: str) -> bool:
        """Whether a commit could be somebody's: an email, a key or an account of hers is known."""
        person = self.person(handle)
        if person is not None and person.keys:
            return True
        older = [people.by_handle.get(handle) for people in self.addresses]
        return any(map(_has_address, [person, *older]))

    # Authors.

    def authors(self, commit: Commit) -> frozenset[str]:
        """Return the handles that a commit's author goes by; none where nobody of the base is meant."""
        key = ("", commit.email)
        if key not in self._authors:
            self._authors[key] = self.of_address(commit.email)
        if self._authors[key]:
            return self._authors[key]
        signed = (commit.oid, "")
        if signed not in self._authors:
            self._authors[signed] = frozenset(self._signers(commit))
        return self._authors[signed]

    def committers(self, commit: Commit) -> frozenset[str]:
        """Return the handles that a commit's committer goes by."""
        return self.of_address(commit.committer_email)

    def of_address(self, email: str) -> frozenset[str]:
        """Return the handles that an email belongs to."""
        if not email:
            return frozenset()
        found = authors_of(email, self.people)
        for older in self.addresses:
            found |= {self.current(handle) for handle in authors_of(email, older)}
        return found

    def _signers(self, commit: Commit) -> Iterator[str]:
        """Yield whose key signed a commit of an address that nobody knows."""
        if not getattr(commit, "signature", b""):
            return
        for handle, person in self.people.by_handle.items():
            if person.keys and self.signature(commit, handle, person.keys).good:
                yield handle

    def signed(self, commit: Commit, handle: str) -> Signature:
        """Return whether a commit carries a good signature of somebody, by the keys that the base lists."""
        person = self.person(handle)
        return self.signature(commit, handle, person.keys if person else ())

    # Stewards.

    @cached_property
    def stewards(self) -> frozenset[str]:
        """Who may change the rules and speak for those who left."""
        return frozenset(self.current(handle) for handle in self.policy.stewards)

    @cached_property
    def reachable_stewards(self) -> frozenset[str]:
        """The stewards who are still here and whose commits could be told."""
        here = (handle for handle in self.stewards if self.can_be_traced(handle))
        return frozenset(handle for handle in here if not self.has_left(handle, None))

    def has_left(self, handle: str, day: object) -> bool:
        """Whether somebody left on or before a day (None: at all)."""
        person = self.person(handle)
        left = person.left if person else None
        return left is not None and (day is None or left <= day)  # type: ignore[operator] # day is a date

    def is_steward(self, commit: Commit) -> bool:
        """Whether a commit's author is one of the named stewards."""
        return bool(self.stewards & self.authors(commit))


def _has_address(person: Person | None) -> bool:
    return person is not None and bool(person.emails or person.accounts)


def authors_of(email: str, people: People) -> frozenset[str]:
    """Return the handles that an email belongs to, by a register: as it is listed, or by a host's account."""
    folded = email.casefold()
    listed = frozenset(handle for handle, person in people.by_handle.items() if _has(person.emails, folded))
    host = _NO_REPLY.match(folded)
    if listed or host is None:
        return listed
    return _with_account(people, host["host"], host["login"])


def _with_account(people: People, domain: str, login: str) -> frozenset[str]:
    """Return the handles of those who have an account of this name at a host."""
    return frozenset(handle for handle, person in people.by_handle.items() if _has_account(person, domain, login))


def _has_account(person: Person, domain: str, login: str) -> bool:
    """Whether somebody has an account of this name at a host: `github` stands for github.com."""
    names = (name for name, account in person.accounts.items() if account.casefold() == login)
    return any(domain in (name.casefold(), f"{name.casefold()}.com") for name in names)


def _has(emails: Iterable[str], folded: str) -> bool:
    return any(folded == email.casefold() for email in emails)
