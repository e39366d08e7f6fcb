"""What a forecast by lot is drawn from, and what it says, beside the exact distribution of all draws."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from promisectl.formats.reports import document
from promisectl.reports import forecast as forecast_report

from . import oracle_forecast as lot
from .both_readings import Both, unlike

DRAWS = 5000
ONE_IN = 10


def some_forecasts(both: Both) -> Iterable[str]:
    """Compare the forecast of one workspace in ten: five thousand draws take their time."""
    if both.generated.seed % ONE_IN == 0:
        yield from forecasts(both)


def forecasts(both: Both) -> Iterable[str]:
    """Compare the weeks it is drawn from, how much is to be done, whether it is refused, and each day."""
    report = forecast_report.make(both.asked())
    tables = document(report)["tables"]
    sample = lot.sample(both.workspace, both.told)
    counts = [count for _, count in sample]
    yield from unlike("weeks", [(row["week"], row["accepted"]) for row in tables["weeks"]], sample)
    yield from unlike("to do", len(report.behind), lot.to_do(both.told))
    days = {row["percent"]: row["day"] for row in tables["days"]}
    yield from unlike("percents", sorted(days), [] if lot.is_refused(counts) else [50, 85, 95])
    if days:
        yield from unlikely(both, days, lot.chances(counts, lot.to_do(both.told)))


def unlikely(both: Both, days: dict[int, str], chances: list[float]) -> Iterable[str]:
    """Say which day is none that so many draws may give; weeks run from the as-of day."""
    for percent, day in days.items():
        weeks, rest = divmod((date.fromisoformat(day) - both.workspace.days.of(both.at)).days, 7)
        if rest or not lot.may_be_percentile(weeks, percent, chances, DRAWS):
            yield f"p{percent}: program {day}, {weeks} weeks; chances {chances[: weeks + 1]}"
