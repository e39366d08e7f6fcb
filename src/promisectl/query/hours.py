"""Hours: a time of day on the clock of the workspace: `17:00`, `fri 17:00`, `2026-11-27T17:00`, `mañana 9:30`, `5pm`.

People get wrong that a clock on the wall shows some hours twice and leaves others out, when it is put back or forward:
an hour that comes twice has two meanings, one that is left out has none.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timezone
from zoneinfo import ZoneInfo

_CLOCK = re.compile(
    r"(?P<day>.*?)(?:(?:^|[\s,]+)(?:at\s+|a las?\s+)?|t)"
    r"(?P<hour>[0-9]{1,2})(?=:|\s*[aph])(?::(?P<minute>[0-9]{2}))?\s*(?P<half>am|pm|h|hs)?\Z"
)


def split_hour(words: str) -> tuple[str, int, int] | None:
    """Return the words of the day (empty where only an hour is said), the hour and the minute; None without an hour.

    A number alone is no hour: it has minutes, or says `am`, `pm` or `h`.
    """
    match = _CLOCK.match(words)
    if match is None:
        return None
    hour, minute = _of_the_day(int(match["hour"]), match["half"]), int(match["minute"] or 0)
    is_there = 0 <= hour < 24 and minute < 60
    return (match["day"].strip(), hour, minute) if is_there else None


def _of_the_day(hour: int, half: str | None) -> int:
    """Return the hour of the day that an hour of its half is; -1 where the half has no such hour."""
    if half not in ("am", "pm"):
        return hour
    if not 1 <= hour <= 12:
        return -1
    return hour % 12 + (12 if half == "pm" else 0)


def instants(day: date, hour: int, minute: int, zone: ZoneInfo) -> list[datetime]:
    """Return the instants at which the wall clock of a zone shows an hour on a day: one, two, or none."""
    found = []
    for fold in (0, 1):
        shown = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone, fold=fold)
        instant = shown.astimezone(UTC)
        there = instant.astimezone(zone)
        if there.replace(tzinfo=None) == shown.replace(tzinfo=None):
            offset = there.utcoffset()
            found.append(instant.astimezone(timezone(offset) if offset is not None else UTC))
    return sorted(set(found))
