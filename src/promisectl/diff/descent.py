"""Descent: what became of a promise's acts from the parents of a commit to the commit itself.

Every act of a parent must stand unchanged in the child. A merge may say nothing of its own: each of its acts comes from
a parent, and what it set aside stands whole in a `displaced` note (format.md, Displaced). People get wrong that two
parents may rightly differ: what was redacted on one branch stays redacted, and was judged there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from promisectl.diff.histories import Comparison, RawAct, compare
from promisectl.diff.trust import redactors

Acts = Sequence[RawAct]
Kind = Literal["removed", "edited", "redacted", "reordered", "slipped-in"]
_HARMLESS = ("note", "warn")


@dataclass(frozen=True, slots=True)
class Lost:
    """An act of a parent that does not stand as it was: `now` is what stands in its place, `fields` what differs.

    `slipped-in` is a new act that stands before old ones and changes what they meant.
    `redactors` are those who took texts out, for `redacted`.
    """

    kind: Kind
    act: RawAct
    now: RawAct | None = None
    fields: tuple[str, ...] = ()
    redactors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Descent:
    """What a commit did to a promise: the acts that do not stand, and the positions of the acts that no parent had."""

    lost: tuple[Lost, ...]
    new: tuple[int, ...]


def descended(parents: Sequence[Acts], after: Acts) -> Descent:
    """Return what became of the parents' versions of a history (one for each parent, empty where it has none)."""
    compared = [compare(before, after) for before in parents]
    new = set(range(len(after)))
    for one in compared:
        new &= set(one.new) | {j for _, j in _unlike(one)}
    merged = len(parents) > 1
    lost: list[Lost] = []
    for place, (before, one) in enumerate(zip(parents, compared, strict=True)):
        others = compared[:place] + compared[place + 1 :]
        lost += _lost(before, after, one, others if merged else [])
    changed = {j for one in compared for _, j in _unlike(one)}
    return Descent(tuple(lost), tuple(sorted(new - changed)))


def _unlike(one: Comparison) -> Iterator[tuple[int, int]]:
    for i, j, _ in (*one.edited, *one.redacted):
        yield i, j


def _lost(before: Acts, after: Acts, one: Comparison, others: Sequence[Comparison]) -> Iterator[Lost]:
    set_aside = [act for note in after for act in displaced(note)] if others else []
    from_others = {j for other in others for _, j in other.kept}
    for i in one.removed:
        if before[i] not in set_aside:
            yield Lost("removed", before[i])
    for i, j, fields in (*one.edited, *one.redacted):
        if before[i] in set_aside:
            continue
        if j in from_others and not redactors(after[j], before[i]):
            continue  # it was changed on the other branch, and judged there
        by = redactors(before[i], after[j])
        if by:
            yield Lost("redacted", before[i], after[j], fields, frozenset(by))
        else:
            yield Lost("edited", before[i], after[j], fields)
    for i, j in one.reordered:
        yield Lost("reordered", before[i], after[j])
    if not others:
        for j in slipped_in(after, one):
            yield Lost("slipped-in", after[j], after[j])


def slipped_in(after: Acts, one: Comparison) -> list[int]:
    """Return the positions of new acts that stand before old ones and change what those meant; notes change nothing."""
    old = {j for _, j in one.kept} | {j for _, j, _ in (*one.redacted, *one.edited)}
    telling = {j for j in range(len(after)) if after[j].get("act") not in _HARMLESS}
    return [j for j in one.inserted if j in telling and any(later > j for later in old & telling)]


def displaced(act: RawAct) -> list[Mapping[str, Any]]:
    """Return the acts that a `displaced` note set aside; none where it is another act."""
    if act.get("act") != "note" or act.get("kind") != "displaced" or not isinstance(act.get("acts"), list):
        return []
    return [one for one in act["acts"] if isinstance(one, Mapping)]


def only_sets_aside(act: RawAct, parents: Sequence[Acts]) -> bool:
    """Return whether an act of a merge is a note that sets aside nothing but acts that a parent holds."""
    aside = displaced(act)
    return bool(aside) and all(any(one in before for before in parents) for one in aside)
