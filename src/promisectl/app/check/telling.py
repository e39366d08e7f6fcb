"""Telling a change: what the guard saw, put together for whoever reads it; the same findings as `check --base`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from promisectl.app.check.branch import branch_findings
from promisectl.app.check.change import SeenChange
from promisectl.app.check.silences_brought import silences_brought
from promisectl.app.check.threatened import threatened
from promisectl.app.compare.naming import MERGED, WORKTREE
from promisectl.app.guard.register_changes import RegisterChange
from promisectl.diff.announced import Announcement
from promisectl.diff.change import Change
from promisectl.diff.register_lines import RegisterLine
from promisectl.diff.ruling import Ruling
from promisectl.diff.told import Arrival, Told
from promisectl.git.repository import find_repository
from promisectl.model.promise import Promise
from promisectl.model.trouble import Trouble


def tell(seen: SeenChange, ledger: str | None = None, *, with_threats: bool = False) -> Told:
    """Return all that is told of a change; of one ledger where one is named.

    What it threatens is looked for only where it is wanted, for more must be read.
    """
    compared = seen.compared
    pairs = {pair.id: pair for pair in compared.pairs if ledger in (None, pair.ledger)}
    changes = [*compared.changes, *silences_brought(compared, seen.instant)]
    return Told(
        base=compared.base,
        head=compared.head,
        context=compared.law,
        pairs=pairs,
        changes=_of_ledger(changes, ledger),
        registers=register_lines(seen),
        waiting=[one for one in seen.open_words() if one.promise in pairs],
        findings=branch_findings(seen, ledger),
        threats=threatened(compared, seen.instant) if with_threats else (),
        trust={where: word.value for where, word in seen.branch.trusted.items()},
        arrivals=list(_arrivals(seen, pairs)),
        commits=_judged(seen),
        announced=_announced(seen),
    )


def _judged(seen: SeenChange) -> list[str]:
    """Return the commits that were judged, but for those that are only looked at as if they were commits."""
    return [oid for oid in seen.judgement.seen.commits if oid not in (MERGED, WORKTREE)]


def _announced(seen: SeenChange) -> list[Announcement]:
    """Return what the commits between both sides say they deliver or warn of."""
    from promisectl.app.acts.announced import announced_in

    compared = seen.compared
    repository = find_repository(compared.root)
    if repository is None:
        return []
    head = repository.head() if compared.head == WORKTREE else compared.head
    if head in (None, compared.base):
        return []
    found = announced_in(repository, compared.base, str(head), compared.after.people)
    named = ((each, _named(compared.root, each)) for each in found)
    return [replace(each, what=_what(promise)) for each, promise in named if not _is_written(each, promise)]


def _named(root: Path, announcement: Announcement) -> Promise | None:
    """Return the promise of the work tree that a commit names; None where there is none of that name."""
    from promisectl.app.acts.record import open_promise
    from promisectl.store.workspace import open_workspace

    try:
        return open_promise(open_workspace(root), announcement.promise).promise
    except Trouble:
        return None


def _is_written(announcement: Announcement, promise: Promise | None) -> bool:
    """Whether what a commit announces was recorded since."""
    from promisectl.app.acts.announced import is_written

    return promise is not None and is_written(announcement, promise.history)


def _what(promise: Promise | None) -> str:
    """Return what a promise is about; empty where there is none."""
    what = promise.file.what if promise is not None else None
    return what if isinstance(what, str) else ""


def _of_ledger(changes: Iterable[Change], ledger: str | None) -> list[Change]:
    return [change for change in changes if ledger in (None, change.ledger)]


def register_lines(seen: SeenChange) -> list[RegisterLine]:
    """Return every key of settings, people and services that a commit changed, in the order of the commits."""
    ruling = Ruling(seen.compared.ruling.people, also=seen.compared.after.people)
    return [_line(change, seen, ruling) for change in seen.judgement.changes if change.commit != MERGED]


def _line(change: RegisterChange, seen: SeenChange, ruling: Ruling) -> RegisterLine:
    path = change.path.removeprefix(seen.compared.prefix)
    by = _author(change.commit, seen, ruling)
    return RegisterLine(change.register, change.name, change.key, path, change.old, change.new, change.commit, by)


def _author(oid: str, seen: SeenChange, ruling: Ruling) -> str | None:
    """Return who made a commit, as the base knows her; else the address."""
    commit = seen.judgement.seen.commits.get(oid)
    if commit is None:
        return None
    handles = ruling.authors(commit)
    return ", ".join(sorted(handles)) or commit.email or None


def _arrivals(seen: SeenChange, ids: Iterable[str]) -> Iterator[Arrival]:
    """Yield the commits that brought several promises which were nowhere before."""
    ruling = Ruling(seen.compared.ruling.people, also=seen.compared.after.people)
    for commit, promises in _brought(seen, set(ids)).items():
        if len(promises) > 1:
            yield Arrival(commit, _author(commit, seen, ruling), tuple(sorted(promises)))


def _brought(seen: SeenChange, ids: set[str]) -> dict[str, list[str]]:
    """Return the promises that the base has not, by the commit that brought each first."""
    fresh = {pair.id for pair in seen.compared.pairs if pair.before is None and pair.after is not None} & ids
    by_commit: dict[str, list[str]] = {}
    for heard in seen.judgement.heard:
        if heard.promise in fresh:
            fresh.discard(heard.promise)
            by_commit.setdefault(heard.commit, []).append(heard.promise)
    return by_commit
