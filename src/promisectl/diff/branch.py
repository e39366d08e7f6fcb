"""Branch: the net effect of a line of commits: pairs of versions, and how far each act that it brings can be believed.

What single commits did is judged by the guard; the rules of change look at what differs in the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from promisectl.diff.approval import Approval
from promisectl.diff.trust import Trust
from promisectl.diff.versions import Pair
from promisectl.lifecycle.standing import Context
from promisectl.model.people import People
from promisectl.model.settings import Settings

__all__ = ["Approval", "Branch"]


@dataclass(frozen=True)
class Branch:
    """Everything the rules of change look at.

    `trusted` says how far an act can be believed, by promise and position from 0; what nobody committed yet has none.
    """

    pairs: tuple[Pair, ...]
    context: Context
    people: People
    settings: Settings
    people_now: People
    now: datetime
    approvals: tuple[Approval, ...] = ()
    trusted: Mapping[tuple[str, int], Trust] = field(default_factory=dict)
