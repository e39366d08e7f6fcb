"""Settings: what promisectl.yaml says. Only `format` is required."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from promisectl.model.fields import (
    Day,
    FileModel,
    Handle,
    Lead,
    String,
    Truth,
    Whole,
    parse_percent,
    parse_zone,
    refuse,
)
from promisectl.model.folders import plain_folder
from promisectl.model.guarded import ignored, selection, weights
from promisectl.model.languages import LANGUAGES


def _known_language(text: str) -> str:
    if text in LANGUAGES:
        return text
    expected = " or ".join(f"'{name}'" for name in LANGUAGES)
    raise PydanticCustomError("literal_error", "one of {expected} is wanted", {"expected": expected})


LanguageCode = Annotated[
    str, AfterValidator(_known_language), WithJsonSchema({"type": "string", "enum": list(LANGUAGES)})
]
Zone = Annotated[str, PlainValidator(parse_zone), WithJsonSchema({"type": "string"})]
Percent = Annotated[float, PlainValidator(parse_percent), WithJsonSchema({"type": "string", "pattern": "%$"})]
SeverityName = Literal["error", "warning", "info", "off"]


def _folder(text: str) -> str:
    folder = plain_folder(text)
    if folder is None:
        raise refuse("folder")
    return folder


FolderInside = Annotated[String, AfterValidator(_folder)]


class CheckSettings(FileModel):
    """How `check` judges this workspace.

    What is `written` is what the file says; `select`, `ignore`, `severity` and `fail_on` are what holds of it: nothing
    quiets form, law, changes and whose word it is (`model/guarded.py`).
    """

    written_select: tuple[String, ...] = Field((), alias="select")
    written_ignore: tuple[String, ...] = Field((), alias="ignore")
    written_severity: dict[str, SeverityName] = Field(default_factory=dict, alias="severity")
    written_fail_on: Literal["error", "warning", "info", "never"] = Field("error", alias="fail-on")
    overdue_grace: Lead = 0
    due_soon: Lead = 3

    def written_selectors(self) -> tuple[str, ...]:
        """Return every code, or beginning of codes, that the file names."""
        return (*self.written_severity, *self.written_select, *self.written_ignore)

    @property
    def select(self) -> tuple[str, ...]:
        """The codes, or beginnings of codes, that are looked for; none: all."""
        return selection(self.written_select)

    @property
    def ignore(self) -> tuple[str, ...]:
        """The codes, or beginnings of codes, that are left out."""
        return ignored(self.written_ignore)

    @cached_property
    def severity(self) -> Mapping[str, str]:
        """What each code weighs that the file gives another weight, `off` included."""
        return weights(self.written_severity)

    @property
    def fail_on(self) -> Literal["error", "warning", "info"]:
        """The severity from which a finding fails: an error always does."""
        return "error" if self.written_fail_on == "never" else self.written_fail_on


class Target(FileModel):
    """A rate the workspace wants to reach."""

    name: String
    metric: String
    at_least: Percent
    where: String = ""
    enforce: Truth = False


class Policy(FileModel):
    """Whose word counts, and who may change the rules (trust.md)."""

    trust: Literal["recorded", "author", "signed"] = "recorded"
    stewards: tuple[Handle, ...] = ()
    criteria: Literal["optional", "required"] = "optional"
    acts: dict[str, Literal["recorded", "author", "signed"]] = Field(default_factory=dict)
    person_reports: Literal["self", "leads", "all"] = "self"
    proxy: Literal["asked", "allowed"] = "asked"


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Window = tuple[int, int]  # the first minute of a local day, and the one after the last


def parse_cutoff(value: object) -> time:
    """Return the time of day that `16:00` writes."""
    minute = _minute(value)
    if minute is None or minute == _DAY_END:
        raise refuse("time")
    return time(minute // 60, minute % 60)


def parse_hours(value: object) -> tuple[Window, ...]:
    """Return the windows that `09:00-13:00, 15:00-18:00` writes: in order, none touching the next."""
    parts = [part.strip().split("-") for part in value.split(",")] if isinstance(value, str) else []
    windows = [tuple(_minute(side.strip()) for side in part) for part in parts]
    last = -1
    for window in windows:
        if len(window) != 2 or None in window or not last < window[0] < window[1]:  # type: ignore[operator]
            raise refuse("hours")
        last = window[1]  # type: ignore[assignment]
    if not windows:
        raise refuse("hours")
    return tuple(windows)  # type: ignore[arg-type] # every side was looked at


_DAY_END = 24 * 60


def _minute(value: object) -> int | None:
    match = re.match(r"([01]?\d|2[0-4]):([0-5]\d)\Z", value, re.ASCII) if isinstance(value, str) else None
    minute = int(match[1]) * 60 + int(match[2]) if match else None
    return minute if minute is not None and minute <= _DAY_END else None


def _write_hours(windows: tuple[Window, ...]) -> str:
    sides = ("-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in window) for window in windows)
    return ", ".join(sides)


Hours = Annotated[
    tuple[Window, ...],
    PlainValidator(parse_hours),
    PlainSerializer(_write_hours, return_type=str),
    WithJsonSchema({"type": "string", "examples": ["09:00-18:00", "09:00-13:00, 15:00-18:00"]}),
]
TimeOfDay = Annotated[
    time,
    PlainValidator(parse_cutoff),
    PlainSerializer(lambda cutoff: f"{cutoff:%H:%M}", return_type=str),
    WithJsonSchema({"type": "string", "examples": ["16:00"]}),
]


class Calendar(FileModel):
    """A business calendar (goals.md): the country whose holidays it keeps, and what is different here."""

    country: String | None = None
    subdivision: String | None = None
    weekend: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = ("sat", "sun")
    hours: Hours = ((9 * 60, 18 * 60),)
    cutoff: TimeOfDay | None = None
    closed: tuple[Day, ...] = ()
    open: tuple[Day, ...] = ()

    def weekend_days(self) -> frozenset[int]:
        """Return the days of the weekend, Monday is 0."""
        return frozenset(WEEKDAYS.index(day) for day in self.weekend)


class Settings(FileModel):
    """The schema of promisectl.yaml."""

    format: Whole
    timezone: Zone = "UTC"
    language: LanguageCode | None = None
    ledgers: FolderInside = "ledgers"
    default_ledger: String | None = None
    prefixes: dict[str, String] = Field(default_factory=dict)
    default_calendar: String | None = None
    calendars: dict[str, Calendar] = Field(default_factory=dict)
    reasons: dict[str, String] = Field(default_factory=dict)
    check: CheckSettings = Field(default_factory=CheckSettings)
    wip_limit: Whole = 7
    own_record: Truth = True
    targets: tuple[Target, ...] = ()
    handoffs: tuple[tuple[String, String], ...] = ()
    repository_url: String | None = None
    schema_comment: Truth = False
    queries: dict[str, String] = Field(default_factory=dict)
    policy: Policy = Field(default_factory=Policy)


__all__ = ["Calendar", "CheckSettings", "Policy", "Settings", "Target"]
