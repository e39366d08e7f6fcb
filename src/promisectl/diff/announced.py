"""Announced: what commits say they deliver or warn of, by a trailer: `Delivers: wrk-k7m2x9qd`, `Warns: wrk-k7m2x9qd`.

A trailer moves nothing: after the merge `promisectl record --commits` writes the performer's act, with the commit as
its evidence. A warning may name its reason after the id; its note is the subject of the commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from promisectl.model.act import Verb

TRAILERS = {"Delivers": Verb.DELIVER, "Warns": Verb.WARN}


class Announcing(Protocol):
    """A commit, as far as announcements are read from it."""

    @property
    def oid(self) -> str:
        """Its name, in hex."""

    @property
    def message(self) -> str:
        """Its message."""

    @property
    def committed_at(self) -> datetime:
        """When it was made."""

    def trailers(self, name: str) -> list[str]:
        """Return the values of a trailer, as git reads the message."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a commit announces: the act, the promise as it is named there, who made the commit (handles), its subject.

    `what` is what the promise is about; empty where nobody looked.
    """

    commit: str
    verb: Verb
    promise: str
    reason: str | None
    subject: str
    authors: frozenset[str]
    what: str = ""


def announcements(commits: Iterable[tuple[Announcing, frozenset[str]]]) -> Iterator[Announcement]:
    """Yield what commits announce, in their order; each comes with the handles of whoever made it."""
    for commit, authors in commits:
        subject = commit.message.strip().split("\n", 1)[0].strip()
        for name, verb in TRAILERS.items():
            for value in commit.trailers(name):
                promise, _, reason = value.strip().partition(" ")
                if promise:
                    yield Announcement(commit.oid, verb, promise, reason.strip() or None, subject, authors)
