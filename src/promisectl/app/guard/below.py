"""Below: what a commit goes on from in a stretch, looked for no further than is asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping


class Below:
    """A commit and those below it, the nearest ones first; `parents` are those of the commits of a stretch."""

    def __init__(self, commit: str, parents: Mapping[str, tuple[str, ...]]) -> None:
        self._parents = parents
        self._known = {commit}
        self._waiting = deque([commit])

    def holds(self, several: Collection[str]) -> bool:
        """Whether one of some commits is this one, or below it."""
        found = not self._known.isdisjoint(several)
        while self._waiting and not found:
            found = not self._go_down().isdisjoint(several)
        return found

    def _go_down(self) -> set[str]:
        """Return the commits that one of those waiting goes on from, and that were not known."""
        fresh = set(self._parents.get(self._waiting.popleft(), ())) - self._known
        self._known |= fresh
        self._waiting += fresh
        return fresh
