"""Registers at last: what became of a change of registers that was an error: it may have been given back, or answered.

A commit that gives back what stood before an unlawful change is a warning, and so is that change then. What was changed
under a standing agreement is answered by its performer, or by taking the agreement away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from promisectl.app.guard.found import Caught
from promisectl.app.guard.register_changes import Entries, RegisterChange
from promisectl.app.guard.who_rules import UNDER_AN_AGREEMENT
from promisectl.model.finding import Severity
from promisectl.model.services import Service

_WHOLE = ("PC407", "PC409")


class RegistersAtLast:
    """Weighs findings about registers by what became of the changes: `later` are all of the stretch, `entries` what
    stands at the end, by register."""

    def __init__(
        self, entries: Mapping[str, Entries], later: Sequence[RegisterChange], services: Mapping[str, Service]
    ) -> None:
        self._entries = entries
        self._given: dict[tuple[str, Any], list[RegisterChange]] = {}
        for change in later:
            self._given.setdefault((change.register, change.key), []).append(change)
        self._services = services
        self._before: dict[tuple[str, Any], list[Any]] = {}  # what stood before changes that were errors, by key

    def weighed(self, caught: Sequence[Caught], changes: Sequence[RegisterChange]) -> Iterator[Caught]:
        """Yield the findings about one commit's changes, with their weight; commits come in their order."""
        for one in caught:
            if one.kind != UNDER_AN_AGREEMENT or not self._is_answered(one):
                yield self._weighed(one, [change for change in changes if _is_about(one, change)])

    def _weighed(self, one: Caught, about: Sequence[RegisterChange]) -> Caught:
        """Return a finding, a warning where what it is about was undone; remember what stood before an error."""
        if one.code not in _WHOLE or one.weight is not Severity.ERROR:
            return one
        is_undone = bool(about) and all(map(self._is_undone, about))
        self._remember(about)
        return replace(one, severity=Severity.WARNING) if is_undone else one

    def _is_undone(self, change: RegisterChange) -> bool:
        """Whether a change was given back, or gives back what stood before an unlawful one."""
        key = (change.register, change.key)
        several = self._given.get(key, [])
        later = several[several.index(change) + 1 :] if change in several else []
        given_back = self._entries.get(change.register, {}).get(change.key) == change.old
        given_back = given_back or any(one.new == change.old for one in later)
        return given_back or self._gives_back(change)

    def _gives_back(self, change: RegisterChange) -> bool:
        """Whether a change gives back what stood before an unlawful one."""
        return change.new in self._before.get((change.register, change.key), ())

    def _remember(self, changes: Sequence[RegisterChange]) -> None:
        """Keep what stood before unlawful changes; what gives back is none."""
        for change in [change for change in changes if not self._gives_back(change)]:
            self._before.setdefault((change.register, change.key), []).append(change.old)

    def _is_answered(self, one: Caught) -> bool:
        """Whether the performer agreed to the service anew, or the agreement was taken away."""
        service = self._services.get(one.field.split(".")[1])
        return service is None or service.standing is None or service.standing.terms is not None


def _is_about(one: Caught, change: RegisterChange) -> bool:
    """Whether a finding is about a change: of a whole register, or of one of its entries."""
    if not one.path.endswith(change.path.rpartition("/")[2]):
        return False
    entry = ".".join(one.field.split(".")[:2])
    return not one.field or change.name == entry or change.name.startswith(f"{entry}.") or entry == change.name
