"""Change: one thing that the difference between two versions means, in the words of cli.md (`diff`).

`due-moved` says what was agreed, net, from one head to the other; a proposal nobody has answered is told apart, with
`agreed` false, for merging it moves nothing. `silent-change`, `history-rewritten` and `removed` are unlawful.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from promisectl.model.message import Message
from promisectl.model.moment import Moment

ChangeKind = Literal[
    "added",
    "act",
    "due-stored",
    "due-moved",
    "terms-changed",
    "weakened",
    "closed",
    "free-field",
    "moved",
    "silence",
    "register",
    "silent-change",
    "history-rewritten",
    "removed",
]
UNLAWFUL = ("silent-change", "history-rewritten", "removed")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a change means. `from_` and `to` are values of the model; `position` is the act's, from 1.

    `agreed` is None where there is nothing to agree to, `timely` where there is nothing to be in time for.
    """

    promise: str
    ledger: str
    path: str
    kind: ChangeKind
    summary: Message
    act: str | None = None
    by: str | None = None
    at: Moment | None = None
    position: int | None = None
    from_: Any = None
    to: Any = None
    days: int | None = None
    agreed: bool | None = None
    timely: bool | None = None
    terms: Mapping[str, Any] = field(default_factory=dict)
    codes: tuple[str, ...] = ()

    @property
    def is_unlawful(self) -> bool:
        """Whether no act could have made this change."""
        return self.kind in UNLAWFUL
