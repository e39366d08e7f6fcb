"""Announced: what commits say they deliver or warn of, by a trailer: `Delivers: wrk-k7m2x9qd`, `Warns: wrk-k7m2x9qd`.

A trailer moves nothing: after the merge `promisectl record --commits` writes the performer's act, with the commit as
its evidence. A warning may name its reason after the id; its note is the subject of the commit. People get wrong where
a trailer stands: a host that squashes puts one in the middle of its message, where git reads none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from promisectl.model.act import Verb

# A commit that does both warns first: what is delivered takes no warning.
TRAILERS = {"Warns": Verb.WARN, "Delivers": Verb.DELIVER}
_LOOKS_LIKE_ONE = re.compile(r"^[ \t*-]*(Warns|Delivers)[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


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
    """Yield what commits announce, in their order; each comes with the handles of whoever made it.

    What a commit says twice is said once.
    """
    for commit, authors in commits:
        once = {(each.verb, each.promise): each for each in _said(commit, authors)}
        yield from once.values()


def _said(commit: Announcing, authors: frozenset[str]) -> list[Announcement]:
    found = []
    for name, verb in TRAILERS.items():
        for value in commit.trailers(name):
            promise, _, reason = value.strip().partition(" ")
            if promise:
                found.append(Announcement(commit.oid, verb, promise, reason.strip() or None, _subject(commit), authors))
    return found


def misplaced(commit: Announcing, authors: frozenset[str]) -> Iterator[Announcement]:
    """Yield what a commit seems to announce in lines that are no trailers, for git reads those at the end alone."""
    known = {(each.verb, each.promise) for each in _said(commit, authors)}
    for match in _LOOKS_LIKE_ONE.finditer(commit.message):
        verb, promise = TRAILERS[match[1].capitalize()], match[2].strip(",;.`")
        if promise and (verb, promise) not in known:
            known.add((verb, promise))
            yield Announcement(commit.oid, verb, promise, None, _subject(commit), authors)


def _subject(commit: Announcing) -> str:
    return commit.message.strip().split("\n", 1)[0].strip()
