"""Generated objectives, key results and KPIs of a workspace, the same for a seed, and promises that serve them.

Check-ins fall on the edges of days and periods, on one moment, out of order, and after the as-of day.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from .conversations import INSIDE

CLOCKS = ("", "T00:00:00Z", "T12:30:00-04:00", "T23:59:59+13:00")


class Register:
    """What stands in objectives.yaml, every scalar a string; `serves` are the goals that a promise names, by its id."""

    def __init__(self, seed: int, day: date, ids: list[str]) -> None:
        self.rng = Random(f"goals {seed}")
        self.day, self.ids = day, ids
        self.objectives: dict[str, Any] = {}
        for number in range(self.rng.randint(0, 5)):
            name, entry = f"goal-{number}", self._objective(number)
            self.objectives = (
                {**self.objectives, name: entry} if self.rng.random() < 0.7 else {name: entry, **self.objectives}
            )
        self.kpis = {f"kpi-{number}": self._kpi() for number in range(self.rng.randint(0, 3))}
        self.serves = {id_: self._served() for id_ in ids}

    def _served(self) -> list[str]:
        results = [name for entry in self.objectives.values() for name in entry["key-results"]]
        names = [*self.objectives, *results, *self.kpis]
        wanted = self.rng.choice([0, 0, 1, 1, 2])
        return self.rng.sample(names, min(wanted, len(names)))

    def _period(self) -> str:
        """Mostly one that holds the as-of day, else one that is over or still to come."""
        day = self.day + timedelta(days=self.rng.choice([0, 0, 0, 0, -40, -100, 40]))
        half, quarter = (day.month + 5) // 6, (day.month + 2) // 3
        parts = ["", f"-H{half}", f"-Q{quarter}", f"-{day.month:02}"]
        return f"{day.year}{self.rng.choice(parts)}"

    def _objective(self, number: int) -> dict[str, Any]:
        """Its parent is one before it in the file, or it is put before its parent."""
        rng = self.rng
        entry: dict[str, Any] = {"text": "be better", "owner": rng.choice(INSIDE), "period": self._period()}
        if number and rng.random() < 0.5:
            entry["parent"] = f"goal-{rng.randrange(number)}"
        names = [f"kr-{number}-{part}" for part in range(rng.randint(0, 3))]
        entry["key-results"] = {name: self._key_result() for name in names}
        said = rng.randint(0, 6) if names else 0
        entry["check-ins"] = [{"kr": rng.choice(names), "by": "ana", **self._check_in()} for _ in range(said)]
        return entry

    def _key_result(self) -> dict[str, str]:
        rng = self.rng
        start, target = rng.sample(range(-3, 12), 2)
        entry = {"text": "a number", "start": str(start), "target": f"{target}.{rng.choice([0, 5])}"}
        if rng.random() < 0.25:
            entry["kind"] = "keep"
            if rng.random() < 0.5:
                del entry["start"]
        return entry

    def _check_in(self) -> dict[str, str]:
        rng = self.rng
        day = self.day + timedelta(days=rng.choice([1, 0, 0, -1, -3, -13, -14, -15, -16, -30, -60]))
        return {"at": f"{day}{rng.choice(CLOCKS)}", "value": f"{rng.randint(-4, 13)}.{rng.randint(0, 9)}"}

    def _kpi(self) -> dict[str, Any]:
        rng = self.rng
        entry: dict[str, Any] = {"text": "a number", "owner": rng.choice(INSIDE)}
        if rng.random() < 0.8:
            low = rng.randint(-2, 5)
            entry["band"] = [str(low), str(low + rng.randint(0, 5))]
        entry["plan"] = rng.sample(self.ids, rng.randint(0, 2))
        entry["check-ins"] = [self._check_in() for _ in range(rng.randint(0, 3))]
        return entry

    @property
    def file(self) -> dict[str, Any]:
        return {"objectives": self.objectives, "kpis": self.kpis}
