"""First parents: what the line of a branch held, and when what was said beside it came onto it (verdicts.md).

Whoever mends a word of her own before anybody could read it on the line takes nothing from anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

Author = Callable[[str], object]


class FirstParents:
    """The line of first parents that ends in `head`. `parents` are those of the commits of a stretch.

    Without a head (a branch that is judged against another one) no commit of the stretch is on the line.
    """

    def __init__(self, head: str | None, parents: Mapping[str, tuple[str, ...]], author: Author) -> None:
        self._head = head
        self._parents = parents
        self._author = author

    def leaves_alone(self, brought: str, changed: str) -> bool:
        """Whether what a commit brought was changed by another before the line held it alone.

        On the line itself, whether all commits from one to the other are successive ones of one author.
        """
        if self._head is None or brought == changed:
            return True
        on_the_line = [commit in self._places for commit in (brought, changed)]
        if all(on_the_line):
            return self._are_successive(brought, changed)
        return not any(on_the_line) and self._landed.get(brought) == self._landed.get(changed)

    def _are_successive(self, brought: str, changed: str) -> bool:
        first, last = self._places[brought], self._places[changed]
        authors = {self._author(oid) for oid in self._line[first : last + 1]}
        return first <= last and len(authors) == 1

    @cached_property
    def _line(self) -> list[str]:
        """The commits of the line, the first one first."""
        line: list[str] = []
        at = self._head
        while at is not None and at in self._parents:
            line.append(at)
            at = self._parents[at][0] if self._parents[at] else None
        return line[::-1]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {oid: place for place, oid in enumerate(self._line)}

    @cached_property
    def _landed(self) -> Mapping[str, str]:
        """By commit, the first one of the line that holds it."""
        landed: dict[str, str] = {}
        for oid in self._line:
            waiting = [oid]
            while waiting:
                at = waiting.pop()
                if at not in landed and at in self._parents:
                    landed[at] = oid
                    waiting += self._parents[at]
        return landed
