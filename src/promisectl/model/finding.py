"""Finding: something a check says about a file. Collected, never raised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from promisectl.model.message import Message
from promisectl.model.place import Place, Spot


class Severity(StrEnum):
    """How much a finding weighs; ordered by `rank`."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 info, 1 warning, 2 error."""
        return ("info", "warning", "error").index(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `where` is a Spot until the store has located it, then a Place.

    `message` is constant per code with its data after it; `help` is an action. `paste` holds lines to put into the
    file, never translated.
    """

    code: str
    message: Message
    where: Spot | Place
    promise: str | None = None
    note: Message | None = None
    help: Message | None = None
    paste: str = ""
    severity: Severity = Severity.ERROR
    name: str = ""

    @property
    def path(self) -> str:
        """The file, relative to the workspace."""
        return self.where.path
