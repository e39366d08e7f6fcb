"""Seen: how a stretch is judged, and what a walk over its commits saw."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from promisectl.app.guard.below import Below
from promisectl.app.guard.found import Away, Caught, Loss
from promisectl.app.guard.spoken import Heard
from promisectl.diff.histories import RawAct, written
from promisectl.diff.losses import Orderable
from promisectl.diff.ruling import Ruling
from promisectl.git.commits import Commit
from promisectl.git.history import Step
from promisectl.model.message import Message
from promisectl.yamltext.raw_acts import RawPromise


@dataclass(frozen=True, slots=True)
class Scope:
    """How a stretch is judged: by which register each commit, whose acts must stand whole, whether it is published.

    `is_kept` says of a commit that what it holds must stand whole (REF's), `in_ref` gives the acts of a promise there,
    `often_in_ref` as texts, with how often each stands; `is_net_told` says that rules look at the net effect besides.
    """

    ruling_of: Callable[[Step], Ruling]
    is_kept: Callable[[str], bool]
    in_ref: Callable[[RawPromise], Sequence[RawAct]]
    often_in_ref: Callable[[str, str], Mapping[str, int]]
    orderable: Callable[[Ruling], Orderable]
    is_published: bool
    is_net_told: bool = False


@dataclass
class Seen:
    """What a walk saw: every act that commits brought, every loss, what was left unreadable, and the rest."""

    heard: list[Heard] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    unreadable: list[tuple[str, str, Message]] = field(default_factory=list)
    caught: list[Caught] = field(default_factory=list)
    commits: dict[str, Commit] = field(default_factory=dict)
    parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    missed: dict[tuple[str, str], set[tuple[str, int]]] = field(default_factory=dict)
    left_out: set[tuple[str, str]] = field(default_factory=set)
    gave_way: list[Loss] = field(default_factory=list)
    _walks: dict[str, Below] = field(default_factory=dict)

    def miss(self, loss: Loss) -> None:
        """Take note that a commit took an act away, or put another in its place."""
        self.missed.setdefault((loss.promise, written(loss.lost.act)), set()).add((loss.commit, loss.nth))

    def is_missed(self, promise: str, act: RawAct, nth: Callable[[], int], commit: str) -> bool:
        """Whether an act was lost in a commit that this one descends from: to give it back is no new word.

        `nth` counts the equal acts before it: to say again what stands is one.
        """
        lost = self.missed.get((promise, written(act))) if self.missed else None
        if not lost:
            return False
        number = nth()
        commits = {one for one, missing in lost if missing == number}
        return bool(commits) and self.descends(commit, commits)

    def descends(self, commit: str, of: Collection[str]) -> bool:
        """Whether a commit is one of these, or has one of them below it in the stretch.

        Many things may be asked of one commit that goes on from thousands: the walk down goes on where it ended.
        """
        if commit not in self._walks:
            self._walks = {commit: Below(commit, self.parents)}
        return self._walks[commit].holds(of)
