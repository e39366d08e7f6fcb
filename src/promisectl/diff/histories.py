"""Histories compared: which acts stand as they were, which were edited, moved, redacted or taken away, which are new.

Acts are compared as written, every value as text: `09:10-03:00` and `12:10Z` are the same instant and not the same
word. Layout is not compared, for it is no word at all. People get wrong what append-only means after a merge: an act
may come to stand before others (time decides the order), but none may change or go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from promisectl.diff.trust import redactors

RawAct = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two histories side by side; numbers are positions from 0, before and after.

    `kept` pairs equal acts, `redacted` and `edited` pairs with the fields that differ; `reordered` are kept acts that
    changed places; `removed` have nothing after, `new` nothing before; `inserted` are the new acts that stand before an
    old one.
    """

    kept: tuple[tuple[int, int], ...]
    redacted: tuple[tuple[int, int, tuple[str, ...]], ...]
    edited: tuple[tuple[int, int, tuple[str, ...]], ...]
    reordered: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    new: tuple[int, ...]
    inserted: tuple[int, ...]

    @property
    def stands(self) -> bool:
        """Whether every old act stands unchanged, in its order."""
        return not (self.redacted or self.edited or self.reordered or self.removed)


def compare(before: Sequence[RawAct], after: Sequence[RawAct]) -> Comparison:
    """Return what became of the acts of one history in another."""
    count = len(before)
    if len(after) >= count and all(before[i] == after[i] for i in range(count)):
        same = tuple((i, i) for i in range(count))
        return Comparison(same, (), (), (), (), tuple(range(count, len(after))), ())
    return _compared(before, after)


def _compared(before: Sequence[RawAct], after: Sequence[RawAct]) -> Comparison:
    """Return the comparison of histories of which one does not just go on where the other ended."""
    pairs = _equal(before, after)
    kept_now = set(pairs.values())
    left = _others(len(before), pairs)
    free = _others(len(after), kept_now)
    redacted = list(_paired(left, free, before, after, _is_redaction))
    left, free = _without(left, free, redacted)
    edited = list(_paired(left, free, before, after, _is_edit))
    left, free = _without(left, free, edited)
    last = max([*kept_now, *_places_now(redacted), *_places_now(edited)], default=-1)
    return Comparison(
        kept=tuple(sorted(pairs.items())),
        redacted=tuple(redacted),
        edited=tuple(edited),
        reordered=tuple(_out_of_order(pairs)),
        removed=tuple(left),
        new=tuple(free),
        inserted=tuple(j for j in free if j < last),
    )


Changed = Sequence[tuple[int, int, tuple[str, ...]]]


def _others(count: int, known: Collection[int]) -> list[int]:
    """Return the positions below `count` that are not known."""
    return [position for position in range(count) if position not in known]


def _places_now(changed: Changed) -> list[int]:
    return [j for _, j, _ in changed]


def _equal(before: Sequence[RawAct], after: Sequence[RawAct]) -> dict[int, int]:
    """Pair equal acts, each once, the nearest place first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, act in enumerate(before):
        places = [j for j, other in enumerate(after) if j not in taken and other == act]
        if places:
            later = [j for j in places if j > max(pairs.values(), default=-1)]
            pairs[i] = later[0] if later else places[0]
            taken.add(pairs[i])
    return pairs


def _out_of_order(pairs: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that stand before one that stood before them."""
    highest = -1
    for i, j in sorted(pairs.items()):
        if j < highest:
            yield i, j
        highest = max(highest, j)


def _paired(
    left: Sequence[int], free: Sequence[int], before: Sequence[RawAct], after: Sequence[RawAct], alike: Any
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    taken: set[int] = set()
    for i in left:
        places = sorted((j for j in free if j not in taken), key=lambda j: (abs(j - i), j))
        for j in places:
            if alike(before[i], after[j]):
                taken.add(j)
                yield i, j, changed_fields(before[i], after[j])
                break


def _without(left: list[int], free: list[int], changed: Changed) -> tuple[list[int], list[int]]:
    """Return what is left and what is free once these are paired."""
    taken = set(_places_now(changed))
    used = {i for i, _, _ in changed}
    still_left = [i for i in left if i not in used]
    return still_left, [j for j in free if j not in taken]


def changed_fields(before: RawAct, after: RawAct) -> tuple[str, ...]:
    """Return the keys whose values differ, those of `terms` as `terms.due`."""
    found: list[str] = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if key == "terms" and isinstance(old, Mapping) and isinstance(new, Mapping):
            found += [f"terms.{name}" for name in changed_fields(old, new)]
        else:
            found.append(key)
    return tuple(found)


def _is_edit(before: RawAct, after: RawAct) -> bool:
    """Whether one act reads as another changed: they share its verb and its speaker or time, or all but the verb."""
    alike = [key for key in ("act", "by", "at") if before.get(key) == after.get(key)]
    return len(alike) >= 2


def _is_redaction(before: RawAct, after: RawAct) -> bool:
    """Whether the only difference is that free texts were taken out (`{redacted: {…}}`)."""
    return bool(redactors(before, after))
