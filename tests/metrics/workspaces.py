"""Generated workspaces: people who move between areas, ledgers, and promises of every fate, the same for a seed.

They stand in zones whose days have no midnight, or two, near a day on which the clock changes.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from promisectl.lifecycle.standing import Context
from promisectl.model.moment import deadline

from .conversations import INSIDE, TEXTS, Talk
from .registers import Register

# Each with a day near which its clock changes, most of them at midnight; Apia left a whole day out.
ZONES = (
    ("UTC", date(2026, 3, 20)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2025, 11, 2)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("Asia/Beirut", date(2025, 10, 26)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2025, 10, 31)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("America/Santiago", date(2026, 4, 5)),
    ("America/Santiago", date(2025, 9, 7)),
    ("America/Asuncion", date(2023, 10, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Pacific/Auckland", date(2026, 4, 5)),
    ("America/St_Johns", date(2025, 11, 2)),
)
FORMER = {"rlara": "rosa"}
AREAS = ("claims", "workshop", "sales")
LEDGERS = ("claims", "work", "systems")


class Generated:
    """A workspace told from a seed.

    `people` are by handle, `promises` a ledger and a file each, every scalar a string; `day` is the as-of day and
    `at` the instant asked for: mostly the last one of that day, else another of it.
    """

    def __init__(self, seed: int, most: int = 25) -> None:
        self.seed, self.rng = seed, Random(seed)
        self.zone, self.changes_on = self.rng.choice(ZONES)
        self.context = Context(ZoneInfo(self.zone), former=FORMER)
        self.begin = self.changes_on - timedelta(days=self.rng.randint(20, 45))
        self.day = self.begin + timedelta(days=self.rng.randint(15, 90))
        self.at = self._instant()
        self.people = self._people()
        self.promises: list[tuple[str, dict[str, Any]]] = []
        for number in range(self.rng.randint(5, most)):
            self.promises.append((self.rng.choice(LEDGERS), self._promise(number)))
        self.register = Register(seed, self.day, [file["id"] for _, file in self.promises])
        for _, file in self.promises:
            file["serves"] = self.register.serves[file["id"]]

    def _instant(self) -> datetime:
        end = deadline(self.day, self.context.zone)
        if self.rng.random() < 0.75:
            return end
        return end.replace(microsecond=0) - timedelta(minutes=self.rng.choice([0, 59, 60, 720]))

    def _people(self) -> dict[str, Any]:
        """Somebody stays in an area, somebody moves on days that matter, somebody is in none."""
        people: dict[str, Any] = {}
        for handle in INSIDE:
            areas = self.rng.sample(AREAS, 2)
            moves = self.changes_on + timedelta(days=self.rng.randint(-15, 15))
            dated = {str(self.begin): areas[0], str(moves): areas[1]}
            area = self.rng.choice([areas[0], dated, dated, None])
            people[handle] = {"area": area} if area else {}
        people["rosa"]["formerly"] = list(FORMER)
        return people

    def _promise(self, number: int) -> dict[str, Any]:
        """A draft now and then, else a conversation with what people add to its head."""
        rng = self.rng
        file: dict[str, Any] = {"id": f"gen-{number:04}", "what": rng.choice(TEXTS), **self._free(number)}
        if rng.random() < 0.04:
            return file
        parties = self._again(file) if rng.random() < 0.25 else None
        talk = Talk(rng, self.context, self._start(file), file["what"], parties)
        file["history"] = talk.history
        terms = talk.standing.terms
        file |= {"what": str(terms.what), "customer": terms.customer, "performer": terms.performer}
        return file

    def _again(self, file: dict[str, Any]) -> tuple[str, str] | None:
        """Let a promise say between the same two what one before it says, and name it or not."""
        told = [earlier for _, earlier in self.promises if earlier.get("history")]
        if not told:
            return None
        before = self.rng.choice(told)
        file["what"] = before["what"]
        file.pop("service", None)
        file[self.rng.choice(["follows", "reopens"])] = before["id"]
        return before["customer"], before["performer"]

    def _start(self, file: dict[str, Any]) -> datetime:
        """Any hour; of what follows or reopens another, mostly around two weeks after that one's last act."""
        rng = self.rng
        named = file.get("reopens") or file.get("follows")
        history = [act for _, told in self.promises if told["id"] == named for act in told.get("history", [])]
        if not history or len(history[-1]["at"]) == 10 or rng.random() < 0.3:
            return datetime.combine(self.begin, datetime.min.time(), UTC) + timedelta(hours=rng.randint(0, 24 * 60))
        ended = datetime.fromisoformat(history[-1]["at"]).astimezone(UTC)
        return ended + timedelta(days=rng.choice([-1, 0, 1, 13, 14, 14, 15]), hours=rng.choice([0, 0, 5]))

    def _free(self, number: int) -> dict[str, Any]:
        """Weight, tags, service, and what it needs, follows and reopens: only what was told before it."""
        rng = self.rng
        earlier = [f"gen-{one:04}" for one in range(number)]
        free: dict[str, Any] = {}
        if rng.random() < 0.4:
            free["weight"] = str(rng.randint(1, 10))
        if rng.random() < 0.4:
            free["tags"] = rng.sample(["critical", "vip", "night"], rng.randint(1, 2))
        if rng.random() < 0.6:
            free["service"] = rng.choice(["inspection", "inspection", "callback"])
        for name in ("reopens", "follows"):
            if earlier and rng.random() < 0.15:
                free[name] = rng.choice(earlier)
        if earlier and rng.random() < 0.4:
            needs = rng.sample(earlier, min(len(earlier), rng.randint(1, 2)))
            free["needs"] = [rng.choice([need, {"id": need, "lead": f"{rng.randint(0, 9)}d"}]) for need in needs]
        return free

    def write(self, folder: Path) -> None:
        """Write the workspace as files; what JSON writes is YAML too."""
        settings = {"format": 1, "timezone": self.zone, "calendars": {"cl": {"country": "CL"}}}
        (folder / "promisectl.yaml").write_text(json.dumps(settings))
        (folder / "ledgers").mkdir()
        (folder / "ledgers" / "people.yaml").write_text(json.dumps({"people": self.people}))
        (folder / "ledgers" / "objectives.yaml").write_text(json.dumps(self.register.file))
        for ledger, file in self.promises:
            path = folder / "ledgers" / ledger / f"{file['id']}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(file))
