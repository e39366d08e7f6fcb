"""Past dues: a due that has gone by already is asked about on a terminal, and said to be so elsewhere.

Somebody who writes words down that were said earlier means it; somebody who is wrong about the year does not.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from promisectl.cli.asking import answer_to, can_ask, tell_trouble
from promisectl.model.message import M
from promisectl.model.moment import Moment, days_between, deadline, local_day
from promisectl.model.trouble import Trouble

if TYPE_CHECKING:
    from promisectl.cli.session import Session

NEAR = 183  # days: a day of another year that is nearer than half a year is likely meant


def due_of(session: Session, text: str) -> Moment:
    """Return the due that a word of the command line means; one that is past is asked about, or said to be so."""
    due = session.when(text)
    while is_past(session, due):
        if not can_ask(session.console):
            session.console.remark(M("warning: the due {due} is past, by {days} d", **_data(session, due)))
            return due
        answer = answer_to(session.console, _question(session, due))
        if not answer:
            return due
        try:
            due = session.when(answer)
        except Trouble as trouble:
            tell_trouble(session.console, trouble)
    return due


def is_past(session: Session, due: Moment) -> bool:
    """Whether a due had gone by when the words were said."""
    zone, said = session.workspace.zone, session.at() or session.workspace.now
    return deadline(due, zone) < deadline(said, zone)


def _question(session: Session, due: Moment) -> str:
    say, data = session.console.say, _data(session, due)
    question = say(M("The due {due} is past, by {days} d.", **data))
    meant = likely_meant(local_day(due, session.workspace.zone), session.today)
    if meant is not None:
        question += " " + say(M("Did you mean {day}?", day=meant))
    return f"{question} " + say(M("Enter keeps it; or write another day:"))


def _data(session: Session, due: Moment) -> dict[str, object]:
    zone = session.workspace.zone
    day = session.words.day(due, None, zone)
    return {"due": day, "days": days_between(due, session.workspace.now, zone)}


def likely_meant(day: date, today: date) -> date | None:
    """Return the same day of this year or the next where it is soon to come; None where it is not, or was not written.

    A day of this year that has just gone by is no mistake of the year.
    """
    for year in (today.year, today.year + 1):
        with suppress(ValueError):
            meant = day.replace(year=year)
            if today <= meant and (meant - today).days <= NEAR:
                return meant
    return None
