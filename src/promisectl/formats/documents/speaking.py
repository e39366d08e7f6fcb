"""Documents of commands that speak an act, take one back or mend a promise; and of what stopped one."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from promisectl.formats.documents.shared import ActObject, NextDocument, PromiseDocument, SpokenDocument, Turn


class RoleSpoken(SpokenDocument):
    """An act of a handover, with the roles it passes on."""

    roles: list[str]


class RemainingDocument(TypedDict):
    """A promise that a handover leaves, why, and what ends it."""

    promise: str
    state: str | None
    why: str
    acts: list[str]
    by: str | None


HandoverDocument = TypedDict(
    "HandoverDocument",
    {
        "from": str,
        "to": str,
        "reason": str,
        "written": bool,
        "acts": list[RoleSpoken],
        "remaining": list[RemainingDocument],
    },
)


class AppliedLine(TypedDict):
    """A line of `apply`; what was said is there unless it was said before."""

    line: int
    there: bool
    id: str
    verb: str
    promise: NotRequired[PromiseDocument]
    act: NotRequired[ActObject]
    before: NotRequired[str | None]
    after: NotRequired[str | None]
    turn: NotRequired[Turn]
    replaced: NotRequired[list[ActObject]]
    next: NotRequired[list[NextDocument]]


class AppliedDocument(TypedDict):
    """The lines of `apply`, and whether they were written."""

    written: bool
    lines: list[AppliedLine]


class AgreedService(TypedDict):
    """A service that its performer agrees to beforehand; `terms` is the digest of what is agreed to."""

    service: str
    by: str
    at: str
    until: str | None
    terms: str
    written: bool


class AlreadyOpen(TypedDict):
    """An instance of a service that was opened before."""

    promise: PromiseDocument
    already: Literal[True]


class RedactedDocument(TypedDict):
    """A text that was taken out; the salt is there once, when it was written."""

    promise: str
    act: str
    field: str
    places: int
    sha256: str
    salt: str | None
    still: list[int]


class VoidApproval(TypedDict):
    """An approval that was not recorded, and why."""

    promise: str
    by: str
    why: str


class RecordedApprovals(TypedDict):
    """The agreements that reviews gave."""

    acts: list[SpokenDocument]
    left: list[VoidApproval]


class UndoneDocument(TypedDict):
    """An act that was taken back."""

    promise: str
    undone: str
    removed: bool


class EditedDocument(TypedDict):
    """Whether an edit was kept."""

    promise: str
    changed: bool


class FieldDocument(TypedDict):
    """A free field that was set; null where it was removed."""

    promise: str
    field: str
    value: str | None


class ErrorBody(TypedDict):
    """What stopped a command, and the acts that would be lawful instead."""

    code: str
    message: str
    help: str | None
    legal: list[str]


class ErrorDocument(TypedDict):
    """What a command prints that could not go on."""

    error: ErrorBody
