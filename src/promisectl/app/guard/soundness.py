"""Soundness: commits that git itself would not make, and of which nothing could be told: without an author, or with a
tree that lists a name twice. They are refused only where they touch a workspace."""

from __future__ import annotations

from promisectl.app.guard.registers import PastRegisters
from promisectl.git.history import TWICE, Step
from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.store.promise_paths import is_promise_path


def need_sound(step: Step, registers: PastRegisters) -> None:
    """Trouble where a commit that changes the workspace names no author, or lists one of its files twice."""
    if not step.has_author and any(_is_own(path, registers) for one in step.differences for path in one):
        raise Trouble(
            M("commit {commit} changes the ledgers and names no author", commit=step.oid),
            help=M("look at it with `git cat-file commit {commit}`, and make it anew", commit=step.oid),
            code="git",
        )
    for differences in step.differences:
        for path, leaves in differences.items():
            if leaves is TWICE and _is_own(path, registers):
                raise Trouble(
                    M("commit {commit} lists {path} twice: what it holds cannot be told", commit=step.oid, path=path),
                    help=M("look with `git fsck`, and make the commit anew"),
                    code="git",
                )


def _is_own(path: str, registers: PastRegisters) -> bool:
    """Whether a path is that of a promise, a pack or a register of the workspace."""
    return is_promise_path(path, registers.ledgers) or path in {registers.path(name) for name in registers.leaves}
