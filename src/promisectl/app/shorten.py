"""Shortening ids: the shortest beginning, of the part after the first dash, that names one promise alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

LEAST = 4


class Shortener:
    """Shortens the ids of a workspace; what it returns is accepted by every command."""

    def __init__(self, ids: Iterable[str]) -> None:
        names = list(ids)
        self._keys = sorted({key for name in names for key in (name, name.partition("-")[2])})

    def __call__(self, id_: str) -> str:
        """Return the short form of an id; the id itself where nothing shorter is unambiguous."""
        tail = id_.partition("-")[2]
        length = max(LEAST, 1 + max(self._common(tail), default=0))
        return tail[:length] if length < len(tail) else (tail if self._alone(tail) and len(tail) >= 3 else id_)

    def _alone(self, tail: str) -> bool:
        index = bisect_left(self._keys, tail)
        return not (index + 1 < len(self._keys) and self._keys[index + 1].startswith(tail))

    def _common(self, tail: str) -> list[int]:
        """Return how many characters the neighbours in the sorted keys share with a tail."""
        index = bisect_left(self._keys, tail)
        around = [self._keys[i] for i in (index - 1, index, index + 1) if 0 <= i < len(self._keys)]
        return [_shared(tail, other) for other in around if other != tail]


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
