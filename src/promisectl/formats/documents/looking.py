"""Documents of looking commands."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from promisectl.formats.documents.shared import (
    NextDocument,
    PromiseDocument,
    ShownPromiseDocument,
    WantedPromiseDocument,
)


class Listed(TypedDict):
    """Promises as of a day; `left_out` is there where files could not be read, and with --lenient."""

    as_of: str
    promises: list[PromiseDocument]
    left_out: NotRequired[int]


class InboxListed(TypedDict):
    """Promises that wait for a word, each with the kind of word."""

    as_of: str
    promises: list[WantedPromiseDocument]
    left_out: NotRequired[int]


class Shown(TypedDict):
    """One promise as a conversation."""

    promise: ShownPromiseDocument


class StatusOf(TypedDict):
    """Where a person stands."""

    as_of: str
    person: str
    you_owe: list[PromiseDocument]
    waiting_for_you: list[PromiseDocument]
    owed_to_you: list[PromiseDocument]
    unanswered: list[PromiseDocument]
    drafts: list[PromiseDocument]
    left_out: NotRequired[int]


class StatusOfAll(TypedDict):
    """Where all stand, for whoever is not known."""

    as_of: str
    person: None
    owed: list[PromiseDocument]
    waiting: list[PromiseDocument]
    drafts: list[PromiseDocument]
    left_out: NotRequired[int]


class NextActs(TypedDict):
    """The lawful acts of a promise."""

    promise: str
    next: list[NextDocument]


_LOGGED = {"required": ["promise", "position", "before", "after", "act", "by", "at"]}
LoggedAct = Annotated[dict[str, Any], Field(json_schema_extra=_LOGGED)]


class Logged(TypedDict):
    """What was said, the latest first."""

    acts: list[LoggedAct]
    left_out: NotRequired[int]
