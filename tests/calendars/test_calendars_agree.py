"""The calendars agree with a walk, day by day and minute by minute, that shares no code with them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from calendars.oracle import NAMES, Wanted
from promisectl.app.acts.dues import moved_dues, starting_due
from promisectl.lifecycle.standing import Standing
from promisectl.model.fields import Within
from promisectl.model.settings import Settings
from promisectl.model.terms import Terms
from promisectl.store.workspace import Workspace

SHORT, LONG = 4_000, 100_000
PLACES = (
    ("CL", None, "America/Santiago"), ("CL", "RM", "America/Santiago"), ("ES", "MD", "Europe/Madrid"),
    ("ES", "CT", "Europe/Madrid"), ("ES", "CN", "Atlantic/Canary"), ("MX", None, "America/Mexico_City"),
    ("AR", None, "America/Argentina/Buenos_Aires"), ("CO", None, "America/Bogota"), ("PE", None, "America/Lima"),
    ("UY", None, "America/Montevideo"), ("BR", "SP", "America/Sao_Paulo"), ("US", "CA", "America/Los_Angeles"),
    ("US", None, "America/New_York"), ("GB", "SCT", "Europe/London"), ("DE", "BY", "Europe/Berlin"),
    ("PT", None, "Europe/Lisbon"), ("AU", "NSW", "Australia/Sydney"), ("IN", None, "Asia/Kolkata"),
    ("JP", None, "Asia/Tokyo"), ("AE", None, "Asia/Dubai"), (None, None, "UTC"), (None, None, "Pacific/Apia"),
)  # fmt: skip
HOURS = ((("09:00", "18:00"),), (("08:30", "13:00"), ("15:00", "19:15")), (("00:00", "24:00"),), (("07:00", "07:01"),))
WEEKENDS = (("sat", "sun"), ("sun",), ("fri", "sat"), (), ("mon", "tue", "wed", "thu", "fri"))


def _calendars(chance: random.Random) -> Iterator[Wanted]:
    """Yield calendars, each of a place, with days of its own open and closed."""
    while True:
        country, subdivision, zone = chance.choice(PLACES)
        first = date(2023, 1, 1)
        some = [first + timedelta(days=chance.randrange(1500)) for _ in range(chance.choice((0, 0, 3, 200)))]
        half = len(some) // 2
        yield Wanted(
            zone=zone,
            country=country,
            subdivision=subdivision,
            weekend=chance.choice(WEEKENDS),
            hours=chance.choice(HOURS),
            cutoff=chance.choice((None, "16:00", "00:00", "23:59", "12:30")),
            closed=tuple(some[half:]),
            opened=tuple(some[: half // 2]),
        )


def _workspace(wanted: Wanted) -> Workspace:
    calendar = {
        "country": wanted.country,
        "subdivision": wanted.subdivision,
        "weekend": list(wanted.weekend),
        "hours": ", ".join("-".join(window) for window in wanted.hours),
        "cutoff": wanted.cutoff,
        "closed": [day.isoformat() for day in wanted.closed],
        "open": [day.isoformat() for day in wanted.opened],
    }
    written = {key: value for key, value in calendar.items() if value is not None}
    settings = Settings.model_validate({"format": "1", "timezone": wanted.zone, "calendars": {"here": written}})
    nobody: object = SimpleNamespace()
    return Workspace(Path(), settings, nobody, ZoneInfo(wanted.zone), datetime(2026, 1, 1, tzinfo=UTC))  # type: ignore[arg-type]


def _start(chance: random.Random, zone: ZoneInfo) -> datetime:
    """Some minute of some day of 2024 to 2026, often near an hour that matters."""
    day = date(2024, 1, 1) + timedelta(days=chance.randrange(1000))
    minute = chance.choice((chance.randrange(1440), 0, 540, 960, 961, 1080, 1439))
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC) + timedelta(minutes=minute)


def _terms(count: int, unit: str) -> Terms:
    return Terms(within=Within(count, unit), calendar="here")  # type: ignore[arg-type]


def _days_agree(rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    calendars = _calendars(chance)
    for number in range(rounds):
        if number % 50 == 0:
            wanted = next(calendars)
            workspace = _workspace(wanted)
        start, count = _start(chance, workspace.zone), chance.choice((0, 1, 2, 3, 5, chance.randrange(90)))
        due = starting_due(workspace, _terms(count, "bd"), start)["due"]
        assert due == wanted.due(start, count).isoformat(), (wanted, start, count)
        pause, resume = start, start + timedelta(minutes=chance.randrange(60 * 24 * 40))
        first = date.fromisoformat(due)
        current = first + timedelta(days=chance.randrange(9))
        standing = Standing(
            terms=_terms(count, "bd"), paused_at=pause, first_due=first, counted_due=first, current_due=current
        )
        moved = moved_dues(workspace, standing, resume)["dues"]
        days = wanted.paused_days(pause, resume)
        assert moved == {
            "first": wanted.moved(first, days).isoformat(),
            "counted": wanted.moved(first, days).isoformat(),
            "current": wanted.moved(current, days).isoformat(),
        }, (wanted, pause, resume, first, current)


def _hours_agree(rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    calendars = _calendars(chance)
    for number in range(rounds):
        if number % 20 == 0:
            wanted = next(calendars)
            workspace = _workspace(wanted)
        if wanted.hours[0] == ("07:00", "07:01"):
            continue  # an hour takes sixty days: the walk would take all night; it leaves 130 of 150, 7,160 of 10,000
        start, count = _start(chance, workspace.zone), chance.choice((0, 1, 1, 2, 4, 9, chance.randrange(30)))
        due = starting_due(workspace, _terms(count, "bh"), start)["due"]
        assert datetime.fromisoformat(due) == wanted.due_instant(start, 60 * count), (wanted, start, count)
        pause, resume = start, start + timedelta(minutes=chance.randrange(60 * 24 * 4))
        first = datetime.fromisoformat(due)
        standing = Standing(
            terms=_terms(count, "bh"), paused_at=pause, first_due=first, counted_due=first, current_due=first
        )
        moved = moved_dues(workspace, standing, resume)["dues"]["current"]
        minutes = wanted.worked_minutes(pause, resume)
        assert datetime.fromisoformat(moved) == wanted.due_instant(first, minutes), (wanted, pause, resume, first)


def test_business_days_and_pauses_agree_with_a_walk_day_by_day() -> None:
    _days_agree(SHORT, seed=1)


def test_business_hours_and_pauses_agree_with_a_walk_minute_by_minute() -> None:
    _hours_agree(150, seed=2)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(10))
def test_business_days_agree_a_hundred_thousand_times(part: int) -> None:
    _days_agree(LONG // 10, seed=100 + part)


@pytest.mark.torture
@pytest.mark.parametrize("part", range(10))
def test_business_hours_agree_thousands_of_times(part: int) -> None:
    _hours_agree(LONG // 100, seed=200 + part)


def test_names_of_days_are_in_their_order() -> None:
    assert NAMES[date(2026, 4, 6).weekday()] == "mon"
