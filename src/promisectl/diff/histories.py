"""Histories compared: which acts stand as they were, which were edited, moved, redacted or taken away, which are new.

Acts are compared as written, every value as text: `09:10-03:00` and `12:10Z` are the same instant and not the same
word. Layout is not compared, for it is no word at all. People get wrong what append-only means after a merge: an act
may come to stand before others (time decides the order), but none may change or go.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from promisectl.diff.redactors import redactors

RawAct = Mapping[str, Any]
_WRITER = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two histories side by side; numbers are positions from 0, before and after.

    `kept` pairs equal acts, `redacted` and `edited` pairs with the fields that differ; `reordered` are kept acts that
    changed places; `removed` have nothing after, `new` nothing before; `inserted` are the new acts that stand before an
    old one that is unchanged.
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
    free = Free(after, _others(len(after), kept_now))
    redacted = list(_paired(left, free, before, after, _is_redaction))
    left = _without(left, redacted)
    edited = list(_paired(left, free, before, after, _is_edit))
    left = _without(left, edited)
    last = max([*kept_now, *_places_now(redacted)], default=-1)
    return Comparison(
        kept=tuple(sorted(pairs.items())),
        redacted=tuple(redacted),
        edited=tuple(edited),
        reordered=tuple(_out_of_order(pairs)),
        removed=tuple(left),
        new=tuple(free.places()),
        inserted=tuple(j for j in free.places() if j < last),
    )


Changed = Sequence[tuple[int, int, tuple[str, ...]]]


def written(act: RawAct) -> str:
    """Return an act as one text: the same for acts that say the same, whatever the order of their keys."""
    return _WRITER.encode(act)


def less_edited(comparison: Comparison, wrong: Collection[int]) -> Comparison:
    """Return a comparison in which the acts at these positions before were taken away, and not edited."""
    undone = tuple(one for one in comparison.edited if one[0] in wrong)
    if not undone:
        return comparison
    edited = tuple(one for one in comparison.edited if one[0] not in wrong)
    fresh = sorted([*comparison.new, *_places_now(undone)])
    removed = sorted([*comparison.removed, *_places_before(undone)])
    standing = [*dict(comparison.kept).values(), *_places_now(comparison.redacted)]
    inserted = fresh[: bisect_left(fresh, max(standing, default=-1))]
    return replace(comparison, edited=edited, new=tuple(fresh), removed=tuple(removed), inserted=tuple(inserted))


def equal_before(acts: Sequence[RawAct]) -> list[int]:
    """Return, for each act, how many equal ones stand before it."""
    counts: Counter[str] = Counter()
    found: list[int] = []
    for text in map(written, acts):
        found.append(counts[text])
        counts[text] += 1
    return found


def _others(count: int, known: Collection[int]) -> list[int]:
    """Return the positions below `count` that are not known."""
    return [position for position in range(count) if position not in known]


def _places_before(changed: Changed) -> list[int]:
    return [before for before, _, _ in changed]


def _places_now(changed: Changed) -> list[int]:
    return [j for _, j, _ in changed]


def _equal(before: Sequence[RawAct], after: Sequence[RawAct]) -> dict[int, int]:
    """Pair equal acts, each once: the first that comes after all paired ones, else the first that is free.

    Work is linear in the number of acts: a history of many thousands is compared as fast as it is read.
    """
    same = _common_beginning(before, after)
    pairs = {place: place for place in range(same)}
    places = _places_by_text(after, same)
    passed: dict[str, deque[int]] = defaultdict(deque)
    highest = same - 1
    for i in range(same, len(before)):
        text = written(before[i])
        ahead = places.get(text)
        while ahead and ahead[0] <= highest:
            passed[text].append(ahead.popleft())
        if ahead:
            highest = pairs[i] = ahead.popleft()
        elif passed[text]:
            pairs[i] = passed[text].popleft()
    return pairs


def _common_beginning(before: Sequence[RawAct], after: Sequence[RawAct]) -> int:
    """Return how many acts both histories begin with."""
    shorter = min(len(before), len(after))
    return next((place for place in range(shorter) if before[place] != after[place]), shorter)


def _places_by_text(acts: Sequence[RawAct], start: int) -> dict[str, deque[int]]:
    places: dict[str, deque[int]] = defaultdict(deque)
    for place in range(start, len(acts)):
        places[written(acts[place])].append(place)
    return places


def _out_of_order(pairs: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that stand before one that stood before them."""
    highest = -1
    for i, j in sorted(pairs.items()):
        if j < highest:
            yield i, j
        highest = max(highest, j)


_ALIKE = (("act", "by"), ("by", "at"), ("act", "at"))  # an act that shares two of the three may be another one changed
_NEAR = 8  # how many places on each side are looked at: more would make a hostile file cost its square


class Free:
    """Acts of a history that nothing is paired with yet, found by what they share with another one."""

    def __init__(self, acts: Sequence[RawAct], places: Sequence[int]) -> None:
        self._acts = acts
        self._places = dict.fromkeys(places)
        self._alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for place in places:
            for key in _keys(acts[place]):
                self._alike[key].append(place)

    def places(self) -> list[int]:
        """Return the places that are free, in their order."""
        return list(self._places)

    def near(self, act: RawAct, place: int) -> list[int]:
        """Return the places of some acts alike, the nearest first."""
        found: set[int] = set()
        for key in _keys(act):
            alike = self._alike.get(key, [])
            middle = bisect_left(alike, place)
            found.update(alike[max(0, middle - _NEAR) : middle + _NEAR])
        return sorted(found, key=lambda j: (abs(j - place), j))

    def take(self, place: int) -> None:
        """Take an act away: it is paired now."""
        del self._places[place]
        for key in _keys(self._acts[place]):
            alike = self._alike[key]
            del alike[bisect_left(alike, place)]


def _keys(act: RawAct) -> Iterator[tuple[object, ...]]:
    for first, second in _ALIKE:
        yield first, second, str(act.get(first)), str(act.get(second))


def _paired(
    left: Sequence[int], free: Free, before: Sequence[RawAct], after: Sequence[RawAct], alike: Any
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for i in left:
        for j in free.near(before[i], i):
            if alike(before[i], after[j]):
                free.take(j)
                yield i, j, changed_fields(before[i], after[j])
                break


def _without(left: Sequence[int], changed: Changed) -> list[int]:
    """Return what is left once these are paired."""
    used = {i for i, _, _ in changed}
    return [i for i in left if i not in used]


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
    if after.get("kind") == "displaced":
        return False  # it says what became of others
    alike = [key for key in ("act", "by", "at") if before.get(key) == after.get(key)]
    return len(alike) >= 2


def _is_redaction(before: RawAct, after: RawAct) -> bool:
    """Whether the only difference is that free texts were taken out (`{redacted: {…}}`)."""
    return bool(redactors(before, after))
