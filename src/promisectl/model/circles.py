"""Circles: what leads back to where it began, in links from one name to others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

Links = Mapping[str, Collection[str]]


def circles(links: Links) -> list[list[str]]:
    """Return one circle of each knot of names that lead to each other: from the first of its names back to it."""
    return [_circle(min(knot), knot, links) for knot in _knots(links)]


def _knots(links: Links) -> list[set[str]]:
    """Return the strongly connected sets that hold a circle."""
    search = _Search(links)
    for root in sorted(links):
        if root not in search.order:
            search.from_root(root)
    return [knot for knot in search.knots if _is_circle(knot, links)]


def _is_circle(knot: set[str], links: Links) -> bool:
    return len(knot) > 1 or any(id in links.get(id, ()) for id in knot)


class _Search:
    """The search for strongly connected sets of Tarjan (1972), without recursion.

    `order` says when a node was first seen, `low` the earliest one that can be reached from it.
    """

    def __init__(self, links: Links) -> None:
        self._links = links
        self._low: dict[str, int] = {}
        self._pending: list[str] = []
        self._waiting: set[str] = set()
        self._way: list[tuple[str, Iterator[str]]] = []
        self.order: dict[str, int] = {}
        self.knots: list[set[str]] = []

    def from_root(self, root: str) -> None:
        """Follow every link from a node that was not seen yet."""
        self._enter(root)
        while self._way:
            node, ahead = self._way[-1]
            child = next(ahead, None)
            if child is None:
                self._leave(node)
            elif child not in self.order:
                self._enter(child)
            elif child in self._waiting:
                self._low[node] = min(self._low[node], self.order[child])

    def _enter(self, node: str) -> None:
        self.order[node] = self._low[node] = len(self.order)
        self._pending.append(node)
        self._waiting.add(node)
        self._way.append((node, iter(sorted(self._links.get(node, ())))))

    def _leave(self, node: str) -> None:
        self._way.pop()
        if self._way:
            above = self._way[-1][0]
            self._low[above] = min(self._low[above], self._low[node])
        if self._low[node] == self.order[node]:
            self.knots.append(_cut(self._pending, self._waiting, node))


def _cut(pending: list[str], waiting: set[str], node: str) -> set[str]:
    knot = set(pending[pending.index(node) :])
    del pending[pending.index(node) :]
    waiting -= knot
    return knot


def _circle(start: str, knot: set[str], links: Links) -> list[str]:
    """Return the shortest way from `start` back to itself within its knot."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for name in sorted(links.get(way[-1], ())):
            if name == start:
                return [*way, start]
            if name in knot and name not in seen:
                seen.add(name)
                ways.append([*way, name])
    raise AssertionError("a knot holds a circle through each of its promises")
