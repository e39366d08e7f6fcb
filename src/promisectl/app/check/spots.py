"""Spots: where what the guard caught stands at the head: the key of an act, the act, the promise, or the file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from promisectl.app.compare.revisions import Compared
from promisectl.app.guard.found import Caught
from promisectl.diff.histories import written
from promisectl.diff.versions import Pair, Version
from promisectl.model.place import Place, Spot


class Spots:
    """Finds places in what was compared. Each history is looked through once, however much was caught in it."""

    def __init__(self, compared: Compared) -> None:
        self._prefix = compared.prefix
        self._compared = compared
        self._places: dict[str, Mapping[str, int]] = {}

    def of(self, one: Caught) -> Spot | Place:
        """Return where an act, or what stands in its place, is found at the head; else the file."""
        path = one.path.removeprefix(self._prefix)
        pair = self._pairs.get(one.promise or "")
        if pair is None or pair.after is None or one.act is None:
            return Place(path, 1, 1, 2)
        return self._spot(one, pair.after)

    @cached_property
    def _pairs(self) -> Mapping[str, Pair]:
        return {pair.id: pair for pair in self._compared.pairs}

    def _spot(self, one: Caught, after: Version) -> Spot:
        promise, acts = after.promise, after.acts
        place = self._place(one, after)
        if place is None:
            return promise.spot("history" if acts else "id")
        key = one.field.partition(".")[0]
        return promise.spot("history", place, key) if key in acts[place] else promise.spot("history", place)

    def _place(self, one: Caught, after: Version) -> int | None:
        """Return where what stands in the place of an act is in a history, or else the act itself."""
        places = self._places_in(after)
        found = (places.get(written(act)) for act in (one.now, one.act) if act is not None)
        return next((place for place in found if place is not None), None)

    def _places_in(self, after: Version) -> Mapping[str, int]:
        """Return where each act of a history first stands, by its text."""
        if after.promise.id not in self._places:
            places: dict[str, int] = {}
            for place, act in enumerate(after.acts):
                places.setdefault(written(act), place)
            self._places[after.promise.id] = places
        return self._places[after.promise.id]
