"""Promise: one promise as its file tells it: the head (what is in force) and the history (who said what)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from promisectl.model.act import Act
from promisectl.model.fields import Duration, FileModel, Handle, Lead, PromiseId, String, Text, When, Whole
from promisectl.model.place import Spot, Step
from promisectl.model.terms import TERMS, Condition, Terms
from promisectl.model.vocabulary import OPEN, STORED, State


class Need(FileModel):
    """A promise this one needs, and how many days before the due it must be there."""

    id: PromiseId
    lead: Lead = 0


Small = Annotated[Whole, Field(ge=1, le=5)]


class PromiseFile(FileModel):
    """The schema of a promise file. Keys beginning with `x-` belong to the user and are kept."""

    model_config = ConfigDict(extra="allow")

    id: PromiseId
    what: Text
    customer: Handle | None = None
    performer: Handle | None = None
    due: When | None = None
    within: Duration | None = None
    calendar: String | None = None
    criteria: tuple[Text, ...] | None = None
    condition: Condition | None = None
    pause_on: tuple[String, ...] | None = None
    serves: tuple[String, ...] = ()
    tags: tuple[String, ...] = ()
    priority: Whole | None = None
    needs: tuple[PromiseId | Need, ...] = ()
    part_of: PromiseId | None = None
    follows: PromiseId | None = None
    reopens: PromiseId | None = None
    service: String | None = None
    instance: String | None = None
    weight: Annotated[Whole, Field(ge=1, le=10)] = 1
    impact: Small | None = None
    effort: Small | None = None
    fallback: Text | None = None
    segment: String | None = None
    channel: String | None = None
    touchpoint: String | None = None
    layer: Literal["frontstage", "backstage", "support"] | None = None
    links: tuple[Text, ...] | dict[str, Text] | Text | None = None
    notes: tuple[Text, ...] | Text | None = None
    state: (
        Literal[
            "requested",
            "offered",
            "promised",
            "delivered",
            "accepted",
            "declined",
            "withdrawn",
            "revoked",
            "cancelled",
            "failed",
        ]
        | None
    ) = None
    history: tuple[Act, ...] | None = None


FREE_FIELDS = tuple(name for name in PromiseFile.model_fields if name not in (*TERMS, "id", "state", "history"))


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise and where it was read: ledger, path relative to the workspace, document within a pack."""

    file: PromiseFile
    ledger: str
    path: str
    document: int = 0
    packed: bool = False
    line: int = 1

    @property
    def id(self) -> str:
        """The promise's id."""
        return self.file.id

    @property
    def history(self) -> tuple[Act, ...]:
        """The acts, in the order spoken; empty for a draft."""
        return self.file.history or ()

    @property
    def is_draft(self) -> bool:
        """Whether terms were written down and nothing was said yet."""
        return self.file.history is None

    def head_terms(self) -> Terms:
        """Return the terms the head shows."""
        file = self.file
        return Terms(
            file.what,
            file.customer,
            file.performer,
            file.due,
            file.within,
            file.calendar,
            file.criteria,
            file.condition,
            file.pause_on,
        )

    def needs(self) -> tuple[tuple[str, int], ...]:
        """Return the promises this one needs, each with its lead in days."""
        return tuple((need.id, need.lead) if isinstance(need, Need) else (need, 0) for need in self.file.needs)

    def spot(self, *steps: Step) -> Spot:
        """Return the spot of a value in this promise's file."""
        return Spot(self.path, steps, self.document)


def unknown_keys(file: PromiseFile) -> list[str]:
    """Return the keys that are neither the format's nor the user's own (`x-…`)."""
    extra: dict[str, Any] = file.model_extra or {}
    return [key for key in extra if not key.startswith("x-")]


__all__ = ["FREE_FIELDS", "OPEN", "STORED", "Need", "Promise", "PromiseFile", "State", "unknown_keys"]
