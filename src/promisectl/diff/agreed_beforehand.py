"""Agreed beforehand: whether a performer's standing agreement to a service covers a request that was made from it.

It covers the entry as it was agreed to, and a request that says what the entry says: each parameter filled with one
plain word, everything else as written. A request with other terms, or a sentence in a parameter's place, is a request
like any other and waits for an answer. Source: verdicts.md, A standing agreement covers the terms as they were agreed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from promisectl.calendars.business import BusinessCalendar
from promisectl.model.digests import standing_digest
from promisectl.model.message import M, Message
from promisectl.model.moment import beginning, local_day
from promisectl.model.services import PARAMETER, PERIOD, Service, ServiceCondition
from promisectl.model.terms import Condition, TermsPart
from promisectl.model.trouble import Trouble
from promisectl.query.dates import parse_when
from promisectl.query.periods import last_day_of, period_of

WORD = re.compile(r"[\w.#/-]{1,64}")
_TEXT_WORDS = re.compile(r"[\w.#/-]+|[^\w.#/-]")
_TEMPLATE_WORDS = re.compile(rf"(?:{PARAMETER.pattern.replace('(', '(?:')}|[\w.#/-])+|[^\w.#/-]")
_MOST_UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class Here:
    """What words for dates and handles mean in a workspace: its zone, its calendar, who goes by which handle now."""

    zone: ZoneInfo
    calendar: BusinessCalendar | None
    calendar_name: str | None
    current: Callable[[str], str]


def is_one_word(value: str) -> bool:
    """Whether the value of a parameter is one plain word of at most 64 letters, digits and `. # / - _`."""
    return WORD.fullmatch(value) is not None


def holds(service: Service) -> Message | None:
    """Return why a service's standing agreement is not to the entry as it stands now; None where it is.

    One without `terms` (older files) is taken to be.
    """
    standing = service.standing
    if standing is None:
        return M("the service carries no standing agreement")
    if standing.terms is None or standing.terms == standing_digest(service):
        return None
    return M("the service says something else now than what {performer} agreed to", performer=standing.by)


def why_not_agreed(service: Service, asked: TermsPart, at: datetime, here: Here) -> Message | None:
    """Return why a service's standing agreement does not cover a request of these terms at this instant.

    None where it does. `asked` are the terms of the opening act, `service` the entry in force when it was said. Whether
    the performer has left, and who wrote the act, is for others to ask.
    """
    return holds(service) or _not_in_force(service, at, here) or _other_terms(service, asked, at, here)


def _not_in_force(service: Service, at: datetime, here: Here) -> Message | None:
    standing = service.standing
    if standing is None or at < beginning(standing.at, here.zone):
        return M("the standing agreement begins later")
    if standing.until is not None and local_day(at, here.zone) > standing.until:
        return M("the standing agreement ended on {day}", day=standing.until.isoformat())
    return None


def _other_terms(service: Service, asked: TermsPart, at: datetime, here: Here) -> Message | None:
    """Return which term of a request is not as the entry would have it."""
    standing = service.standing
    performer = here.current(asked.performer or "")
    if standing is None or performer != here.current(standing.by):
        return M("the standing agreement is another performer's")
    if service.performer is not None and here.current(service.performer) != performer:
        return M("the standing agreement is another performer's")
    differing = _differing(service, asked, local_day(at, here.zone), here)
    if differing is None:
        return None
    return M("`{key}` is not as the service has it, each parameter one plain word", key=differing)


def _differing(service: Service, asked: TermsPart, day: date, here: Here) -> str | None:
    """Return the first term, by the file's key, that a request from the entry on that day would not have."""
    plain: tuple[tuple[str, Any, Any], ...] = (
        ("due", asked.due, _due(service, day, here)),
        ("within", asked.within, service.within),
        ("calendar", asked.calendar, _calendar(service, here)),
        ("pause-on", asked.pause_on, service.pause_on),
        ("condition", _by(asked.condition), _condition_by(service, day, here)),
    )
    for key, said, wanted in plain:
        if said != wanted:
            return key
    return _other_words(service, asked, day)


def _due(service: Service, day: date, here: Here) -> object:
    """Return the due of a request made that day: the entry's, or the last day of the period of what recurs."""
    if service.due is not None:
        return _meant(service.due, day, here)
    if service.within is None and service.every is not None:
        return last_day_of(service.every, day)
    return None


def _calendar(service: Service, here: Here) -> str | None:
    """Return the calendar that a request names: the entry's, else that of the workspace where it counts in one."""
    counted = service.within is not None and service.within.unit != "d"
    return service.calendar or (here.calendar_name if counted else None)


def _by(condition: Condition | None) -> object:
    return condition.by if condition else None


def _condition_by(service: Service, day: date, here: Here) -> object:
    word = service.condition.by if service.condition else None
    return _meant(word, day, here) if word else None


def _meant(word: str, day: date, here: Here) -> object:
    """Return the day or instant that an entry's word for a date means; the word where it means none."""
    try:
        return parse_when(word, day, here.zone, here.calendar)
    except Trouble:
        return word


def _other_words(service: Service, asked: TermsPart, day: date) -> str | None:
    """Return the first term whose words are not the entry's, with the same plain word for each parameter."""
    texts: tuple[tuple[str, Sequence[str] | None, Sequence[object] | None], ...] = (
        ("what", [service.what], [asked.what]),
        ("criteria", service.criteria, asked.criteria),
        ("condition", _text_of(service.condition), _text_of(asked.condition)),
    )
    values = {PERIOD: period_of(service.every, day)} if service.every is not None else {}
    for key, written, said in texts:
        if not _are_filled(written, said, values):
            return key
    return None


def _text_of(condition: Condition | ServiceCondition | None) -> list[Any] | None:
    return [condition.text] if condition is not None else None


def _are_filled(written: Sequence[str] | None, said: Sequence[object] | None, values: dict[str, str]) -> bool:
    """Whether texts are those of an entry with its parameters filled in; what is learnt of these goes into `values`."""
    if written is None or said is None:
        return written is None and said is None
    if len(written) != len(said):
        return False
    return all(_is_filled(template, text, values) for template, text in zip(written, said, strict=True))


def _is_filled(template: str, text: object, values: dict[str, str]) -> bool:
    """Whether one text is the entry's. Both are taken word by word, so that no entry can make the comparison long."""
    if not isinstance(text, str):
        return False
    written, said = _TEMPLATE_WORDS.findall(template), _TEXT_WORDS.findall(text)
    if len(written) != len(said):
        return False
    return all(_is_filled_word(one, other, values) for one, other in zip(written, said, strict=True))


def _is_filled_word(template: str, word: str, values: dict[str, str]) -> bool:
    """Whether a word is the entry's, its parameters filled in; with more than two unknown ones nobody can tell."""
    pattern, unknown = _pattern(template, values)
    if len(unknown) > _MOST_UNKNOWN:
        return False
    match = re.fullmatch(pattern, word)
    if match is None:
        return False
    values.update(zip(unknown, match.groups(), strict=True))
    return True


def _pattern(template: str, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return what a filled word looks like, and the parameters in it that are not known yet, a group for each."""
    parts: list[str] = []
    unknown: list[str] = []
    end = 0
    for place in PARAMETER.finditer(template):
        parts.append(re.escape(template[end : place.start()]))
        parts.append(_value_pattern(place[1], values, unknown))
        end = place.end()
    return "".join([*parts, re.escape(template[end:])]), unknown


def _value_pattern(name: str, values: Mapping[str, str], unknown: list[str]) -> str:
    if name in values:
        return re.escape(values[name])
    if name in unknown:
        return rf"(?:\{unknown.index(name) + 1})"
    unknown.append(name)
    return f"({WORD.pattern})"
