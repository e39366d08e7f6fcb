"""Forecasts by lot, read a second time: not the draw, which is the program's own, but what it is drawn from.

How long it takes has an exact distribution: the weekly counts, each week any of them with the same chance, added up
until nothing is left. From metrics.md and decision 0014 alone; nothing of the program is imported.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from .oracle_promises import Told, Workspace, week
from .oracle_views import in_progress, throughput

FEWEST, MOST = 6, 12


def sample(workspace: Workspace, told: list[Told]) -> list[tuple[str, int]]:
    """Return the last twelve whole weeks, from the one of the first agreement on, and what was accepted in each."""
    agreed = [one.story.agreed_at for one in told if one.story.counts]
    if not agreed:
        return []
    begin = monday_of(workspace.days.of(min(agreed)))
    came = throughput(told)
    weeks = []
    while workspace.days.last(begin + timedelta(days=6)) <= told[0].at:
        name = str(week(begin))
        weeks.append((name, came.get(name, 0)))
        begin += timedelta(days=7)
    return weeks[-MOST:]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def to_do(told: list[Told]) -> int:
    return len(in_progress(told))


def is_refused(counts: list[int]) -> bool:
    return len(counts) < FEWEST or not any(counts)


def chances(counts: list[int], to_do: int, upto: float = 0.9999) -> list[float]:
    """Return the chance that all is done by now, within one week, two weeks, ..., until it is next to certain."""
    left = {to_do: 1.0}
    chances = [left.get(0, 0.0)]
    while chances[-1] < upto:
        left = after_a_week(left, counts)
        chances.append(left.get(0, 0.0))
    return chances


def after_a_week(left: dict[int, float], counts: list[int]) -> dict[int, float]:
    after: dict[int, float] = Counter()
    for number, chance in left.items():
        for count in counts:
            after[max(number - count, 0)] += chance / len(counts)
    return dict(after)


def error_of(share: float, draws: int) -> float:
    """Return by how much the share of so many draws may be off: six standard deviations."""
    return float(6 * (share * (1 - share) / draws) ** 0.5)


def may_be_percentile(weeks: int, percent: int, chances: list[float], draws: int) -> bool:
    """Whether so many weeks may be a percentile of so many draws: as many come by then, and not before."""
    share = percent / 100
    error = error_of(share, draws)
    if weeks >= len(chances):
        return False
    before = chances[weeks - 1] if weeks else 0.0
    return chances[weeks] >= share - error and before <= share + error
