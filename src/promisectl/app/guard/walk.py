"""Walk: each commit of a stretch held against each of its parents, promise by promise (verdicts.md, section 2).

It brings what no parent has, and answers for that; it loses what any parent has. What became of a loss in the end (it
was given back, it was one's own last word, it had come in unlawfully) is told when the walk is over (`verdict`).
"""

from __future__ import annotations

from promisectl.app.compare.naming import who_of
from promisectl.app.guard.registers import NOTHING, RegisterHistory
from promisectl.app.guard.seen import Scope, Seen
from promisectl.app.guard.turning import Turning
from promisectl.app.guard.versions import CommitVersions
from promisectl.git.history import Step


class Walk:
    """Follows the commits of a stretch, parents before children."""

    def __init__(self, scope: Scope, registers: RegisterHistory, versions: CommitVersions) -> None:
        self._scope = scope
        self._registers = registers
        self._versions = versions
        self.seen = Seen()

    def follow(self, step: Step) -> None:
        """Hold one commit against its parents; it was noted, and its files were fetched."""
        parents = [self._registers.of(parent) for parent in step.parents] or [NOTHING]
        changed = self._versions.of(step, parents)
        commit, folder = self.seen.commits[step.oid], self._registers.of(step.oid).ledgers
        ruling = self._scope.ruling_of(step)
        turning = Turning(self._scope, self.seen, self._versions, step, commit, ruling, folder)
        for path in changed.unreadable:
            self.seen.unreadable.append((path, step.oid, who_of(commit, step.oid)))
        for more in changed.appended:
            turning.appended(more)
        for turn in changed.turns:
            turning.turn(turn)
