"""The stretch of a branch: its commits, and what stands at their end: its head, the work tree, or the tree that a merge
into the base would give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from promisectl.app.compare.naming import MERGED, WORKTREE
from promisectl.app.compare.revisions import Compared
from promisectl.app.guard.history_stretch import of_history
from promisectl.app.guard.judge import Stretch
from promisectl.app.guard.snapshots import Snapshots, merge_into
from promisectl.diff.approval import Reviews
from promisectl.git.commits import Commit, is_ancestor
from promisectl.git.history import Step, walk
from promisectl.git.objects import Differences, Leaf
from promisectl.model.limits import PACK_LIMIT
from promisectl.model.message import M, Message
from promisectl.store.changed import changed_in_tree
from promisectl.store.files import NotRegular, TooLarge
from promisectl.store.revisions import Revision
from promisectl.store.root import SETTINGS
from promisectl.store.sources import Folder
from promisectl.store.walking import REGISTERS


def of_branch(compared: Compared, reviews: Reviews, *, is_published: bool = False) -> tuple[Stretch, list[Message]]:
    """Return what a branch brings since its base, and what has to be said beside it."""
    repository, snapshots = compared.repository, Snapshots(compared.repository)
    head = compared.head if compared.head != WORKTREE else repository.head() or compared.base
    prefix = compared.prefix
    top, remarks = _on_top(compared, snapshots, head)
    stretch = Stretch(
        snapshots=snapshots,
        prefix=prefix,
        windows=lambda below: _then(walk(repository, head, compared.tip, below), top),
        last=head if top is None else top.oid,
        beginnings=tuple(dict.fromkeys((compared.tip, *compared.bases))),
        tip=compared.tip,
        older=compared.bases,
        is_published=is_published or compared.head == WORKTREE,
        history=lambda: of_history(repository, compared.tip, None, prefix),
        read_reviews=lambda _people: reviews,
    )
    return stretch, remarks


def _on_top(compared: Compared, snapshots: Snapshots, head: str) -> tuple[Step | None, list[Message]]:
    """Return what stands on top of a branch's commits, and what has to be said of it.

    The work tree; of a branch that left its base, the merge into it; else nothing.
    """
    if compared.head == WORKTREE:
        return _work_tree(compared, snapshots, head), []
    if not _is_apart(compared, head):
        return None, []
    merged = _tried_merge(compared, snapshots, head)
    if merged is None:
        return None, [M("git cannot merge this into its base by itself: what that would give was not judged")]
    return merged, []


def _is_apart(compared: Compared, head: str) -> bool:
    """Whether neither the base holds the head, nor the head the base."""
    repository, tip = compared.repository, compared.tip
    return not is_ancestor(repository, tip, head) and not is_ancestor(repository, head, tip)


def _then(windows: Iterator[list[Step]], top: Step | None) -> Iterator[Sequence[Step]]:
    yield from windows
    if top is not None:
        yield [top]


def _work_tree(compared: Compared, snapshots: Snapshots, head: str) -> Step:
    """Return the work tree as a step on top of HEAD; its files are kept with the snapshots."""
    ledgers = compared.after.settings.ledgers
    registers = (SETTINGS, *(f"{ledgers}/{name}" for name in sorted(REGISTERS)))
    revision = Revision(compared.repository, head, compared.prefix)
    folder = compared.sources[1]
    assert isinstance(folder, Folder)  # noqa: S101 - the head is the work tree
    changed = changed_in_tree(revision, folder, ledgers, registers)
    differences: Differences = {compared.prefix + path: leaves for path, leaves in changed.items()}
    leaves = dict(snapshots.below(head, compared.prefix.rstrip("/")))
    for path, (_, after) in changed.items():
        _lay(snapshots, leaves, compared, path, after)
    snapshots.laid_over[WORKTREE] = leaves
    now = compared.after.now.astimezone(UTC)
    me = _commit(WORKTREE, compared.repository.user_email() or "", now)
    return Step(WORKTREE, (head,), me, (differences,))


def _lay(snapshots: Snapshots, leaves: dict[str, Leaf], compared: Compared, path: str, after: Leaf | None) -> None:
    full = compared.prefix + path
    if after is None:
        leaves.pop(full, None)
        return
    leaves[full] = after
    if after.is_regular:
        try:
            snapshots.known[after.oid] = compared.sources[1].read(path, PACK_LIMIT)
        except (NotRegular, TooLarge, OSError):
            leaves.pop(full)


def _tried_merge(compared: Compared, snapshots: Snapshots, head: str) -> Step | None:
    below = compared.prefix.rstrip("/")
    differences = merge_into(snapshots, MERGED, compared.tip, head, below)
    if differences is None:
        return None
    now = compared.after.now.astimezone(UTC)
    return Step(MERGED, (compared.tip, head), _commit(MERGED, "", now), differences)


def _commit(name: str, email: str, when: datetime) -> Commit:
    return Commit(name, "", (), "", email, when, when, "", committer_email=email)
