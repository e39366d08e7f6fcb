"""Told: all that is told of a change, as one value: every format of `diff` prints this and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from promisectl.diff.announced import Announcement
from promisectl.diff.change import Change
from promisectl.diff.outlook import Threatened, Waiting
from promisectl.diff.register_lines import RegisterLine
from promisectl.diff.versions import Pair
from promisectl.lifecycle.standing import Context
from promisectl.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Arrival:
    """Promises that one commit brought whole, with all that was said in them; `by` is who made it."""

    commit: str
    by: str | None
    promises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A change. `base` and `head` are commits in hex, `head` may be `worktree`; `pairs` are the promises by id.

    `findings` are those of `check --base`, with places; `trust` says how far each new act is proved, by promise and
    position from 0; `arrivals` are commits that brought several promises; `commits` are all that were judged, in hex;
    `announced` is what commits say they deliver or warn of, which moves nothing before it is recorded.
    """

    base: str
    head: str
    context: Context
    pairs: Mapping[str, Pair] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    registers: Sequence[RegisterLine] = ()
    waiting: Sequence[Waiting] = ()
    findings: Sequence[Finding] = ()
    threats: Sequence[Threatened] = ()
    trust: Mapping[tuple[str, int], str] = field(default_factory=dict)
    arrivals: Sequence[Arrival] = ()
    commits: Sequence[str] = ()
    announced: Sequence[Announcement] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.changes or self.registers or self.findings or self.announced)
