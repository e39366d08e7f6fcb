"""Editing by hand: what must hold of a promise file before an edit of it is kept.

Form and law hold, the head balances, and the history only grew: an act that is committed stays as it was said. An act
that no commit holds yet may still be changed, as `undo` may take it back; without git every act counts as committed.
"""

from __future__ import annotations

from pathlib import Path

from promisectl.app.check.rules import run_rules
from promisectl.app.ledger.lookup import loose_entries
from promisectl.checking.context import RuleContext, read_record
from promisectl.git.objects import file_at
from promisectl.git.repository import find_repository
from promisectl.model.act import Act
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.model.promise import Promise
from promisectl.store.reading import read_promises
from promisectl.store.walking import Entry
from promisectl.store.workspace import Workspace

_JUDGED = ("PC1", "PC2", "PC506")


def said_for_good(workspace: Workspace, entry: Entry, before: bytes) -> tuple[Act, ...]:
    """Return the acts that an edit must leave as they are: those of HEAD's file, without git those of the file."""
    repository = find_repository(workspace.root)
    text: bytes | None = before
    if repository is not None:
        head = repository.head()
        path = (workspace.root / entry.path).resolve().relative_to(repository.top).as_posix()
        text = file_at(repository, head, path) if head else None
    if text is None:
        return ()
    promises, _ = read_promises(text, entry.path, entry.ledger)
    return promises[0].history if promises else ()


def judge_edit(workspace: Workspace, entry: Entry, before: bytes, after: bytes) -> list[Finding]:
    """Return the errors of an edited text, without places: none where it may be kept.

    What the file's law and references had against them before the edit does not stand in its way.
    """
    promises, findings = read_promises(after, entry.path, entry.ledger)
    if findings or not promises:
        return findings
    promise = promises[0]
    known = _errors_before(workspace, entry, before)
    errors = [finding for finding in _errors(workspace, entry, promise) if _ground(finding) not in known]
    return [*_rewritten(promise, said_for_good(workspace, entry, before)), *errors]


def _errors_before(workspace: Workspace, entry: Entry, before: bytes) -> set[tuple[str, str]]:
    """Return the grounds of what was wrong already."""
    promises, _ = read_promises(before, entry.path, entry.ledger)
    return {_ground(finding) for promise in promises for finding in _errors(workspace, entry, promise)}


def _ground(finding: Finding) -> tuple[str, str]:
    """Return what makes two findings of one file the same."""
    return finding.code, str(finding.note)


def _errors(workspace: Workspace, entry: Entry, promise: Promise) -> list[Finding]:
    """Return what law, balance and references hold against one promise."""
    context = workspace.context()
    record = read_record(promise, context, workspace.now)
    rule_context = RuleContext(
        as_of=workspace.now,
        law=context,
        settings=workspace.settings,
        people=workspace.people,
        records=(record,),
        unread=frozenset(loose_entries(workspace)) - {Path(entry.path).stem},
        services=workspace.services,
        objectives=workspace.objectives,
    )
    findings = run_rules(rule_context, [record], _JUDGED, ())
    return [finding for finding in findings if finding.path == entry.path and finding.severity is Severity.ERROR]


def _rewritten(promise: Promise, committed: tuple[Act, ...]) -> list[Finding]:
    """Return the first act that no longer stands as it was said."""
    for index, act in enumerate(committed):
        there = promise.history[index] if index < len(promise.history) else None
        if there == act:
            continue
        spot = promise.spot("history", index) if there is not None else promise.spot("history")
        note = M("act {number} is `{verb}` by {by}", number=index + 1, verb=act.act.value, by=act.by)
        help = M("put it back as it was; what was said stays said, and a new act comes after it")
        return [Finding("PC402", M("history edited, reordered or removed"), spot, promise.id, note, help)]
    return []
