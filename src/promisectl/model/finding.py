"""Finding: something a check says about a file. Collected, never raised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from promisectl.model.message import Message
from promisectl.model.place import Place, Spot, Step


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
    file, never translated. `subject` is the way to what it is about, kept when the spot has become a place.
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
    subject: tuple[Step, ...] = ()

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes it the same finding in another version of the file: code, promise (else path), act or field.

        Never a line. The act is its index in the history (`history.2`), the field a key of the head (`due`); in a file
        that holds no promise it is the whole way. Two findings may share it: two criteria with vague words, say.
        """
        steps = self.subject or (self.where.steps if isinstance(self.where, Spot) else ())
        if self.promise is not None:
            steps = steps[: 2 if steps[:1] == ("history",) else 1]
        return self.code, self.promise or self.path, ".".join(str(step) for step in steps)

    @property
    def path(self) -> str:
        """The file, relative to the workspace."""
        return self.where.path


def only_new(now: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """Return the findings that an older version of the files did not have, in their order.

    Each older one stands for one of the same identity: for the one that says the same where there is one, else for
    the first. So an old finding stays old when the list it stands in grows or changes its order.
    """
    words = Counter((finding.identity, str(finding.note)) for finding in before)
    left = [finding for finding in now if not _taken(words, (finding.identity, str(finding.note)))]
    counts: Counter[object] = Counter()
    for (identity, _), count in words.items():
        counts[identity] += count
    return [finding for finding in left if not _taken(counts, finding.identity)]


def _taken(counts: Counter[Any], key: object) -> bool:
    """Whether one more of a kind was there; it is used up."""
    there = counts[key] > 0
    counts[key] -= there
    return there
