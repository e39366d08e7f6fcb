"""Turns: what a commit did to promises, as files tell it: acts at an end, whole versions, what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from promisectl.git.objects import Leaf
from promisectl.yamltext.raw_acts import RawAct, RawPromise

Gap = Literal["unreadable", "doubled", "away"]


@dataclass(frozen=True, slots=True)
class Ghost:
    """A promise that a commit leaves unreadable, doubled or away, as it was last readable; `since` is that commit."""

    promise: RawPromise
    gap: Gap
    since: str


@dataclass(slots=True)
class Turn:
    """What a commit did to a promise that was read whole: one version for each parent (None: it has none), and now.

    `gap` says why there is no version now, and `copies` what stands of it in several places; `was_hidden` that a
    parent could not tell either, `is_fresh` that nothing held a promise of this id before.
    """

    id: str
    olds: list[RawPromise | None]
    new: RawPromise | None
    gap: Gap | None = None
    copies: tuple[RawPromise, ...] = ()
    was_hidden: bool = False
    is_fresh: bool = False


@dataclass(slots=True)
class Appended:
    """Acts that a commit adds at the end of a promise, nothing else of its history changed."""

    id: str
    acts: list[RawAct]
    path: str
    before: Leaf
    after: Leaf


@dataclass(slots=True)
class ChangedPromises:
    """What a commit changed: what was told at once, what was read whole, and the files that cannot be read."""

    appended: list[Appended] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def version_before(id_: str, side: Mapping[str, list[RawPromise]], ghosts: Mapping[str, Ghost]) -> RawPromise | None:
    """Return a parent's version of a promise: as it was last readable, where the parent itself cannot tell."""
    if id_ in ghosts:
        return ghosts[id_].promise
    versions = side.get(id_)
    return versions[0] if versions else None


def is_ghost(id_: str, before: Sequence[Mapping[str, Ghost]]) -> bool:
    """Whether a parent leaves a promise unreadable, doubled or away."""
    return any(id_ in ghosts for ghosts in before)


def ghosts_of_all(several: Iterable[Mapping[str, Ghost]]) -> dict[str, Ghost]:
    """Return what any of some commits leaves unreadable, doubled or away; of two the later one's."""
    ghosts: dict[str, Ghost] = {}
    for one in several:
        ghosts.update(one)
    return ghosts


def ghost_left(turn: Turn, known: Ghost | None, commit: str) -> Ghost | None:
    """Return a promise as it was last readable, where a commit leaves a gap; a draft that is away leaves none."""
    if turn.gap is None:
        return None
    last = known.promise if known else next(filter(None, turn.olds), None)
    if last is None or not (last.acts or turn.gap == "doubled"):
        return None
    return Ghost(last, turn.gap, commit)


def settle(turn: Turn, standing: Sequence[RawPromise], *, is_hidden: bool) -> None:
    """Put down the version that stands now, or why there is none."""
    if len(standing) == 1:
        turn.new = standing[0]
    elif standing:
        turn.gap, turn.copies = "doubled", tuple(standing)
    else:
        turn.gap = "unreadable" if is_hidden else "away"
