"""Act: one thing said in the conversation of a promise, by whom, when, and with what."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from promisectl.model.acts import Verb
from promisectl.model.fields import Day, FileModel, Handle, Share, String, Text, Truth, When, Whole
from promisectl.model.terms import TermsPart


class Dues(FileModel):
    """The three dues after a pause: first given, counted, current."""

    first: When
    counted: When
    current: When


class Act(FileModel):
    """One act of a history. Which keys belong to which act is the law's business (PC202), not the form's."""

    act: Verb
    by: Handle
    at: When
    for_: Handle | None = None
    via: Text | None = None
    note: Text | None = None
    reason: String | None = None
    terms: TermsPart | None = None
    reply_by: When | None = None
    why: Text | None = None
    understood: Text | None = None
    due: When | None = None
    calendar: String | None = None
    without: tuple[Day, ...] | None = None
    material: Truth | None = None
    forecast: Day | Literal["unknown"] | None = None
    help: Text | None = None
    clear: Truth | None = None
    evidence: tuple[Text, ...] | None = None
    dues: Dues | None = None
    as_: Literal["full", "partial"] | None = None
    fraction: Share | None = None
    rating: Whole | None = None
    delivered_on: Day | None = None
    unmet: tuple[Text, ...] | None = None
    remedy: Text | None = None
    kind: String | None = None
    of: String | None = None
    acts: tuple[dict[str, Any], ...] | None = Field(default=None)

    @property
    def speaker(self) -> str:
        """Whose words these are: `for` where present, else `by`."""
        return self.for_ or self.by


__all__ = ["Act", "Dues", "Verb"]
