"""A change of rules: what a commit changed in registers, by whose rules it is judged, and how PC409 tells of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from promisectl.app.guard.found import Caught
from promisectl.app.guard.register_changes import RegisterChange
from promisectl.app.guard.registers import PastRegisters
from promisectl.diff.ruling import Ruling
from promisectl.git.commits import Commit
from promisectl.model.finding import Severity
from promisectl.model.message import M, Message
from promisectl.yamltext.raw_acts import RawPromise

OPEN = ("requested", "offered", "promised", "delivered")


@dataclass(frozen=True)
class Change:
    """What a commit changed in registers: the keys, the registers before and after, and by whose rules it is judged.

    `promises` reads every promise as the commit has it, and is asked only where a change may re-read them.
    """

    changes: Sequence[RegisterChange]
    before: PastRegisters
    after: PastRegisters
    commit: Commit
    ruling: Ruling
    promises: Callable[[], Iterable[RawPromise]]

    @property
    def authors(self) -> frozenset[str]:
        """Who made it."""
        return self.ruling.authors(self.commit)

    @property
    def by_steward(self) -> bool:
        """Whether a steward of the base made it."""
        return bool(self.ruling.stewards & self.authors)

    @property
    def names_stewards(self) -> bool:
        """Whether the base names anybody who may be asked."""
        return bool(self.ruling.reachable_stewards)

    def told(self, register: str) -> list[RegisterChange]:
        """Return what was changed in one register."""
        return [change for change in self.changes if change.register == register]


def weighed(
    change: Change, key: str, path: str, note: Message, help: Message, severity: Severity = Severity.ERROR
) -> Caught:
    """Return a finding of PC409: a steward may, and is reminded."""
    weight = Severity.WARNING if change.by_steward else severity
    return Caught("register", "PC409", change.commit.oid, path, note, help, severity=weight, field=key)


def way_out(change: Change) -> Message:
    """Return who makes such a change: a steward, who has to be named first where there is none."""
    stewards = ", ".join(sorted(change.ruling.stewards))
    if stewards:
        return M("let a steward make this change, or approve its commit: {stewards}", stewards=stewards)
    return M(
        "name a steward first, in a change of its own (`policy: {example}` in promisectl.yaml), who then makes this "
        "one",
        example="{stewards: [HANDLE]}",
    )
