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
        index = bisect_left(self._keys, tail)
        if self._keys[index + 1 : index + 2] == [tail]:  # two ids that differ in their prefix alone
            return id_
        around = [self._keys[i] for i in (index - 1, index, index + 1) if 0 <= i < len(self._keys)]
        others = [key for key in around if key not in (tail, id_)]
        length = max([LEAST, *(1 + _shared(tail, other) for other in others)])
        if length < len(tail):
            return tail[:length]
        ambiguous = len(tail) < 3 or any(other.startswith(tail) for other in others)
        return id_ if ambiguous else tail


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
