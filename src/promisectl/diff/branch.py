"""Branch: what a line of commits brings: pairs of versions, who committed which act, and what merges did.

It is judged by what the base knows: its people, its policy. A person new on the branch is known, and her acts are
unverified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from promisectl.diff.trust import Commit, Judged
from promisectl.diff.versions import Pair
from promisectl.lifecycle.standing import Context
from promisectl.model.message import Message
from promisectl.model.people import People
from promisectl.model.services import Service
from promisectl.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Introduced:
    """A commit of the branch: its author as the base's people map the email (None: nobody they know), and when."""

    oid: str
    author: str | None
    email: str
    at: datetime
    agreed: frozenset[str] = frozenset()
    commit: Commit | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """A review that a CI job brought (`--approvals`): who approved which proposal, and where that can be seen."""

    promise: str
    act: int
    by: str
    source: str
    terms: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class MergeFault:
    """What a merge commit did to a promise that no parent says. `position` is the act's after it, from 0, or None."""

    promise: str
    path: str
    merge: str
    note: Message
    position: int | None = None


@dataclass(frozen=True)
class Branch:
    """Everything the rules of change look at.

    `authors` names the commit that brought an act, by promise and position from 0, and `redactions` the one that took
    texts out of it; what is not committed yet has none. `touched` are the commits that changed a file, by its path, and
    `folders` those that ledgers stood in; `unread` are the files of the head that cannot be read. `judged` says how far
    each new act can be trusted, and what is wrong with how it came.
    """

    pairs: tuple[Pair, ...]
    context: Context
    people: People
    settings: Settings
    people_now: People
    now: datetime
    authors: Mapping[tuple[str, int], Introduced] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    redactions: Mapping[tuple[str, int], Introduced] = field(default_factory=dict)
    touched: Mapping[str, tuple[Introduced, ...]] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    merges: tuple[MergeFault, ...] = ()
    approvals: tuple[Approval, ...] = ()
    judged: Mapping[tuple[str, int], Judged] = field(default_factory=dict)
    services: tuple[Mapping[str, Service], Mapping[str, Service]] = field(default=({}, {}))

    def is_steward(self, handle: str | None) -> bool:
        """Whether somebody may change settings and people; anyone may where the base names no steward."""
        stewards = self.context.stewards
        return not stewards or (handle is not None and self.people.current(handle) in stewards)
