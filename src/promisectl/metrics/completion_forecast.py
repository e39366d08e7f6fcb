"""Completion forecast: when what is open now may all be received, by Monte Carlo on the weeks that were.

Each run draws weeks at random, with replacement, from the throughput of the last twelve whole weeks until all open
promises are received. The seed is fixed: the same ledger always says the same. Fewer than six weeks of data are
refused. Source: metrics.md, Flow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from promisectl.metrics.percentiles import percentile

RUNS, SEED = 5000, 20260101
WEEKS, LEAST_WEEKS = 12, 6
PERCENTS = (50, 85, 95)


@dataclass(frozen=True, slots=True)
class CompletionForecast:
    """How many are open, the weekly throughput it draws from (oldest first), and the day of each percentile.

    `days` is empty where there are fewer than six weeks of data, or nothing was received in any of them.
    """

    open: int
    weeks: tuple[int, ...]
    days: dict[int, date]

    @property
    def has_enough(self) -> bool:
        """Whether there are weeks enough to say anything."""
        return len(self.weeks) >= LEAST_WEEKS


def completion_forecast(open_count: int, weekly: Sequence[int], today: date) -> CompletionForecast:
    """Return the forecast for so many open promises from the weekly throughput, oldest week first."""
    weeks = tuple(weekly[-WEEKS:])
    if len(weeks) < LEAST_WEEKS or not any(weeks):
        return CompletionForecast(open_count, weeks, {})
    random = Random(SEED)  # noqa: S311 # it draws weeks, and keeps no secret
    needed = sorted(_weeks_needed(open_count, weeks, random) for _ in range(RUNS))
    days = {percent: today + timedelta(weeks=percentile(needed, percent) or 0) for percent in PERCENTS}
    return CompletionForecast(open_count, weeks, days)


def _weeks_needed(open_count: int, weeks: Sequence[int], random: Random) -> int:
    """Return after how many drawn weeks all are received."""
    received, count = 0, 0
    while received < open_count:
        received += random.choice(weeks)
        count += 1
    return count
