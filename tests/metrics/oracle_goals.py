"""Goals, read a second time: progress, time elapsed, colours, what is only wished, and the cascade.

From goals.md and the table of docs/reference/metrics.md alone; nothing of the program is imported. A register is what
YAML reads, every scalar a string; numbers are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from .oracle_days import Days, due_of
from .oracle_promises import KEPT, Told

Entry = dict[str, Any]


def period_of(name: str) -> tuple[date, date]:
    """Return the first and the last day of a year, half, quarter or month."""
    year, _, part = name.partition("-")
    length = {"": 12, "H": 6, "Q": 3}.get(part[:1], 1)
    number = int(part.lstrip("HQ") or 1)
    first = date(int(year), (number - 1) * length + 1, 1)
    months = int(year) * 12 + number * length
    return first, date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


@dataclass
class Register:
    """The file of objectives in a zone at an instant."""

    objectives: dict[str, Entry]
    kpis: dict[str, Entry]
    days: Days
    at: datetime

    def said_at(self, check_in: Entry) -> datetime:
        stamp = check_in["at"]
        return datetime.fromisoformat(stamp) if len(stamp) > 10 else self.days.first(date.fromisoformat(stamp))

    def last_of(self, check_ins: list[Entry]) -> Entry | None:
        """Return the latest of those said by then; of one moment, the last in the file."""
        latest = None
        for check_in in check_ins:
            if self.said_at(check_in) > self.at:
                continue
            if latest is None or self.said_at(check_in) >= self.said_at(latest):
                latest = check_in
        return latest

    def last(self, objective: str, key_result: str) -> Entry | None:
        check_ins = self.objectives[objective].get("check-ins", [])
        return self.last_of([check_in for check_in in check_ins if check_in["kr"] == key_result])

    def progress(self, objective: str, key_result: str) -> Fraction:
        """Return how much is done; what nobody ever checked in has not moved."""
        entry = self.objectives[objective]["key-results"][key_result]
        last = self.last(objective, key_result)
        if last is None:
            return Fraction(0)
        value, target = Fraction(last["value"]), Fraction(entry["target"])
        if entry.get("kind") == "keep":
            return Fraction(meets(value, target, entry))
        start = Fraction(entry["start"])
        return min(max((value - start) / (target - start), Fraction(0)), Fraction(1))

    def expected(self, objective: str) -> Fraction:
        """Return the share of the period that has passed, from its first to its last instant."""
        first, last = period_of(self.objectives[objective]["period"])
        begin, end = self.days.first(first), self.days.last(last)
        passed = Fraction((self.at - begin) // timedelta(microseconds=1), (end - begin) // timedelta(microseconds=1))
        return min(max(passed, Fraction(0)), Fraction(1))

    def objective_progress(self, objective: str) -> Fraction | None:
        """Return the mean of its key results."""
        names = self.objectives[objective].get("key-results", {})
        parts = [self.progress(objective, name) for name in names]
        return sum(parts, Fraction(0)) / len(parts) if parts else None

    def age(self, last: Entry | None, objective: str | None) -> int | None:
        """Return days since a check-in: to now, or to the end of the period where that is over."""
        if last is None:
            return None
        now = self.days.of(self.at)
        if objective is not None:
            now = min(now, period_of(self.objectives[objective]["period"])[1])
        return (now - self.days.day(due_of(last["at"]))).days  # a day that was written stays that day

    def colour(self, objective: str, progress: Fraction | None, last: Entry | None) -> str:
        age, expected = self.age(last, objective), self.expected(objective)
        if progress is None or age is None or age > 14:
            return "grey"
        if expected == 0:
            return "green"
        ratio = progress / expected
        if ratio >= Fraction(9, 10):
            return "green"
        return "amber" if ratio >= Fraction(6, 10) else "red"

    def colour_of_key_result(self, objective: str, key_result: str) -> str:
        return self.colour(objective, self.progress(objective, key_result), self.last(objective, key_result))

    def colour_of_objective(self, objective: str) -> str:
        """Grey where none of its key results has a check-in of the last 14 days."""
        last = self.last_of(self.objectives[objective].get("check-ins", []))
        return self.colour(objective, self.objective_progress(objective), last)

    def is_now(self, objective: str) -> bool:
        first, last = period_of(self.objectives[objective]["period"])
        return first <= self.days.of(self.at) <= last

    def is_wish(self, objective: str, key_result: str, told: list[Told]) -> bool:
        """In red, in a period that holds the day, and no open promise serves it."""
        is_red = self.colour_of_key_result(objective, key_result) == "red"
        return is_red and self.is_now(objective) and not open_for(key_result, told)

    def children(self, parent: str | None) -> list[str]:
        """Return what hangs below an objective, or what hangs below none."""
        return [name for name, entry in self.objectives.items() if entry.get("parent") == parent]

    def in_band(self, kpi: str) -> bool | None:
        entry = self.kpis[kpi]
        last = self.last_of(entry.get("check-ins", []))
        if last is None or "band" not in entry:
            return None
        low, high = (Fraction(end) for end in entry["band"])
        return low <= Fraction(last["value"]) <= high


def meets(value: Fraction, target: Fraction, entry: Entry) -> bool:
    """Whether what is to be kept is kept: at the target or above, or below where it starts above it."""
    if "start" in entry and Fraction(entry["start"]) > target:
        return value <= target
    return value >= target


def serving(name: str, told: list[Told]) -> list[Told]:
    return [one for one in told if name in one.story.file.get("serves", [])]


def open_for(name: str, told: list[Told]) -> list[Told]:
    return [one for one in serving(name, told) if one.is_open]


def kept_for(name: str, told: list[Told]) -> list[Told]:
    return [one for one in serving(name, told) if one.kind in KEPT]


def serves_nothing(told: list[Told]) -> list[Told]:
    """The activity trap: what is open and serves nothing."""
    return [one for one in told if one.is_open and not one.story.file.get("serves")]
