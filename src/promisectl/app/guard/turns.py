"""Turns: what a commit did to promises, as files tell it: acts at an end, whole versions, what cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from promisectl.git.objects import Leaf
from promisectl.yamltext.raw_acts import RawAct, RawPromise

Gap = Literal["unreadable", "doubled", "away"]


@dataclass(frozen=True, slots=True)
class Ghost:
    """A promise that a commit leaves unreadable, doubled or away, as it was last readable; `since` is that commit.

    Where lines of the history met meanwhile, each may have had another version; none of `lines` is part of another.
    """

    lines: tuple[RawPromise, ...]
    gap: Gap
    since: str


@dataclass(frozen=True, slots=True)
class Line:
    """A further version of a promise that parents, by their places, hold or held last."""

    promise: RawPromise
    parents: tuple[int, ...]


@dataclass(slots=True)
class Turn:
    """What a commit did to a promise that was read whole: one version for each parent (None: it has none), and now.

    `gap` says why there is no version now, and `copies` what stands of it in several places; `was_hidden` that a
    parent could not tell either, `is_fresh` that nothing held a promise of this id before. `beside` are other lines of
    what parents leave unreadable, doubled or away, and other copies: they must be held by what stands now as well.
    """

    id: str
    olds: list[RawPromise | None]
    new: RawPromise | None
    gap: Gap | None = None
    copies: tuple[RawPromise, ...] = ()
    was_hidden: bool = False
    is_fresh: bool = False
    beside: tuple[Line, ...] = ()

    def held_by(self, kept: Sequence[Sequence[RawPromise]], standing: Iterable[RawPromise]) -> None:
        """Put down what each parent holds or held last; of several one that stands where it does now."""
        paths = {one.path for one in standing}
        self.olds = [_version_before(lines, paths) for lines in kept]
        self.beside = _lines_beside(self.olds, kept)

    @property
    def held(self) -> list[RawPromise]:
        """Every version that parents hold or held last."""
        beside = [line.promise for line in self.beside]
        return [*filter(None, self.olds), *beside]


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


def held(id_: str, side: Sequence[RawPromise], ghosts: Mapping[str, Ghost]) -> Sequence[RawPromise]:
    """Return the versions of a promise that a parent holds; as it was last readable, where the parent cannot tell."""
    return ghosts[id_].lines if id_ in ghosts else side


def _version_before(lines: Sequence[RawPromise], paths: Collection[str]) -> RawPromise | None:
    """Return the version of a promise that a parent holds or held last: of several the one at a path of these."""
    return next((line for line in lines if line.path in paths), lines[0] if lines else None)


def _lines_beside(versions: Iterable[RawPromise | None], kept: Sequence[Sequence[RawPromise]]) -> tuple[Line, ...]:
    """Return the other lines that parents hold or held last, no part of their versions."""
    first = list(filter(None, versions))
    several = [line for line in lines_of(chain(first, *kept)) if line not in first]
    return tuple(Line(line, _places_of(line, kept)) for line in several)


def _places_of(line: RawPromise, kept: Sequence[Sequence[RawPromise]]) -> tuple[int, ...]:
    return tuple(place for place, lines in enumerate(kept) if any(line.acts == one.acts for one in lines))


def lines_of(versions: Iterable[RawPromise]) -> tuple[RawPromise, ...]:
    """Return versions of a promise, the first ones first, without those that are the beginning of another."""
    distinct: list[RawPromise] = []
    for version in versions:
        if not any(_begins(version, other) for other in distinct):
            distinct = [other for other in distinct if not _begins(other, version)]
            distinct.append(version)
    return tuple(distinct)


def _begins(one: RawPromise, other: RawPromise) -> bool:
    """Whether the acts of one version are those that another begins with."""
    return tuple(other.acts[: len(one.acts)]) == tuple(one.acts)


def is_ghost(id_: str, before: Sequence[Mapping[str, Ghost]]) -> bool:
    """Whether a parent leaves a promise unreadable, doubled or away."""
    return any(id_ in ghosts for ghosts in before)


def ghosts_of_all(several: Iterable[Mapping[str, Ghost]]) -> dict[str, Ghost]:
    """Return what any of some commits leaves unreadable, doubled or away: the lines of all, the gap of the later."""
    ghosts: dict[str, Ghost] = {}
    for one in several:
        for id_, ghost in one.items():
            known = ghosts.get(id_)
            lines = ghost.lines if known is None else lines_of([*known.lines, *ghost.lines])
            ghosts[id_] = Ghost(lines, ghost.gap, ghost.since)
    return ghosts


def ghost_left(turn: Turn, known: Ghost | None, commit: str) -> Ghost | None:
    """Return a promise as it was last readable, where a commit leaves a gap; a draft that is away leaves none."""
    if turn.gap is None:
        return None
    lines = lines_of(chain(known.lines if known else (), turn.held))
    if not lines:
        return None
    is_worth_it = bool(lines[0].acts) or turn.gap == "doubled"
    return Ghost(lines, turn.gap, commit) if is_worth_it else None


def settle(turn: Turn, standing: Sequence[RawPromise], *, is_hidden: bool) -> None:
    """Put down the version that stands now, or why there is none."""
    if len(standing) == 1:
        turn.new = standing[0]
    elif standing:
        turn.gap, turn.copies = "doubled", tuple(standing)
    else:
        turn.gap = "unreadable" if is_hidden else "away"
