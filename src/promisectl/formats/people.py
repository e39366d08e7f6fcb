"""People for people and for programs: who may speak here, by which handle, in which area, and in what part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from promisectl.formats.screen import Column, Row, Screen, Section, Table, cell, prose
from promisectl.formats.translator import Translator
from promisectl.model.message import M, Message
from promisectl.model.people import Person

if TYPE_CHECKING:
    from promisectl.formats.documents.keeping import ListedPerson


@dataclass(frozen=True, slots=True)
class Registered:
    """A person of people.yaml as of a day, whether it is whoever looks, and whether a steward."""

    handle: str
    person: Person
    day: date
    is_me: bool = False
    is_steward: bool = False

    @property
    def has_left(self) -> bool:
        """Whether the person has left by that day."""
        return self.person.left is not None and self.person.left <= self.day


def people_screen(people: Sequence[Registered], words: Translator) -> Screen:
    """Return a row a person: handle, name, area, and what part they have."""
    say = words.say
    if not people:
        nobody = say(M("nobody is registered: `promisectl person add HANDLE`"))
        return Screen(sections=(Section((prose(nobody),)),))
    columns = (
        Column(say(M("handle")), "key"),
        Column(say(M("name")), "title"),
        Column(say(M("area")), "fact"),
        Column(say(M("part")), "flags"),
    )
    rows = tuple(_row(one, words) for one in people)
    return Screen(sections=(Section((Table(columns, rows, indent=0),)),))


def _row(one: Registered, words: Translator) -> Row:
    part = ", ".join(words.say(message) for message in _part(one, words))
    name = cell(one.person.name or "")
    return Row((cell(one.handle, "head"), name, cell(one.person.area_on(one.day) or ""), cell(part)))


def _part(one: Registered, words: Translator) -> Iterator[Message]:
    """Yield what part somebody has here, in words."""
    person = one.person
    if one.is_me:
        yield M("you")
    if one.is_steward:
        yield M("steward")
    if person.kind == "agent":
        yield M("agent of {handle}", handle=person.answers_to) if person.answers_to else M("agent")
    if person.left is not None:
        yield (
            M("left {day}", day=words.day(person.left))
            if one.has_left
            else M("leaves {day}", day=words.day(person.left))
        )
    if person.formerly:
        yield M("formerly {handles}", handles=", ".join(person.formerly))


def person_json(one: Registered) -> ListedPerson:
    """Return a person for programs: the area is that of the day."""
    person = one.person
    return {
        "handle": one.handle,
        "name": person.name,
        "emails": list(person.emails),
        "area": person.area_on(one.day),
        "kind": person.kind,
        "answers_to": person.answers_to,
        "left": person.left.isoformat() if person.left else None,
        "formerly": list(person.formerly),
        "steward": one.is_steward,
        "you": one.is_me,
    }
