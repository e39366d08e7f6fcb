"""Terms: what is promised, to whom, by whom, by when, and how one will know it was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from promisectl.model.fields import Duration, FileModel, Handle, Redacted, String, Text, When, Within
from promisectl.model.moment import Moment


class Condition(FileModel):
    """What must come true before a conditional promise is owed, and by when."""

    text: Text
    by: When | None = None


class TermsPart(FileModel):
    """Some terms, as an act carries them: a key that is present changes that term, null drops it."""

    what: Text | None = None
    customer: Handle | None = None
    performer: Handle | None = None
    due: When | None = None
    within: Duration | None = None
    calendar: String | None = None
    criteria: tuple[Text, ...] | None = None
    condition: Condition | None = None
    pause_on: tuple[String, ...] | None = None

    def given(self) -> dict[str, Any]:
        """Return the terms that are present, by field name, in the order of `TERMS`."""
        values, present = self.__dict__, self.__pydantic_fields_set__
        return {name: values[name] for name in TERMS if name in present}


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms as they stand at one moment of a conversation."""

    what: str | Redacted | None = None
    customer: str | None = None
    performer: str | None = None
    due: Moment | None = None
    within: Within | None = None
    calendar: str | None = None
    criteria: tuple[str | Redacted, ...] | None = None
    condition: Condition | None = None
    pause_on: tuple[str, ...] | None = None

    def changed(self, changes: Mapping[str, Any]) -> Terms:
        """Return the terms with these changes (by field name)."""
        return Terms(*[changes[name] if name in changes else getattr(self, name) for name in TERMS])

    def differences(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Return those of the changes that differ from the terms."""
        return {name: value for name, value in changes.items() if getattr(self, name) != value}

    def present(self) -> dict[str, Any]:
        """Return the terms that are set, by field name, in the order of the head."""
        return {name: value for name in TERMS if (value := getattr(self, name)) is not None}


TERMS = tuple(field.name for field in fields(Terms))


def key_of(name: str) -> str:
    """Return the file's key for a field name: `pause_on` is written `pause-on`."""
    return name.rstrip("_").replace("_", "-")
