"""Rulings: by whose registers each commit of a stretch is judged: the base's, or, in an audit, its parent's."""

from __future__ import annotations

from collections.abc import Sequence

from promisectl.app.guard.registers import NOTHING, PastRegisters, RegisterHistory
from promisectl.diff.ruling import Commit as AnyCommit
from promisectl.diff.ruling import Ruling
from promisectl.git.commits import Commit
from promisectl.git.history import Step
from promisectl.git.signatures import Signatures
from promisectl.model.people import People
from promisectl.model.settings import Policy
from promisectl.model.signature import UNSIGNED, Signature


class Rulings:
    """Gives rulings, each made once.

    `tip` is the commit by whose registers all are judged, None where each is judged by its parents; `last` is what
    stands at the end, `older` are commits whose addresses count besides.
    """

    def __init__(
        self,
        registers: RegisterHistory,
        signatures: Signatures,
        *,
        tip: str | None,
        last: str,
        older: Sequence[str],
    ) -> None:
        self._registers = registers
        self._signatures = signatures
        self._tip = tip
        self._last = last
        self._older = older
        self._made: dict[tuple[int, int], Ruling] = {}

    def of(self, step: Step) -> Ruling:
        """Return by which registers a commit is judged."""
        if self._tip is not None:
            return self.at(self._tip, also=self._last)
        begun = [parent for parent in step.parents if self._registers.of(parent).begun]
        return self.at(begun[0] if begun else None, also=step.oid)

    def before(self, parents: Sequence[str]) -> Ruling:
        """Return by whose registers a commit with these parents is judged, nothing of its own among them."""
        if self._tip is not None:
            return self.at(self._tip)
        return self.at(parents[0] if parents else None)

    def at(self, commit: str | None, also: str | None = None) -> Ruling:
        """Return the ruling by a commit's registers, with the names that another one knows besides."""
        registers = self._registers.of(commit) if commit is not None else NOTHING
        now = self._registers.of(also) if also is not None else registers
        key = (id(registers), id(now))
        if key not in self._made:
            self._made[key] = self._make(registers if registers.begun else _nothing_before(now), now)
        return self._made[key]

    def _make(self, registers: PastRegisters, now: PastRegisters) -> Ruling:
        addresses: tuple[People, ...] = ()
        if registers.settings.policy.trust == "recorded":
            addresses = tuple(self._registers.of(commit).people for commit in self._older)
        return Ruling(
            registers.people,
            registers.settings,
            registers.services,
            now.people,
            now.services,
            addresses,
            signature=self._signed,
        )

    def _signed(self, commit: AnyCommit, handle: str, keys: tuple[str, ...]) -> Signature:
        if not isinstance(commit, Commit) or not commit.signature:
            return UNSIGNED
        return self._signatures.signed_by(commit, handle, keys)


def _nothing_before(now: PastRegisters) -> PastRegisters:
    """Return by what the first commit of a workspace is judged: its own zone, calendars and services, nobody's word
    and no policy."""
    settings = now.settings.model_copy(update={"policy": Policy()})
    return PastRegisters(now.prefix, settings=settings, services=now.services)
