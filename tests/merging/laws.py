"""What must hold of a merge: no act is lost, and what is not lawful is found.

An act *stands* where a promise of its own id holds it, loose or packed, or one of its `displaced` notes. It is *between
markers* where git left both sides of the file. It was *moved* where another promise holds it: git's doing, in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from promisectl.app.check.rules import run_rules
from promisectl.checking.context import RuleContext, read_record
from promisectl.model.act import Act
from promisectl.model.finding import Finding, Severity
from promisectl.model.promise import Promise
from promisectl.store.conflicts import split
from promisectl.store.reading import read_promises
from promisectl.store.workspace import Workspace

from .branches import Pair, Tree
from .merges import Merge

Said = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Verdict:
    """The acts that a merge lost, those in another promise than their own, those twice, and what `check` finds."""

    lost: Said
    moved: Said
    foreign: Said
    findings: tuple[Finding, ...]

    @property
    def is_silent(self) -> bool:
        """Whether acts were mixed and plain `check` finds nothing."""
        return bool(self.moved or self.foreign) and not self.findings


def read(tree: Tree) -> tuple[list[Promise], list[Finding]]:
    """Return the promises of a tree and what is wrong with the form of its files."""
    promises: list[Promise] = []
    findings: list[Finding] = []
    for path, data in sorted(tree.items()):
        read_here, found = read_promises(data, path, "claims", packed="/settled/" in path)
        promises += read_here
        findings += found
    return promises, findings


def findings_of(tree: Tree, workspace: Workspace) -> list[Finding]:
    """Return the errors of form and law that `check` finds in a tree."""
    promises, findings = read(tree)
    context = workspace.context()
    rule_context = RuleContext(
        as_of=workspace.now,
        law=context,
        settings=workspace.settings,
        people=workspace.people,
        records=tuple(read_record(promise, context, workspace.now) for promise in promises),
    )
    found = [*findings, *run_rules(rule_context, None, ("PC1", "PC2"), ())]
    return [finding for finding in found if finding.severity is Severity.ERROR]


def said(promises: Iterable[Promise]) -> Said:
    """Return every act with the id of its promise, those in a `displaced` note too; a copy counts once."""
    found: Said = Counter()
    for promise in promises:
        one: Said = Counter()
        for act in promise.history:
            one[promise.id, key(act)] += 1
            for aside in act.acts or ():
                one[promise.id, key(Act.model_validate(aside))] += 1
        found |= one
    return found


def key(act: Act) -> str:
    """Return an act as one text, however it was written."""
    return act.model_dump_json(exclude_none=True)


def wanted(pair: Pair) -> Said:
    """Return the acts of both branches."""
    return said(read(pair.ours)[0]) | said(read(pair.theirs)[0])


def judged(pair: Pair, merge: Merge, workspace: Workspace) -> Verdict:
    """Return what became of every act of both branches."""
    promises, _ = read(merge.tree)
    there, needed = said(promises), wanted(pair)
    missing = needed - there
    between = _between_markers(merge.tree)
    missing -= between & missing
    elsewhere = Counter(act for (_, act), count in (there | between).items() for _ in range(count))
    moved = Counter({one: count for one, count in missing.items() if elsewhere[one[1]]})
    return Verdict(missing - moved, moved, there - needed, tuple(findings_of(merge.tree, workspace)))


def _between_markers(tree: Tree) -> Said:
    """Return the acts that stand on one side or the other of files in conflict."""
    found: Said = Counter()
    for path, data in tree.items():
        if b"<<<<<<<" in data:
            for side in _sides(data, path):
                found |= said(read_promises(side, path, "claims", packed=True)[0])
    return found


def _sides(data: bytes, path: str) -> Iterator[bytes]:
    """Yield every reading of a file in conflict: where git mistook files for renamed, markers stand within markers."""
    sides = split(data, path)
    if sides is None:
        yield data
    else:
        yield from _sides(sides.ours or b"", path)
        yield from _sides(sides.theirs or b"", path)
