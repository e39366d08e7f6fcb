"""What is alive in a workspace and can be completed: ids, people, areas, ledgers, saved queries, services.

Only values of plain letters are offered: a name in a repository cannot become part of a command that is run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from promisectl.cli.completion import table
from promisectl.model.folding import fold
from promisectl.store import peek

Candidate = tuple[str, str]

DESCRIBED = 50  # more candidates than these are shown without what they are about: each costs a file
LOOKED_INTO = 1500  # more candidates than these are offered to an answer as they are: looking into each takes too long
_ANSWERS = ("agree", "decline")
_HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}\Z")
_WORD = re.compile(r"[\w-]+\Z")
_PEOPLE_FIELDS = ("performer", "customer", "person")


def _texts(entries: Mapping[str, Any]) -> list[Candidate]:
    """Return the names of entries that can be offered, each with its `text`."""
    named = ((name, entry if isinstance(entry, dict) else {}) for name, entry in entries.items() if _HANDLE.match(name))
    return [(name, str(entry.get("text") or "")) for name, entry in named]


def beginning(found: Iterable[Candidate], current: str) -> list[Candidate]:
    """Return the candidates that begin as the current word does, however it is typed."""
    wanted = fold(current)
    return [one for one in found if fold(one[0]).startswith(wanted)]


@dataclass(slots=True)
class Alive:
    """What is alive in the workspace that the line means."""

    given: Mapping[str, str]
    command: str = ""
    root: Path | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    def values(self, kind: str, current: str) -> list[Candidate]:
        """Return the workspace's values of a kind, and the words of the language that are of that kind."""
        self.root = peek.root_of(self.given.get("--root"))
        if self.root is not None:
            self.settings = peek.register(self.root / peek.SETTINGS)
        words = [(one, "") for one in table.WORDS.get(kind, ())]
        narrowing = {"id": self._ids, "packed": self._packed, "where": self._where, "whose": self._whose}
        if kind in narrowing:
            return narrowing[kind](current)
        found = self._of_kind(kind)
        return beginning([*words, *found], current)

    def _of_kind(self, kind: str) -> list[Candidate]:
        """Return what the registers hold of a kind; nothing of a kind that they do not hold."""
        holders: dict[str, Callable[[], list[Candidate]]] = {
            "person": self._people,
            "area": self._areas,
            "ledger": lambda: [(name, "") for name in peek.ledgers(self._top)] if self.root else [],
            "reason": lambda: self._named("reasons"),
            "calendar": lambda: self._named("calendars"),
            "service": self._services,
            "goal": self._goals,
            "measured": self._measured,
        }
        return holders.get(kind, list)()

    def _whose(self, current: str) -> list[Candidate]:
        """Return people, and what begins a query."""
        people = [("me", ""), ("all", ""), *self._people()]
        return [*beginning(people, current), *self._where(current)]

    @property
    def _top(self) -> Path:
        return (self.root or Path()) / peek.ledgers_folder(self.settings)

    def _file(self, name: str, section: str) -> Mapping[str, Any]:
        found = peek.register(self._top / name).get(section) if self.root else None
        return found if isinstance(found, dict) else {}

    def _named(self, section: str) -> list[Candidate]:
        found = self.settings.get(section)
        entries = found.items() if isinstance(found, dict) else ()
        return [(name, about if isinstance(about, str) else "") for name, about in entries if _WORD.match(name)]

    def _people(self) -> list[Candidate]:
        """Return handles with names; a former one is not offered."""
        return [
            (handle, str(entry.get("name") or "") if isinstance(entry, dict) else "")
            for handle, entry in self._file("people.yaml", "people").items()
            if _HANDLE.match(handle)
        ]

    def _areas(self) -> list[Candidate]:
        return [
            (name, str(entry.get("name") or "") if isinstance(entry, dict) else "")
            for name, entry in self._file("people.yaml", "areas").items()
            if _HANDLE.match(name)
        ]

    def _services(self) -> list[Candidate]:
        entries = self._file("services.yaml", "services").items()
        return [
            (name, str(entry.get("what") or "") if isinstance(entry, dict) else "")
            for name, entry in entries
            if _HANDLE.match(name)
        ]

    def _goals(self) -> list[Candidate]:
        """Return what promises may serve: objectives, key results and KPIs, each with its text."""
        objectives = self._file("objectives.yaml", "objectives")
        return [*_texts(objectives), *self._measured()]

    def _measured(self) -> list[Candidate]:
        """Return what is checked in: key results and KPIs, each with its text."""
        found = _texts(self._file("objectives.yaml", "kpis"))
        for objective in self._file("objectives.yaml", "objectives").values():
            results = objective.get("key-results") if isinstance(objective, dict) else None
            found += _texts(results) if isinstance(results, dict) else []
        return found

    def _ids(self, current: str) -> list[Candidate]:
        """Return ids that begin so, or whose part after the first dash does; a few with what they are about.

        An answer is offered only what waits for one, where that can be seen in time.
        """
        if self.root is None:
            return []
        wanted, found = current.lower(), []
        for name, path in peek.ids(self._top, self.given.get("--ledger")):
            if name.startswith(wanted):
                found.append((name, path))
            elif (part := name.partition("-")[2]).startswith(wanted):
                found.append((part, path))
        found = sorted(self._answerable(found))
        if len(found) > DESCRIBED:
            return [(name, "") for name, _ in found]
        return [(name, peek.what(path)) for name, path in found]

    def _answerable(self, found: list[Candidate]) -> list[Candidate]:
        """Return those ids, with their files, that the command can be said of."""
        if self.command not in _ANSWERS or len(found) > LOOKED_INTO:
            return found
        return [(name, path) for name, path in found if peek.takes_an_answer(path)]

    def _packed(self, current: str) -> list[Candidate]:
        """Return the ids of packed promises that begin so; a few with what they are about."""
        if self.root is None:
            return []
        found = [one for one in peek.packed(self._top, self.given.get("--ledger")) if one[0].startswith(current)]
        return sorted((name, about if len(found) <= DESCRIBED else "") for name, about in found)

    def _where(self, current: str) -> list[Candidate]:
        """Return saved queries, fields, and the values of those fields that have known ones."""
        if current.startswith("@"):
            return beginning([(f"@{name}", text) for name, text in self._named("queries")], current)
        name, colon, value = current.partition(":")
        if not colon:
            queries = [] if current else [(f"@{query}", text) for query, text in self._named("queries")]
            return [*beginning([(f"{one}:", "") for one in table.FIELDS], current), *queries]
        head, comma, last = value.rpartition(",")
        start = f"{name}:{head}{comma}"
        known: list[Candidate] = [(one, "") for one in table.FIELD_VALUES.get(name, ())]
        if name in _PEOPLE_FIELDS:
            known = [("me", ""), *self._people()]
        elif name.endswith("-area"):
            known = self._areas()
        elif name == "ledger":
            known = [(ledger, "") for ledger in peek.ledgers(self._top)] if self.root else []
        elif name == "reason":
            known = [*((one, "") for one in table.WORDS["reason"]), *self._named("reasons")]
        elif name in ("id", "needs", "part-of"):
            known = self._ids(last)
        return [(start + one, about) for one, about in beginning(known, last)]
