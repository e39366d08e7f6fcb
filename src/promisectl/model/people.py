"""People: who may speak. A performer or customer is always a person; an area keeps no promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from promisectl.model.fields import Day, FileModel, Handle, String, parse_area

Area = Annotated[
    str | Mapping[date, str],
    PlainValidator(parse_area),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]}),
]


class Person(FileModel):
    """A person or agent of people.yaml."""

    name: String | None = None
    emails: tuple[String, ...] = ()
    area: Area | None = None
    keys: tuple[String, ...] = ()
    accounts: dict[str, String] = Field(default_factory=dict)
    left: Day | None = None
    formerly: tuple[Handle, ...] = ()
    kind: Literal["person", "agent"] = "person"
    answers_to: Handle | None = None

    def area_on(self, day: date) -> str | None:
        """Return the area this person was in on `day`; before the first dated area, the first."""
        if self.area is None or isinstance(self.area, str):
            return self.area
        since = sorted(self.area)
        past = [start for start in since if start <= day]
        return self.area[past[-1] if past else since[0]] if since else None


class AreaEntry(FileModel):
    """An area of people.yaml."""

    name: String | None = None
    leads: tuple[Handle, ...] = ()


class PeopleFile(FileModel):
    """The schema of people.yaml."""

    people: dict[str, Person | None] = Field(default_factory=dict)
    areas: dict[str, AreaEntry | None] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class People:
    """Who may speak, by handle, and the areas."""

    by_handle: Mapping[str, Person] = field(default_factory=dict)
    areas: Mapping[str, AreaEntry] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, handle: str) -> bool:
        """Whether a handle, or a former one, is registered."""
        return handle in self.by_handle or handle in self.former

    def current(self, handle: str) -> str:
        """Return the handle a person goes by now."""
        return self.former.get(handle, handle)

    def get(self, handle: str) -> Person | None:
        """Return the person of a handle, or None."""
        return self.by_handle.get(self.current(handle))

    def name(self, handle: str) -> str:
        """Return the name to show for a handle."""
        person = self.get(handle)
        return (person.name if person else None) or handle

    def area(self, handle: str | None, day: date) -> str | None:
        """Return the area of a person on a day, or None."""
        person = self.get(handle) if handle else None
        return person.area_on(day) if person else None


def is_outside(handle: str | None) -> bool:
    """Whether a handle names an outside party (`ext:…`)."""
    return handle is not None and handle.startswith("ext:")
