"""Moving: whether a workspace that begins in a commit came from another folder (verdicts.md, Once begun is begun).

A workspace that leaves its folder for another, at once or as a copy whose original goes later, is one history; two that
stand side by side are two.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from promisectl.app.guard.registers import PastRegisters
from promisectl.app.guard.snapshots import Snapshots
from promisectl.git.history import Step
from promisectl.store.root import SETTINGS


class Moved(Exception):  # noqa: N818 - it says that the walk must begin anew, and is no error
    """A commit moved the workspace from one folder (empty, or with a slash at its end) to another."""

    def __init__(self, commit: str, before: str, to: str) -> None:
        super().__init__(commit)
        self.commit = commit
        self.before = before
        self.to = to


def moved_from(snapshots: Snapshots, step: Step, registers: PastRegisters, last: str) -> str | None:
    """Return the folder from which a workspace came that begins in a commit; None where it is a new one."""
    for parent in step.parents:
        for other in _workspaces(snapshots, parent):
            if other != registers.prefix and _is_left(snapshots, step, other, registers, last):
                return other
    return None


def _is_left(snapshots: Snapshots, step: Step, other: str, registers: PastRegisters, last: str) -> bool:
    """Whether the workspace leaves a folder: in this commit, or by the last one, where what begins is a copy."""
    if snapshots.leaf(step.oid, other + SETTINGS) is None:
        return True
    is_gone_at_last = snapshots.leaf(last, other + SETTINGS) is None
    return is_gone_at_last and _share(snapshots, step.oid, other, registers)


def _workspaces(snapshots: Snapshots, commit: str) -> Iterator[str]:
    """Yield the folders of a commit that hold settings."""
    for path in snapshots.below(commit):
        if PurePosixPath(path).name == SETTINGS:
            yield path.removesuffix(SETTINGS)


def _share(snapshots: Snapshots, commit: str, other: str, registers: PastRegisters) -> bool:
    """Whether two workspaces hold a file of a promise of the same name."""
    mine = _names(snapshots, commit, registers.prefix)
    return bool(mine & _names(snapshots, commit, other))


def _names(snapshots: Snapshots, commit: str, prefix: str) -> set[str]:
    registers = (SETTINGS, "people.yaml", "services.yaml", "objectives.yaml")
    names = (PurePosixPath(path).name for path in snapshots.below(commit, prefix.rstrip("/")))
    return {name for name in names if name.endswith(".yaml") and name not in registers}
