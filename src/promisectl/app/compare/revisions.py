"""Comparing revisions: the promises of a workspace in two commits, or in one and the work tree, pair by pair.

Only files that differ are parsed. Both sides are judged with what the base knows of people, stewards and the zone: a
branch cannot quiet its own guard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from promisectl.diff.changes import Change, changes
from promisectl.diff.versions import Pair, Version, paired, version
from promisectl.git.commits import merge_base
from promisectl.git.repository import Purpose, Repository, need_repository
from promisectl.lifecycle.standing import Context
from promisectl.model.finding import Finding
from promisectl.model.limits import PACK_LIMIT, PROMISE_LIMIT
from promisectl.model.message import M
from promisectl.model.moment import Moment, deadline
from promisectl.model.promise import Promise
from promisectl.model.settings import Settings
from promisectl.model.trouble import Trouble
from promisectl.store.changed import Changed, changed_between, changed_in_tree
from promisectl.store.files import NotRegular, TooLarge
from promisectl.store.reading import read_raw_promises, unopened
from promisectl.store.revisions import Revision, entry_of
from promisectl.store.root import SETTINGS, find_root
from promisectl.store.sources import Folder, Source
from promisectl.store.walking import REGISTERS, Entry
from promisectl.store.workspace import Workspace, workspace_at

WORKTREE = "worktree"


@dataclass(frozen=True)
class Compared:
    """Two sides and what differs. `head` is a commit in hex or `worktree`; `unread` are findings of form, by side.

    `copies` are, by side, further promises of an id in the files that differ.
    """

    root: Path
    repository: Repository
    base: str
    head: str
    before: Workspace
    after: Workspace
    files: Changed
    pairs: tuple[Pair, ...]
    changes: tuple[Change, ...]
    unread_before: tuple[Finding, ...]
    unread_after: tuple[Finding, ...]
    sources: tuple[Source, Source]
    copies: tuple[tuple[Version, ...], ...] = ((), ())


def need_commit(repository: Repository, ref: str) -> str:
    """Return the commit a ref names, in hex; Trouble with what a shallow clone may lack."""
    found = repository.resolve(ref)
    if found is not None:
        return found
    raise Trouble(
        M("`{ref}` names no commit here", ref=ref),
        help=M("this clone is shallow: fetch everything (`git fetch --unshallow`; in CI `fetch-depth: 0`)")
        if repository.is_shallow()
        else M("fetch it first, or name another: a branch, a tag, a commit"),
        code="git",
    )


def common_base(repository: Repository, ref: str, head: str) -> str:
    """Return the merge base of a ref and a commit; Trouble where this clone holds none."""
    tip = need_commit(repository, ref)
    found = merge_base(repository, tip, head)
    if found is not None:
        return found
    raise Trouble(
        M("`{ref}` and the head have no common commit here: nothing can be judged", ref=ref),
        help=M("this clone is shallow: set `fetch-depth: 0`, or `git fetch --unshallow`")
        if repository.is_shallow()
        else M("name a base that the head was made from"),
        code="shallow" if repository.is_shallow() else "git",
    )


def compare_revisions(
    root: Path | None = None,
    base: str | None = None,
    head: str | None = None,
    *,
    exact: bool = False,
    as_of: Moment | None = None,
    repository: Repository | None = None,
) -> Compared:
    """Compare HEAD with the work tree; or the merge base of `base` with `head` (a ref, or `worktree`, the default).

    `exact` compares with `base` itself; `as_of` is the instant from which both are looked at, else now; `repository`
    is the workspace's, where it is open already. Trouble where a ref names nothing, or git cannot tell.
    """
    folder = find_root(root)
    repository = repository or need_repository(folder, Purpose.COMPARE)
    prefix = repository.prefix(folder)
    tip = need_commit(repository, "HEAD" if head in (None, WORKTREE) else str(head))
    start = tip if base is None else need_commit(repository, base) if exact else common_base(repository, base, tip)
    old = Revision(repository, start, prefix)
    if head in (None, WORKTREE):
        found = _compared(folder, repository, old, None)
    else:
        found = _compared(folder, repository, old, Revision(repository, tip, prefix))
    if as_of is None:
        return found
    return replace(found, after=replace(found.after, now=deadline(as_of, found.after.zone)))


def _compared(folder: Path, repository: Repository, old: Revision, new: Revision | None) -> Compared:
    source: Source = new or Folder(folder)
    for revision in (old, new):
        if revision is not None:
            revision.fetch((SETTINGS, *(f"{Settings.model_fields['ledgers'].default}/{name}" for name in REGISTERS)))
    after = workspace_at(source, folder)
    before = workspace_at(old, folder) if _has_settings(old) else after
    ledgers = after.settings.ledgers
    registers = (SETTINGS, *(f"{ledgers}/{name}" for name in sorted(REGISTERS)))
    files = changed_between(old, new) if new else changed_in_tree(old, folder, ledgers, registers)
    if before.settings.ledgers != ledgers:
        files = _of_both_folders(files, old, (before.settings.ledgers, ledgers))
    old.remember({path: leaf for path, (leaf, _) in files.items()})
    if new is not None:
        new.remember({path: leaf for path, (_, leaf) in files.items()})
    context = before.context()
    was, unread_before = _versions(old, files, 0, before.settings.ledgers, context)
    now, unread_after = _versions(source, files, 1, ledgers, context)
    every, copies = paired(was, now)
    pairs = tuple(pair for pair in every if pair.before is None or pair.after is None or _differ(pair))
    hidden = {one.path for one in unread_after}
    found = tuple(change for pair in pairs if not _is_hidden(pair, hidden) for change in changes(pair, context))
    return Compared(
        folder, repository, old.rev, new.rev if new else WORKTREE, before, after, files, pairs, found,
        tuple(unread_before), tuple(unread_after), (old, source), copies,
    )  # fmt: skip


def _of_both_folders(files: Changed, old: Revision, folders: tuple[str, str]) -> Changed:
    """Return what differs where the settings name another folder: there a file may differ that nobody touched."""
    tops = tuple(f"{folder}/" for folder in folders)
    return {path: (leaf, leaf) for path, leaf in old.leaves.items() if path.startswith(tops)} | files


def _has_settings(old: Revision) -> bool:
    try:
        old.read(SETTINGS)
    except (FileNotFoundError, NotRegular, TooLarge):
        return False
    return True


def _is_hidden(pair: Pair, paths: set[str]) -> bool:
    """Whether a promise is not there because its file cannot be read: that is told, and nothing was removed."""
    return pair.after is None and pair.latest.promise.path in paths


def _differ(pair: Pair) -> bool:
    """Whether the two versions say different things; what differs in layout alone does not."""
    before, after = pair.before, pair.after
    assert before is not None and after is not None  # noqa: S101 - asked only where both are there
    return before.values != after.values or before.promise.path != after.promise.path


def _versions(
    source: Source, files: Changed, side: int, ledgers: str, context: Context
) -> tuple[list[Version], list[Finding]]:
    """Return the versions in one side's files, and the findings of what could not be read."""
    versions: list[Version] = []
    findings: list[Finding] = []
    for path, leaves in sorted(files.items()):
        leaf = leaves[side]
        entry = entry_of(path, leaf, ledgers) if leaf is not None else None
        if leaf is None or entry is None:
            continue
        if isinstance(entry, Finding):
            findings.append(entry)
            continue
        promises, found = promises_in(source, entry)
        findings += found
        versions += [version(promise, values, context) for promise, values in promises]
    return versions, findings


def promises_in(source: Source, entry: Entry) -> tuple[list[tuple[Promise, Mapping[str, Any]]], list[Finding]]:
    """Return the promises of one file of a source as they are told, and the findings of its form."""
    try:
        data = source.read(entry.path, PACK_LIMIT if entry.packed else PROMISE_LIMIT)
    except (NotRegular, TooLarge, OSError) as error:
        return [], [unopened(entry.path, error)]
    return read_raw_promises(data, entry.path, entry.ledger, packed=entry.packed)
