"""Colour of a goal: how its progress compares with the time that has passed.

The ratio is progress / expected: green from 0.9, amber from 0.6, red below. Grey is what nobody has looked at: without
a check-in for more than 14 days. A period that is over keeps the colour it ended with. Where nothing is expected yet
nothing is behind. Source: goals.md.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from promisectl.model.message import M

FRESH_DAYS = 14  # up to so many days a check-in says how things stand
_GREEN = Fraction(9, 10)
_AMBER = Fraction(6, 10)


class Colour(StrEnum):
    """How a goal stands; always said as a word, never by a colour alone."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


COLOUR_WORDS = {
    Colour.GREEN: M("green"),
    Colour.AMBER: M("amber"),
    Colour.RED: M("red"),
    Colour.GREY: M("grey"),
}


def is_fresh(age_days: int | None) -> bool:
    """Whether a check-in of this age in days, None for none at all, still says how things stand."""
    return age_days is not None and age_days <= FRESH_DAYS


def ratio(progress: Fraction, expected: Fraction) -> Fraction | None:
    """Return progress over expected progress; None where nothing is expected yet."""
    return progress / expected if expected else None


def colour(progress: Fraction, expected: Fraction, age_days: int | None) -> Colour:
    """Return the colour of a progress beside the one expected; `age_days` is how old the last check-in is."""
    if not is_fresh(age_days):
        return Colour.GREY
    share = ratio(progress, expected)
    if share is None or share >= _GREEN:
        return Colour.GREEN
    return Colour.AMBER if share >= _AMBER else Colour.RED
