"""Audit: whether the history of a workspace only ever grew, and how far each of its acts can be believed (trust.md).

Every commit is held against each of its parents: what was said must stand, and each new act is judged by the people
and the policy of the parent. People get wrong what this can see: a history that was rewritten whole, from its first
commit on, looks like one that never was; only a checkpoint kept elsewhere tells the two apart.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from promisectl.app.compare.revisions import nothing_committed
from promisectl.git.history import need_whole, walk
from promisectl.git.repository import Purpose, Repository, need_repository
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.model.place import Place
from promisectl.model.trouble import Trouble
from promisectl.store.root import SETTINGS, find_root

if TYPE_CHECKING:
    from promisectl.app.audit.checkpoint import Checkpoint
    from promisectl.app.guard.found import Caught
    from promisectl.app.guard.spoken import Heard
    from promisectl.checking.attribute_faults import AttributeFault
    from promisectl.diff.trust import Trust
    from promisectl.store.standing_files import StandingFiles


@dataclass(frozen=True, slots=True)
class LocatedFinding:
    """A finding of an audit: what kind of change it is (`edited`, say), and the commit that made it."""

    kind: str
    commit: str | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class AuditedAct:
    """An act that a commit brought, as it was written, and how far it can be believed."""

    promise: str
    act: str
    by: str
    at: str
    commit: str
    word: Trust

    @classmethod
    def of(cls, heard: Heard) -> AuditedAct:
        """Return what is told of an act that was heard."""
        act = heard.act
        return cls(heard.promise, _text(act, "act"), _text(act, "by"), _text(act, "at"), heard.commit, heard.word)


def _text(act: Mapping[str, Any], key: str) -> str:
    value = act.get(key)
    return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit saw. `acts` are those that commits brought, in their order, each with its trust word."""

    root: Path
    prefix: str
    head: str
    since: str | None
    commits: int
    acts: list[AuditedAct]
    caught: list[LocatedFinding]
    checkpoint: Checkpoint | None = None
    words: Counter[Trust] = field(default_factory=Counter)

    @property
    def findings(self) -> list[Finding]:
        """The findings alone, in their order."""
        return [finding.finding for finding in self.caught]

    @property
    def is_lawful(self) -> bool:
        """Whether nothing was found that weighs as an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)

    @property
    def anchored(self) -> bool:
        """Whether a checkpoint was held against the history."""
        return self.checkpoint is not None

    @property
    def promises(self) -> int:
        """How many promises these acts stand in."""
        return len({act.promise for act in self.acts})


def audit(
    *,
    root: Path | None = None,
    since: str | None = None,
    checkpoint: Path | None = None,
    approvals: Path | None = None,
) -> Audit:
    """Return what the history of HEAD says of itself; Trouble where it cannot be seen whole.

    `since` leaves out what that revision holds; `checkpoint` is a file that must still be true of the history;
    `approvals` a file of reviews.
    """
    folder = find_root(root)
    repository = need_repository(folder, Purpose.AUDIT)
    need_whole(repository)
    head = _resolved(repository, "HEAD")
    start = _resolved(repository, since) if since is not None else None
    prefix = repository.prefix(folder)
    begun = walk(repository, head, start, prefix.rstrip("/"))
    # git is at work; what will judge is imported meanwhile
    from promisectl.app.audit.checkpoint import broken, read_checkpoint
    from promisectl.app.compare.approvals_file import read_reviews
    from promisectl.app.guard.history_stretch import of_history
    from promisectl.app.guard.judge import judge
    from promisectl.app.ledger.attributes import attributes_at
    from promisectl.store.standing_files import StandingFiles

    stretch = of_history(repository, head, start, prefix, begun)
    stretch.read_reviews = lambda people: read_reviews(approvals, people)
    judgement = judge(stretch)
    registers = judgement.registers
    _need_something(registers.begun)
    files = StandingFiles(repository, head, prefix, registers.of(head).folder)
    kept = read_checkpoint(checkpoint) if checkpoint is not None else None
    caught = list(judgement.caught)
    heard = [one for one in judgement.heard if not one.is_instead]
    attributes = attributes_at(repository, head, prefix, registers.of(head).folder)
    if kept is not None:
        caught += broken(kept, stretch.snapshots, head, registers)
    return Audit(
        root=folder,
        prefix=prefix.rstrip("/"),
        head=head,
        since=start,
        commits=judgement.commits,
        acts=[AuditedAct.of(one) for one in heard],
        caught=[*_placed(caught, files, prefix), *_of_attributes(attributes, head, prefix)],
        checkpoint=kept,
        words=Counter(one.word for one in heard),
    )


def _of_attributes(faults: Sequence[AttributeFault], head: str, prefix: str) -> Iterator[LocatedFinding]:
    """Yield what attributes of git say of the workspace's files at the head (PC112)."""
    if not faults:
        return
    from promisectl.checking.attribute_findings import attribute_finding

    for fault in faults:
        here = replace(fault, path=fault.path.removeprefix(prefix))
        yield LocatedFinding("attributes", head, attribute_finding(here))


def write_checkpoint(seen: Audit, path: Path) -> Checkpoint:
    """Write what every promise says in the commit that was audited into a file; return it."""
    from promisectl.app.audit.checkpoint import checkpoint_of
    from promisectl.app.guard.registers import RegisterHistory
    from promisectl.app.guard.snapshots import Snapshots
    from promisectl.store.output import write_output

    repository = need_repository(seen.root, Purpose.AUDIT)
    prefix = f"{seen.prefix}/" if seen.prefix else ""
    snapshots = Snapshots(repository)
    taken = checkpoint_of(snapshots, seen.head, RegisterHistory(snapshots, prefix))
    text = json.dumps(taken.document(), indent=2, ensure_ascii=False) + "\n"
    write_output(path, text)
    return taken


def _resolved(repository: Repository, ref: str) -> str:
    oid = repository.resolve(ref)
    if oid is None:
        if repository.head() is None:
            raise nothing_committed()
        raise Trouble(
            M("git knows no commit `{ref}` here", ref=ref),
            help=M("commit the workspace first")
            if ref == "HEAD"
            else M("name a branch, a tag or a commit; in CI set fetch-depth: 0"),
            code="git",
        )
    return oid


def _need_something(begun: bool) -> None:
    if not begun:
        raise Trouble(
            M("no commit of HEAD holds this workspace: there is nothing to audit"),
            help=M("commit {file} and the ledgers first", file=SETTINGS),
            code="git",
        )


def _placed(caught: Sequence[Caught], files: StandingFiles, prefix: str) -> list[LocatedFinding]:
    """Return the findings at the places where their acts stand in HEAD, sorted by them."""
    files.fetch({one.promise for one in caught if one.promise})
    found = [LocatedFinding(finding.kind, finding.commit, _finding(finding, files, prefix)) for finding in caught]
    return sorted(found, key=lambda one: (one.finding.where, one.finding.code, one.commit or ""))


def _finding(one: Caught, files: StandingFiles, prefix: str) -> Finding:
    row = CODES[one.code]
    path = one.path.removeprefix(prefix)
    place = files.place(one.promise, one.now or one.act, one.field) if one.promise else None
    return Finding(
        code=one.code,
        message=row.title,
        where=place or Place(path, 1, 1, 2),
        promise=one.promise,
        note=one.note,
        help=one.help,
        severity=one.severity or row.severity,
        name=row.name,
    )
