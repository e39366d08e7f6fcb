"""Date words: what people write on the command line for a day: `fri`, `+3d`, `eom`, `2026-Q3`, `mañana`.

What is not a date is an error, never a guess. A weekday is the next one *after* today, so that `fri` said on a Friday
is a week away; a quarter, month or week stands for its last day. Source: format.md, Dates.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from promisectl.calendars.business import BusinessCalendar, NoBusinessDay
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, parse_moment
from promisectl.model.trouble import Trouble
from promisectl.query.periods import month_end, parse_period, quarter_end

_OFFSET = re.compile(r"([+-])(\d{1,5})([dw])\Z", re.ASCII)
_BUSINESS = re.compile(r"\+(\d{1,4})bd\Z", re.ASCII)
_DATELIKE = re.compile(r"\d{4}-(?:\d|[qwh]\d)", re.ASCII)

_NEAR = {
    "yesterday": -1,
    "ayer": -1,
    "today": 0,
    "hoy": 0,
    "tomorrow": 1,
    "mañana": 1,
    "manana": 1,
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon monday lun lunes",
            "tue tuesday mar martes",
            "wed wednesday mié mie miércoles miercoles",
            "thu thursday jue jueves",
            "fri friday vie viernes",
            "sat saturday sáb sab sábado sabado",
            "sun sunday dom domingo",
        )
    )
    for name in names.split()
}
_ENDS: dict[str, Callable[[date], date]] = {
    "eow": lambda day: day + timedelta(days=6 - day.weekday()),
    "eom": month_end,
    "eoq": quarter_end,
    "eoy": lambda day: date(day.year, 12, 31),
}
FORMS = M(
    "a date is written as 2026-03-06, 2026-03-06T17:00:00-03:00, 2026-W12, 2026-03, 2026-Q3, today, tomorrow, "
    "yesterday, fri, +3d, +2w, +2bd (business days), eow, eom, eoq, eoy; in Spanish too: hoy, mañana, ayer, vie"
)


def parse_when(text: str, today: date, zone: ZoneInfo, calendar: BusinessCalendar | None = None) -> Moment:
    """Return the day or instant that `text` means on `today`; a period gives its last day.

    Refuses (Trouble) what is no date, a date that does not exist, and business days without a calendar to count them
    in. A word names a day from today on, whatever the hour: the calendar's cut-off is for clocks. `zone` is the
    workspace's: no form without an offset names an hour yet, so nothing is read in it.
    """
    word = _plain(text)
    if match := _BUSINESS.match(word):
        return _business_day(text, today, int(match[1]), calendar)
    try:
        found = _relative(word, today) or _absolute(text.strip())
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise _trouble(M("“{text}” is not a date", text=text), FORMS)
    return found


def _business_day(text: str, today: date, count: int, calendar: BusinessCalendar | None) -> date:
    if calendar is None:
        raise _trouble(
            M("“{text}” counts business days, and this workspace has no `default-calendar`", text=text),
            M("name the day itself, count calendar days (`+3d`), or set `default-calendar` in promisectl.yaml"),
        )
    try:
        return calendar.after(today, count)
    except NoBusinessDay:
        raise _trouble(M("no business day can be found so far ahead"), FORMS) from None


def is_when(text: str) -> bool:
    """Whether `text` has the form of a date; one that does not exist (2026-02-30) has it too."""
    word = _plain(text)
    return bool(
        word in _NEAR
        or word in _WEEKDAYS
        or word in _ENDS
        or _OFFSET.match(word)
        or _BUSINESS.match(word)
        or _DATELIKE.match(word)
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).lower()


def _relative(word: str, today: date) -> date | None:
    if word in _NEAR:
        return today + timedelta(days=_NEAR[word])
    if word in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS[word] - today.weekday() - 1) % 7 + 1)
    if word in _ENDS:
        return _ENDS[word](today)
    if match := _OFFSET.match(word):
        days = int(match[2]) * (7 if match[3] == "w" else 1)
        return today + timedelta(days=days if match[1] == "+" else -days)
    return None


def _absolute(text: str) -> Moment:
    period = parse_period(text) if "-" in text and text[5:6] not in ("H", "h") else None
    return period[1] if period else parse_moment(text)


def _trouble(message: Message, help: Message) -> Trouble:
    return Trouble(message, help=help, code="date")
