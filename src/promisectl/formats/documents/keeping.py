"""Documents of commands that register, exchange and put away."""

from __future__ import annotations

from typing import Literal, NotRequired

from pydantic import with_config
from typing_extensions import TypedDict

from promisectl.formats.documents.shared import OPEN


@with_config(OPEN)
class ServiceDocument(TypedDict):
    """A service, and what is open of it in this period."""

    name: str
    what: str
    parameters: list[str]
    period: str | None
    promise: str | None


class ServicesDocument(TypedDict):
    """The services."""

    services: list[ServiceDocument]


@with_config(OPEN)
class SaidCheckIn(TypedDict):
    """A check-in: a day or an instant, who said it, the number."""

    at: str
    by: str
    value: int | float
    confidence: NotRequired[int]
    note: NotRequired[str]


class CheckedInDocument(TypedDict):
    """A check-in of a key result or a KPI, and where that stands with it.

    `progress` and `expected` are shares from 0 to 1 and null of a KPI, `in_band` is null of a key result.
    """

    goal: str
    kind: Literal["key-result", "kpi"]
    objective: str | None
    check_in: SaidCheckIn
    progress: float | None
    expected: float | None
    colour: Literal["green", "amber", "red", "grey"] | None
    in_band: bool | None
    written: bool


class WorkspaceDocument(TypedDict):
    """A workspace that was made."""

    root: str
    files: list[str]
    repository: bool


class LedgerDocument(TypedDict):
    """A ledger that was made."""

    ledger: str
    path: str


class PersonDocument(TypedDict):
    """What was entered about a person."""

    person: str
    left: NotRequired[str]
    area: NotRequired[str]
    since: NotRequired[str]
    formerly: NotRequired[str]
    forgotten: NotRequired[list[str]]
    still: NotRequired[list[int]]


class ListedPerson(TypedDict):
    """A person of people.yaml; `area` is that of the day, `you` whoever looks."""

    handle: str
    name: str | None
    emails: list[str]
    area: str | None
    kind: str
    answers_to: str | None
    left: str | None
    formerly: list[str]
    steward: bool
    you: bool


class PeopleDocument(TypedDict):
    """The people, by handle."""

    people: list[ListedPerson]


class AreaDocument(TypedDict):
    """An area that was registered."""

    area: str


class DiagnosisDocument(TypedDict):
    """One thing that was looked at, and a remedy where there is trouble."""

    topic: str
    ok: bool
    found: str
    remedy: str | None


class DoctorDocument(TypedDict):
    """All that was looked at."""

    checks: list[DiagnosisDocument]


class ImportedDocument(TypedDict):
    """How many promises are new, how many were there, who was registered."""

    added: int
    unchanged: int
    people: list[str]


class MovedDocument(TypedDict):
    """A promise that went into a pack or came out of it."""

    promise: str
    path: str
    pack: str


class LeftDocument(TypedDict):
    """A promise or a pack that stays, and why."""

    promise: str | None
    path: str
    why: str


class PackedDocument(TypedDict):
    """What was packed."""

    packed: list[MovedDocument]
    left: list[LeftDocument]
    before: str
    written: bool


class UnpackedDocument(TypedDict):
    """What was unpacked."""

    unpacked: list[MovedDocument]
    written: bool
