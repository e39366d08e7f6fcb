"""Descents: each commit held against its parents, promise by promise, and each new act judged.

A promise is found by its id: a file that moves, or goes into a pack, takes its acts along. What is caught is caught
once: an act that one branch took away is not found again in every merge of that branch.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import partial

from promisectl.app.audit import findings as make
from promisectl.app.audit.findings import AuditedAct, AuditFinding, CommitStep
from promisectl.app.audit.versions import CommitVersions
from promisectl.app.compare.past_registers import NOTHING, PastRegisters, RegisterHistory
from promisectl.diff.descent import Lost, descended
from promisectl.diff.histories import RawAct, compare
from promisectl.diff.trust import Asked, Trust, judge, unsigned
from promisectl.git.commits import Commit
from promisectl.git.history import Step
from promisectl.git.repository import Repository
from promisectl.git.signatures import Signatures
from promisectl.model.signature import Signature
from promisectl.yamltext.raw_acts import RawPromise


class Descents:
    """What the commits of a history did, as far as it was followed."""

    def __init__(self, repository: Repository, prefix: str, registers: RegisterHistory, signatures: Signatures) -> None:
        self._registers = registers
        self._signatures = signatures
        self._sides = CommitVersions(repository, prefix, registers)
        self._seen: set[tuple[str, str, str]] = set()
        self._missed: set[tuple[str, str]] = set()  # acts that went or were changed: putting one back is a mending
        self.heard: list[AuditedAct] = []
        self.caught: list[AuditFinding] = []

    def follow(self, steps: Sequence[Step]) -> int:
        """Hold each commit against its parents; return how many of them touch the workspace."""
        touched = [step for step in steps if self._registers.note(step) and any(step.differences)]
        self._sides.fetch(touched)
        for step in touched:
            self._follow(step)
        return len(touched)

    def _follow(self, step: Step) -> None:
        parents = [self._registers.of(parent) for parent in step.parents] or [NOTHING]
        side = self._sides.of(step, parents)
        commit = step.commit
        change = CommitStep(step.oid, commit, parents[0].before, len(parents) > 1)
        asked = self._asked(commit, parents[0])
        found: list[AuditFinding] = [make.unreadable_finding(change, path) for path in side.unreadable]
        for name, acts, path in side.appended:
            found += self._new(change, name, path, acts, asked)
        for name, olds, news in side.promises():
            found += self._promise(change, step, name, olds, news, asked)
        for register in self._registers.unreadable(step):
            path = self._registers.path(register, self._registers.of(step.oid).folder)
            found.append(make.unreadable_finding(change, path))
        for register in self._registers.changed(step, commit):
            path = self._registers.path(register, self._registers.of(step.oid).folder)
            found.append(make.register_finding(change, path))
        self.caught += [one for one in make.once_for_each_promise(found) if self._is_first(one)]

    def _asked(self, commit: Commit, parent: PastRegisters) -> Asked:
        """Return what answers for the signature of a commit, by the keys its parent lists."""
        if not commit.signature:
            return unsigned
        return partial(self._signed, commit, parent)

    def _signed(self, commit: Commit, parent: PastRegisters, handle: str) -> Signature:
        person = parent.people.get(handle)
        return self._signatures.signed_by(commit, handle, person.keys if person else ())

    def _new(
        self, change: CommitStep, name: str, path: str, acts: Iterable[RawAct], asked: Asked
    ) -> list[AuditFinding]:
        found = []
        for act in acts:
            if self._missed and (name, _written(act)) in self._missed:
                continue
            judged = judge(act, change.commit, change.before, asked)
            self.heard.append(make.heard(name, act, change.oid, judged.word))
            found += [make.breach_finding(change, name, path, act, breach) for breach in judged.breaches]
        return found

    def _promise(
        self,
        change: CommitStep,
        step: Step,
        name: str,
        olds: Sequence[Sequence[RawPromise]],
        news: Sequence[RawPromise],
        asked: Asked,
    ) -> list[AuditFinding]:
        """Return what a commit did to one promise; `olds` are its versions in each parent: none, one, or copies."""
        if not news:
            return self._gone(change, step, name, olds)
        found = []
        for new, versions in _matched(olds, news):
            descent = descended(versions, new.acts)
            lost = [loss for loss in descent.lost if self._is_missed(name, loss)]
            found += [make.lost_finding(change, name, new.path, one) for one in lost]
            evil = [new.acts[place] for place in descent.evil]
            found += [make.merge_finding(change, name, new.path, act) for act in evil]
            self.heard += [make.heard(name, act, change.oid, Trust.UNVERIFIED) for act in evil]
            found += self._new(change, name, new.path, [new.acts[place] for place in descent.new], asked)
        return found

    def _gone(
        self, change: CommitStep, step: Step, name: str, olds: Sequence[Sequence[RawPromise]]
    ) -> list[AuditFinding]:
        acts = [act for versions in olds for version in versions for act in version.acts]
        if not acts:
            return []
        there = self._sides.elsewhere(step.oid, self._registers.of(step.oid).folder, name)
        if all(any(act in one.acts for one in there) for act in acts):
            return []
        self._missed |= {(name, _written(act)) for act in acts}
        last = next(one for versions in olds for one in versions)
        return [make.promise_finding(change, name, last.path, len(last.acts))]

    def _is_missed(self, name: str, lost: Lost) -> bool:
        """Whether an act is really lost: not where it gives way to one that had to give way to it."""
        if (
            lost.kind in ("edited", "slipped-in")
            and lost.now is not None
            and (name, _written(lost.now)) in self._missed
        ):
            return False
        if lost.kind in ("edited", "removed"):
            self._missed.add((name, _written(lost.act)))
        return True

    def _is_first(self, one: AuditFinding) -> bool:
        """Whether this was not caught in an earlier commit: what went once is not there to go again in a merge."""
        if one.kind not in ("removed", "edited", "reordered", "redacted"):
            return True
        key = (one.promise or "", one.kind, _written(one.act) if one.act else "")
        is_first = key not in self._seen
        self._seen.add(key)
        return is_first


def _written(act: RawAct) -> str:
    """Return an act as one text."""
    return json.dumps(act, sort_keys=True)


def _matched(
    olds: Sequence[Sequence[RawPromise]], news: Sequence[RawPromise]
) -> Iterable[tuple[RawPromise, list[tuple[RawAct, ...]]]]:
    """Yield each new version with the parents' versions it goes back to; with copies, those it keeps the most of."""
    taken: list[list[list[RawPromise]]] = [[[] for _ in olds] for _ in news]
    for place, versions in enumerate(olds):
        for old in versions:
            kept = [len(compare(old.acts, new.acts).kept) for new in news] if len(news) > 1 else [0]
            taken[kept.index(max(kept))][place].append(old)
    for new, parents in zip(news, taken, strict=True):
        copies = max((len(versions) for versions in parents), default=0)
        if copies <= 1:
            yield new, [versions[0].acts if versions else () for versions in parents]
        else:
            yield new, [tuple(act for version in versions for act in version.acts) for versions in parents]
