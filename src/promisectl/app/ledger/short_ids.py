"""Shortening ids: the shortest beginning, of the part after the first dash, that names one promise alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

LEAST = 4


class Shortener:
    """Shortens the ids of a workspace; what it returns is accepted by every command."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = ids

    @cached_property
    def _keys(self) -> list[str]:
        """Every id and every part after a first dash, sorted: what is alike stands side by side."""
        return sorted(key for name in self._ids for key in (name, name.partition("-")[2]))

    def __call__(self, id_: str) -> str:
        """Return the short form of an id; the id itself where nothing shorter is unambiguous."""
        tail = id_.partition("-")[2]
        if self._is_shared(tail):
            return id_
        others = self._neighbours(tail, id_)
        length = max([LEAST, *(1 + _shared(tail, other) for other in others)])
        if length < len(tail):
            return tail[:length]
        return tail if _is_unambiguous(tail, others) else id_

    def _is_shared(self, tail: str) -> bool:
        """Whether two ids differ in their prefix alone."""
        index = bisect_left(self._keys, tail)
        return self._keys[index + 1 : index + 2] == [tail]

    def _neighbours(self, tail: str, id_: str) -> list[str]:
        """Return the keys of other ids beside this one: if anything is mistaken for it, one of them is."""
        index = bisect_left(self._keys, tail)
        around = self._keys[max(0, index - 1) : index + 2]
        return [key for key in around if key not in (tail, id_)]


def _is_unambiguous(tail: str, others: Iterable[str]) -> bool:
    """Whether the part after the dash names its id alone; shorter than three characters it is no name."""
    return len(tail) >= 3 and not any(other.startswith(tail) for other in others)


def _shared(key: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    count = 0
    for left, right in zip(key, other, strict=False):
        if left != right:
            break
        count += 1
    return count
