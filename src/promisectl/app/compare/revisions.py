"""Comparing revisions: the promises of a workspace in two commits, or in one and the work tree, pair by pair.

Only files that differ are parsed. Both sides are judged with what the base knows of people, stewards and the zone: a
branch cannot quiet its own guard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from promisectl.app.compare.naming import WORKTREE
from promisectl.app.ledger.sparse import work_tree
from promisectl.diff.change import Change
from promisectl.diff.changes import changes
from promisectl.diff.versions import Pair, Version, paired, version
from promisectl.git.commits import merge_bases
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

MOST_BASES = 64


@dataclass(frozen=True)
class Compared:
    """Two sides and what differs. `head` is a commit in hex or `worktree`; `unread` are findings of form, by side.

    `copies` are, by side, further promises of an id in the files that differ. `tip` is the commit that the base's name
    means, and `ruling` the workspace there, by which both sides are judged; `bases` are all its merge bases.
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
    bases: tuple[str, ...] = ()
    tip: str = ""
    ruling: Workspace = field(kw_only=True)

    @property
    def law(self) -> Context:
        """What both sides are read by: the base's zone, and the former handles that either side knows."""
        former = {**self.after.people.former, **self.ruling.people.former}
        return replace(self.ruling.context(), former=former)

    @property
    def prefix(self) -> str:
        """The way from the repository's top to the workspace; empty, or with a slash at its end."""
        source = self.sources[0]
        return source.prefix if isinstance(source, Revision) else ""


def nothing_committed() -> Trouble:
    """Return the trouble of a repository before its first commit."""
    return Trouble(M("nothing is committed here yet"), help=M("commit first: `git add . && git commit`"), code="git")


def need_commit(repository: Repository, ref: str) -> str:
    """Return the commit a ref names, in hex; Trouble with what a shallow clone may lack."""
    commit = repository.resolve(ref)
    if commit is not None:
        return commit
    if repository.head() is None:
        raise nothing_committed()
    raise Trouble(
        M("`{ref}` names no commit here", ref=ref),
        help=M("this clone is shallow: fetch everything (`git fetch --unshallow`; in CI `fetch-depth: 0`)")
        if repository.is_shallow()
        else M("fetch it first, or name another: a branch, a tag, a commit"),
        code="git",
    )


def common_bases(repository: Repository, ref: str, tip: str, head: str) -> list[str]:
    """Return all merge bases of a ref's commit and another one; Trouble where there are none here, or very many."""
    bases = merge_bases(repository, tip, head)
    if len(bases) > MOST_BASES:
        raise Trouble(
            M("`{ref}` and the head have {count} merge bases: what is new cannot be told", ref=ref, count=len(bases)),
            help=M("merge `{ref}` into the head first", ref=ref),
            code="git",
        )
    if bases:
        return bases
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
    end = need_commit(repository, "HEAD" if head in (None, WORKTREE) else str(head))
    tip = need_commit(repository, base) if base is not None else end
    bases = [tip] if exact or base is None else common_bases(repository, base, tip, end)
    old = Revision(repository, bases[0], prefix)
    new = None if head in (None, WORKTREE) else Revision(repository, end, prefix)
    compared = replace(_compared(folder, repository, old, new, Revision(repository, tip, prefix)), bases=tuple(bases))
    if as_of is None:
        return compared
    return replace(compared, after=replace(compared.after, now=deadline(as_of, compared.after.zone)))


def _compared(folder: Path, repository: Repository, old: Revision, new: Revision | None, tip: Revision) -> Compared:
    """Return what differs between a commit and another one, or, where there is none, the work tree."""
    source = new or work_tree(folder, repository)
    _fetch_registers(old, new)
    after = workspace_at(source, folder)
    before = workspace_at(old, folder) if _has_settings(old) else after
    sides = Compared(
        root=folder,
        repository=repository,
        base=old.rev,
        head=new.rev if new else WORKTREE,
        before=before,
        after=after,
        files=_changed_files(old, source, before, after),
        pairs=(),
        changes=(),
        unread_before=(),
        unread_after=(),
        sources=(old, source),
        tip=tip.rev,
        ruling=workspace_at(tip, folder) if tip.rev != old.rev and _has_settings(tip) else before,
    )
    return _read(sides)


def _read(sides: Compared) -> Compared:
    """Return two sides with the promises of the files that differ, pair by pair, and what that means."""
    law = sides.law
    was, unread_before = _versions(sides.sources[0], sides.files, 0, sides.before.settings.ledgers, law)
    now, unread_after = _versions(sides.sources[1], sides.files, 1, sides.after.settings.ledgers, law)
    every, copies = paired(was, now)
    pairs = tuple(pair for pair in every if _differ(pair))
    return replace(
        sides,
        pairs=pairs,
        changes=_changes(pairs, unread_after, law),
        unread_before=unread_before,
        unread_after=unread_after,
        copies=copies,
    )


def _fetch_registers(old: Revision, new: Revision | None) -> None:
    """Read settings and registers of both commits at once, where they usually stand."""
    folder = Settings.model_fields["ledgers"].default
    usual = (SETTINGS, *(f"{folder}/{name}" for name in REGISTERS))
    for revision in (old, new):
        if revision is not None:
            revision.fetch(usual)


def _changed_files(old: Revision, new: Revision | Folder, before: Workspace, after: Workspace) -> Changed:
    """Return the files that differ; each side that is a commit reads them at once."""
    ledgers = after.settings.ledgers
    if isinstance(new, Revision):
        files = changed_between(old, new)
    else:
        registers = (SETTINGS, *(f"{ledgers}/{name}" for name in sorted(REGISTERS)))
        files = changed_in_tree(old, new, ledgers, registers)
    if before.settings.ledgers != ledgers:
        files = _of_both_folders(files, old, (before.settings.ledgers, ledgers))
    old.remember({path: leaf for path, (leaf, _) in files.items()})
    if isinstance(new, Revision):
        new.remember({path: leaf for path, (_, leaf) in files.items()})
    return files


def _changes(pairs: Sequence[Pair], unread: Sequence[Finding], context: Context) -> tuple[Change, ...]:
    """Return the changes of every pair, but for those that only seem to be gone."""
    hidden = {finding.path for finding in unread}
    every: list[Change] = []
    for pair in pairs:
        if not _is_hidden(pair, hidden):
            every += changes(pair, context)
    return tuple(every)


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
    if before is None or after is None:
        return True
    return before.values != after.values or before.promise.path != after.promise.path


def _versions(
    source: Source, files: Changed, side: int, ledgers: str, context: Context
) -> tuple[list[Version], tuple[Finding, ...]]:
    """Return the versions in one side's files, and the findings of what could not be read."""
    versions: list[Version] = []
    findings: list[Finding] = []
    for path, leaves in sorted(files.items()):
        leaf = leaves[side]
        entry = entry_of(path, leaf, ledgers) if leaf is not None else None
        if isinstance(entry, Finding):
            findings.append(entry)
        elif entry is not None:
            promises, faults = promises_in(source, entry)
            findings += faults
            versions += [version(promise, values, context) for promise, values in promises]
    return versions, tuple(findings)


def versions_in(source: Source, entry: Entry, context: Context) -> list[Version]:
    """Return the versions of the promises in one file of a source; what cannot be read is left out."""
    promises, _ = promises_in(source, entry)
    return [version(promise, values, context) for promise, values in promises]


def promises_in(source: Source, entry: Entry) -> tuple[list[tuple[Promise, Mapping[str, Any]]], list[Finding]]:
    """Return the promises of one file of a source as they are told, and the findings of its form."""
    try:
        data = source.read(entry.path, PACK_LIMIT if entry.packed else PROMISE_LIMIT)
    except (NotRegular, TooLarge, OSError) as error:
        return [], [unopened(entry.path, error)]
    return read_raw_promises(data, entry.path, entry.ledger, packed=entry.packed)
