"""Date words: what people write on the command line for a day: `fri`, `+3d`, `eom`, `2026-Q3`, `mañana`, `27 nov`.

What is not a date is an error, never a guess, and what has two meanings is refused with both. A weekday is the next one
*after* today, so that `fri` said on a Friday is a week away; a quarter, month or week stands for its last day. An hour
is one of the workspace's zone. Source: format.md, Dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from promisectl.calendars.business import BusinessCalendar, NoBusinessDay
from promisectl.model.folding import fold
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, typed_moment
from promisectl.model.trouble import Trouble
from promisectl.query.hours import instants, split_hour
from promisectl.query.periods import parse_period
from promisectl.query.spoken_days import meanings

_OFFSET = re.compile(r"([+-])(\d{1,5})([dw])\Z", re.ASCII)
_BUSINESS = re.compile(
    r"(?:\+?(\d{1,4})bd|(?:in |en |dentro de )?(\d{1,4}) (?:business days?|working days?|dias? habil(?:es)?))\Z",
    re.ASCII,
)
_DATELIKE = re.compile(r"\d{4}-(?:\d|[qwh]\d)", re.ASCII)

FORMS = M(
    "a date is written as 2026-03-06, 2026-03-06T17:00, fri 17:00, 27 nov, 2026-W12, 2026-03, 2026-Q3, today, "
    "tomorrow, fri, +3d, in 3 days, 2w, 2bd (business days), eow, eom, eoq, eoy; in Spanish too: hoy, mañana, vie, "
    "en 3 días"
)


def parse_when(text: str, today: date, zone: ZoneInfo, calendar: BusinessCalendar | None = None) -> Moment:
    """Return the day or instant that `text` means on `today`; a period gives its last day.

    Refuses (Trouble) what is no date, what has two meanings, a date that does not exist, an hour that the clocks of
    `zone` leave out, and business days without a calendar to count them in. A word names a day from today on, whatever
    the hour: the calendar's cut-off is for clocks.
    """
    words = _plain(text)
    if match := _BUSINESS.match(words):
        return _business_day(text, today, int(match[1] or match[2]), calendar)
    try:
        found = _absolute(text.strip()) or _relative(words, today) or _at_hour(words, today, zone)
    except (ValueError, OverflowError):
        found = []
    if not found:
        raise _trouble(M("“{text}” is not a date", text=text), FORMS)
    if len(found) > 1:
        raise _two(text, found)
    return found[0]


def _two(text: str, found: Sequence[Moment]) -> Trouble:
    """Return the refusal of what has two meanings, with both."""
    first, second = (moment.isoformat() for moment in (found[0], found[-1]))
    return _trouble(
        M("“{text}” may be {first} or {second}", text=text, first=first, second=second),
        M("write the one you mean"),
    )


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


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _absolute(text: str) -> list[Moment]:
    if not _DATELIKE.match(text.lower()):
        return []
    period = parse_period(text)
    if period is not None:
        return [] if text[5] in "Hh" else [period[1]]
    try:
        return [typed_moment(text)]
    except ValueError:
        return []


def _relative(words: str, today: date) -> list[Moment]:
    if match := _OFFSET.match(words):
        days = int(match[2]) * (7 if match[3] == "w" else 1)
        return [today + timedelta(days=days if match[1] == "+" else -days)]
    return list[Moment](meanings(words, today))


def _at_hour(words: str, today: date, zone: ZoneInfo) -> list[Moment]:
    """What words with an hour may mean: every hour of every day that they may mean."""
    said = split_hour(words)
    if said is None:
        return []
    day_words, hour, minute = said
    days = _absolute(day_words) or _relative(day_words, today) if day_words else [today]
    found: list[Moment] = []
    for day in days:
        if not isinstance(day, datetime):
            found += instants(day, hour, minute, zone)
    if days and not found:
        raise _trouble(
            M(
                "the clocks of {zone} leave out {hour} on {day}",
                zone=zone.key,
                hour=f"{hour:02}:{minute:02}",
                day=days[0],
            ),
            M("they are put forward then: write an hour before or after"),
        )
    return found


def _trouble(message: Message, help: Message) -> Trouble:
    return Trouble(message, help=help, code="date")
