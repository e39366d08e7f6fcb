"""Spoken days: `next friday`, `in 3 days`, `27 nov`, `27/11/2026`, and their Spanish sisters, with all they may mean.

What people say has one meaning or two: on a Monday, `next friday` is this week's to some and next week's to others.
Here every meaning is found; whoever asked takes one that stands alone, and refuses two with both. Words are folded:
without capitals and accents.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

from promisectl.query.periods import month_end, quarter_end

Meanings = list[date]


def _numbered(*rows: str) -> dict[str, int]:
    return {name: number for number, names in enumerate(rows) for name in names.split()}


WEEKDAYS = _numbered(
    "mon monday lun lunes",
    "tue tues tuesday mar martes",
    "wed weds wednesday mie miercoles",
    "thu thur thurs thursday jue jueves",
    "fri friday vie viernes",
    "sat saturday sab sabado",
    "sun sunday dom domingo",
)
_MONTHS = _numbered(
    "",
    "jan january ene enero",
    "feb february febrero",
    "mar march marzo",
    "apr april abr abril",
    "may mayo",
    "jun june junio",
    "jul july julio",
    "aug august ago agosto",
    "sep sept september set setiembre septiembre",
    "oct october octubre",
    "nov november noviembre",
    "dec december dic diciembre",
)
_NEAR = {
    "day before yesterday": -2,
    "anteayer": -2,
    "yesterday": -1,
    "ayer": -1,
    "today": 0,
    "hoy": 0,
    "tomorrow": 1,
    "manana": 1,
    "day after tomorrow": 2,
    "pasado manana": 2,
}
_ENDS: dict[str, Callable[[date], date]] = {
    "eow": lambda day: day + timedelta(days=6 - day.weekday()),
    "eom": month_end,
    "eoq": quarter_end,
    "eoy": lambda day: date(day.year, 12, 31),
}
_PERIODS = {
    "week": "eow",
    "semana": "eow",
    "month": "eom",
    "mes": "eom",
    "quarter": "eoq",
    "trimestre": "eoq",
    "year": "eoy",
    "ano": "eoy",
}
_COUNTS = {"a": 1, "an": 1, "one": 1, "un": 1, "una": 1, "two": 2, "dos": 2, "three": 3, "tres": 3}
_LENGTHS = {"d": 1, "day": 1, "days": 1, "dia": 1, "dias": 1, "w": 7, "week": 7, "weeks": 7, "semana": 7, "semanas": 7}
_MONTH_UNITS = ("month", "months", "mes", "meses")

_LEAD = re.compile(r"(?:on|by|the|el|la|para el)\s+")
_NEXT = re.compile(r"(?:next|proxim[oa])\s+(?P<a>\w+)\Z|(?P<b>\w+)\s+(?:proxim[oa]|siguiente|que viene)\Z")
_THIS = re.compile(r"(?:this|est[ea])\s+(\w+)\Z")
_END = re.compile(r"(?:end of|fin de|fin del)\s+(?:(?:the|this|este|esta)\s+)?(\w+)\Z")
_LENGTH = re.compile(r"(?:(?:in|en|dentro de)\s+)?(?P<count>[0-9]{1,4}|[a-z]+)\s*(?P<unit>[a-z]+)\Z")
_NAMED = re.compile(
    r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[\s-]*(?:(?:de|of)\s+)?(?P<month>[a-z]{3,})\.?(?:[\s,-]+(?:del?\s+)?(?P<year>[0-9]{4}))?\Z"
)
_MONTH_FIRST = re.compile(
    r"(?P<month>[a-z]{3,})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:[\s,]+(?P<year>[0-9]{4}))?\Z"
)
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{4}))?\Z")


def meanings(words: str, today: date) -> Meanings:
    """Return the days that folded words may mean on `today`, the earliest first; none for what names no day.

    ValueError or OverflowError where they have the form of a day that the calendar lacks.
    """
    said = _LEAD.sub("", words, count=1) if _LEAD.match(words) else words
    for read in (_word, _next, _this, _end, _length, _with_month, _in_numbers):
        found = read(said, today)
        if found:
            return sorted(set(found))
    return []


def _word(said: str, today: date) -> Meanings:
    if said in _NEAR:
        return [today + timedelta(days=_NEAR[said])]
    if said in WEEKDAYS:
        return [_weekday_after(today, WEEKDAYS[said])]
    if said in _ENDS:
        return [_ENDS[said](today)]
    return []


def _weekday_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def _next(said: str, today: date) -> Meanings:
    """A weekday is the first one to come, or the one of the week to come; a period is the one after this."""
    match = _NEXT.match(said)
    name = (match["a"] or match["b"]) if match else ""
    if name in WEEKDAYS:
        week_to_come = _ENDS["eow"](today) + timedelta(days=1)
        return [_weekday_after(today, WEEKDAYS[name]), week_to_come + timedelta(days=WEEKDAYS[name])]
    if name in _PERIODS:
        end = _ENDS[_PERIODS[name]]
        return [end(end(today) + timedelta(days=1))]
    return []


def _this(said: str, today: date) -> Meanings:
    match = _THIS.match(said)
    name = match[1] if match else ""
    if name in WEEKDAYS:
        meant = today + timedelta(days=WEEKDAYS[name] - today.weekday())
        return [meant, meant + timedelta(days=7)] if meant < today else [meant]
    return [_ENDS[_PERIODS[name]](today)] if name in _PERIODS else []


def _end(said: str, today: date) -> Meanings:
    """`end of month`; `fin de semana` is a weekend in Spanish, and no day."""
    match = _END.match(said)
    name = match[1] if match else ""
    return [_ENDS[_PERIODS[name]](today)] if name in _PERIODS and said != "fin de semana" else []


def _length(said: str, today: date) -> Meanings:
    match = _LENGTH.match(said)
    if not match:
        return []
    count = int(match["count"]) if match["count"].isdigit() else _COUNTS.get(match["count"])
    if count is None:
        return []
    if match["unit"] in _LENGTHS:
        return [today + timedelta(days=count * _LENGTHS[match["unit"]])]
    return _months_later(today, count) if match["unit"] in _MONTH_UNITS else []


def _months_later(today: date, count: int) -> Meanings:
    """The same day of a later month; where that month is shorter, its last day or the one after."""
    years, month = divmod(today.month - 1 + count, 12)
    last = month_end(date(today.year + years, month + 1, 1))
    if today.day <= last.day:
        return [last.replace(day=today.day)]
    return [last, last + timedelta(days=1)]


def _with_month(said: str, today: date) -> Meanings:
    match = _NAMED.match(said) or _MONTH_FIRST.match(said)
    if not match or match["month"] not in _MONTHS:
        return []
    return _days(int(match["day"]), _MONTHS[match["month"]], match["year"], today)


def _in_numbers(said: str, today: date) -> Meanings:
    """`3/4/2026` is the third of April to some and the fourth of March to others; `27/11/2026` is one day."""
    match = _NUMBERS.match(said)
    if not match:
        return []
    first, second = int(match[1]), int(match[3])
    orders = {(first, second), (second, first)}
    possible = [(day, month) for day, month in orders if 1 <= month <= 12]
    return [meant for day, month in possible for meant in _days(day, month, match[4], today)]


def _days(day: int, month: int, year: str | None, today: date) -> Meanings:
    """A day of a year; without one, the next where it is nearer than the last, else both."""
    if year is not None:
        return [date(int(year), month, day)]
    around = _each_year(day, month, today.year)
    at = bisect_left(around, today)
    if not 0 < at < len(around):
        raise ValueError("no such day, or none on one side of today")
    gone, coming = around[at - 1], around[at]
    is_nearer = coming - today <= today - gone
    return [coming] if is_nearer else [gone, coming]


def _each_year(day: int, month: int, year: int) -> Meanings:
    """The day in the years around one, those that have it: the 29th of February is far from every year's."""
    found = []
    for near in range(year - 8, year + 9):
        with suppress(ValueError):
            found.append(date(near, month, day))
    return found
