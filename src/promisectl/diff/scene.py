"""Scene: one act that a commit brings, with the promise as it stood when it was said: who holds which role, what was
asked, what is in force. Everything that asks about single new acts looks at this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from promisectl.diff.histories import RawAct
from promisectl.diff.losses import Acts
from promisectl.diff.ruling import Commit, Ruling
from promisectl.diff.trust import speaker_of, text_of
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Act
from promisectl.model.people import is_outside
from promisectl.model.promise import State

_ASKS = ("request", "offer", "counter", "renegotiate")
_ROLES = ("customer", "performer")


@dataclass(frozen=True)
class Scene:
    """An act at a place (from 0) of a promise's history, in the commit that brings it.

    `acts` is the history as that commit writes it and `history` the same as read, empty where it cannot be; `known` is
    how many of its acts a parent held, and `drafted` whether a parent held the terms as a draft. `is_whole` says that
    nothing of the promise was held before. `before` is where the conversation stood, None where it had not begun or
    cannot be read; `ends_open` whether it is open after everything that the commit brings.
    """

    promise: str
    path: str
    place: int
    acts: Acts
    history: tuple[Act, ...]
    commit: Commit
    ruling: Ruling
    before: Standing | None = None
    known: int = 0
    drafted: bool = False
    is_whole: bool = False
    ends_open: bool = True

    @property
    def act(self) -> RawAct:
        """The act as it is written."""
        return self.acts[self.place]

    @property
    def verb(self) -> str:
        """What is said."""
        return text_of(self.act, "act")

    @cached_property
    def speaker(self) -> str:
        """Whose word it is, by the base's handle."""
        return self.ruling.current(speaker_of(self.act))

    @cached_property
    def recorder(self) -> str:
        """Who wrote it down, by the base's handle."""
        return self.ruling.current(text_of(self.act, "by"))

    @property
    def said(self) -> Act | None:
        """The act as it is read; None where the file cannot be."""
        return self.history[self.place] if self.place < len(self.history) else None

    @cached_property
    def parties(self) -> frozenset[str]:
        """Everybody who has or gets a role, and who made the open proposal; without the speaker."""
        told = {self.ruling.current(handle) for handle in self._roles() if not is_outside(handle)}
        return frozenset(told - {self.speaker, ""})

    def _roles(self) -> Iterator[str]:
        """Yield who has or gets a role: by the standing, or, before a conversation stands, by all its acts."""
        standing = self.before
        if standing is None or standing.state is None:
            for act in self.acts[: self.place + 1]:
                yield from _named(act)
        else:
            yield from _held(standing)
            yield from _named(self.act, opener=False)

    @property
    def is_first_agreement(self) -> bool:
        """Whether this act agrees to terms of which nothing was in force yet."""
        state = self.before.state if self.before else None
        return self.verb == "agree" and state in (State.REQUESTED, State.OFFERED)

    @property
    def asked_at(self) -> int | None:
        """The place of the question or proposal that this act answers."""
        places = (place for place in reversed(range(self.place)) if text_of(self.acts[place], "act") in _ASKS)
        return next(places, None)

    @property
    def was_asked_before(self) -> bool:
        """Whether a parent, or its draft, held what this act answers."""
        asked = self.asked_at
        return asked is not None and (asked < self.known or self.drafted)


def _held(standing: Standing) -> Iterator[str]:
    """Yield who has a role, who made the open proposal, and who would get a role by it."""
    yield from (handle for handle in (standing.terms.customer, standing.terms.performer) if handle)
    if standing.proposal is not None:
        yield standing.proposal.proposer
        yield from (str(standing.proposal.changes.get(role) or "") for role in _ROLES)


def _named(act: Mapping[str, Any], *, opener: bool = True) -> Iterator[str]:
    """Yield who gets a role by an act, as it is written."""
    terms = act.get("terms")
    if isinstance(terms, Mapping):
        yield from (str(terms[role]) for role in _ROLES if isinstance(terms.get(role), str))
    if opener and text_of(act, "act") in ("request", "offer"):
        yield speaker_of(act)
