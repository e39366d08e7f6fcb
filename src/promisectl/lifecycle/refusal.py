"""Refusal: why the law does not allow an act. The same code and words for a command and for a hand-edited file."""

from __future__ import annotations

from dataclasses import dataclass

from promisectl.model.message import Message


@dataclass(frozen=True, slots=True)
class Refusal:
    """The first act the law refuses: its position from 0, the field that offends, why, and the right verb."""

    code: str
    note: Message
    help: Message | None = None
    act: int = 0
    field: str = "act"
