"""The days that a file names are the same, looked for one by one or all at once."""

from __future__ import annotations

import random
from datetime import date, timedelta

from promisectl.app.guard.days_named import DaysNamed

START = date(2026, 3, 1)


def test_few_questions_and_many_are_answered_alike():
    for seed in range(100):
        chance = random.Random(seed)
        named = {_day(chance) for _ in range(4)}
        said = {_day(chance) for _ in range(6)}
        told = DaysNamed(_file(named, said))
        for _ in range(60):
            first, last = sorted((_day(chance), _day(chance)))
            assert told.has_between(first, last) == any(first <= day <= last for day in named)


def test_a_day_on_which_something_was_said_is_not_named_by_that():
    told = DaysNamed(b"history:\n- act: agree\n  at: 2026-03-02T09:00:00Z\n")
    assert not told.has_between(date(2026, 3, 1), date(2026, 3, 3))


def test_a_day_that_is_named_and_spoken_on_is_named():
    told = DaysNamed(b"due: 2026-03-02\nhistory:\n- act: agree\n  at: 2026-03-02T09:00:00Z\n")
    assert told.has_between(date(2026, 3, 1), date(2026, 3, 3))
    assert not told.has_between(date(2026, 3, 3), date(2026, 3, 5))


def _day(chance):
    return START + timedelta(days=chance.randrange(40))


def _file(named, said):
    lines = [f"due: {day}\n" for day in named] + [f"  at: {day}T09:00:00Z\n" for day in said]
    return "".join(lines).encode()
