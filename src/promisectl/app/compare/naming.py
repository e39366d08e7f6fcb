"""Naming: a commit as people read of it, and as git is asked for it; those that nobody has made yet among them."""

from __future__ import annotations

from promisectl.git.commits import Commit
from promisectl.model.message import M, Message

WORKTREE = "worktree"
# What a host would commit if it merged the branch now.
MERGED = "merged"
_NOT_MADE = frozenset({WORKTREE, MERGED})


def is_made(oid: str) -> bool:
    """Whether somebody made this commit: neither the work tree nor a merge that is only tried is one."""
    return oid not in _NOT_MADE


def who_of(commit: Commit | None, oid: str) -> Message:
    """Return a commit as people look it up."""
    if oid == MERGED:
        return M("that would merge the branch")
    if commit is None:
        return M("{commit}", commit=oid[:12])
    if oid == WORKTREE:
        return M("yet to be made by {email}", email=commit.email or "?")
    return M("{commit} of {email}", commit=oid[:12], email=commit.email or "?")


def before(oid: str) -> str:
    """Return what git calls a commit's first parent; before one that is not made yet stands HEAD."""
    return f"{oid[:12]}^" if is_made(oid) else "HEAD"
