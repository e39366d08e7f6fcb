"""Refusal: why the law does not allow an act. The same code and words for a command and for a hand-edited file."""

from __future__ import annotations

from dataclasses import dataclass

from promisectl.model.message import Message

THIS = "ID"  # in a help: the promise that is judged, whose id the law does not know


@dataclass(frozen=True, slots=True)
class Refusal:
    """The first act the law refuses: its position from 0, the field that offends, why, and the right verb."""

    code: str
    note: Message
    help: Message | None = None
    act: int = 0
    field: str = "act"

    def remedy(self, promise: str) -> Message | None:
        """The help, with the promise's id in the command that it names, if it names one."""
        if self.help is None or self.help.data.get("id") != THIS:
            return self.help
        return Message(self.help.text, {**self.help.data, "id": promise})
