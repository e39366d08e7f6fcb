"""Shapes that many documents share: a promise, an act, a finding."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, Field
from typing_extensions import TypedDict

from promisectl.metrics.outcome import Outcome
from promisectl.model.vocabulary import State

OPEN = ConfigDict(extra="allow")  # it may gain keys, such as a new rate
StateName = Annotated[str | None, Field(json_schema_extra={"enum": [*(state.value for state in State), None]})]
ClassName = Annotated[str | None, Field(json_schema_extra={"enum": [*(outcome.value for outcome in Outcome), None]})]
Turn = Literal["performer", "customer"] | None
FreeText = str | dict[str, Any]  # a text, or what stands for one that was redacted
ActObject = Annotated[dict[str, Any], Field(json_schema_extra={"required": ["act", "by", "at"]})]
Days = dict[str, Any]

PromiseDocument = TypedDict(
    "PromiseDocument",
    {
        "id": str,
        "ledger": str,
        "what": FreeText,
        "customer": str | None,
        "performer": str | None,
        "state": StateName,
        "due": str | None,
        "first_due": str | None,
        "counted_due": str | None,
        "agreed_at": str | None,
        "delivered_at": str | None,
        "closed_at": str | None,
        "class": ClassName,
        "overlays": list[str],
        "turn": Turn,
        "waiting_for": list[str],
        "days_left": int | None,
        "revisions": int,
        "tags": list[str],
        "serves": list[str],
        "path": str,
        "line": int,
    },
)


class ShownPromiseDocument(PromiseDocument):
    """A promise with its terms and all that was said."""

    terms: dict[str, Any]
    history: list[ActObject]


WantedPromiseDocument = TypedDict(
    "WantedPromiseDocument",
    {**PromiseDocument.__annotations__, "for": Literal["answer", "proposal", "verdict"]},  # type: ignore[misc]
)


class NextDocument(TypedDict):
    """A lawful act, by whom, what it needs; `left` where that person has left, and a steward says it in the place."""

    act: str
    by: str | None
    needs: list[str]
    left: NotRequired[bool]


class SpokenDocument(TypedDict):
    """One act that was said: the promise, the act, the state before and after, whose turn, what is lawful next.

    `replaced` are the proposals that a counter or renegotiation took the place of; of an agreement, those before.
    """

    promise: PromiseDocument
    act: ActObject
    before: str | None
    after: str | None
    turn: Turn
    replaced: list[ActObject]
    next: list[NextDocument]


class SpokenActs(TypedDict):
    """Several acts that were said at once."""

    acts: list[SpokenDocument]


class FindingDocument(TypedDict):
    """A finding with its place; columns count code points from 1."""

    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    path: str
    line: int
    column: int
    end_column: int
    promise: str | None
    message: str
    note: str | None
    help: str


class Counts(TypedDict):
    """How many findings there are of each severity."""

    error: int
    warning: int
    info: int
