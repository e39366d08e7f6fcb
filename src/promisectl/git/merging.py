"""Merging: which two branches meet in a conflict, in which operation, and which of them others build on.

Read from what git keeps while it waits: the refs `MERGE_HEAD` and `CHERRY_PICK_HEAD`, and the folder of a rebase.
People get wrong who is who in a rebase: there *ours* is the branch one rebases onto, *theirs* one's own commits.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from promisectl.git.repository import Repository

Side = Literal["ours", "theirs"]
_USUAL = ("main", "master")
_LONGEST = 1024  # a name of a branch in a file is not longer


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two branches that meet, by the names they are called, and what is done with them.

    `accepted` is the side that holds the branch others build on, whose acts stay; None where neither does.
    `is_merge` is false for a rebase, a cherry-pick, a squash: there both histories do not become parents.
    """

    ours: str
    theirs: str
    accepted: Side | None
    is_merge: bool


def meeting(repository: Repository) -> Meeting:
    """Return what meets in a repository now. Names that cannot be told are empty."""
    merged = repository.resolve("MERGE_HEAD")
    head = repository.resolve("HEAD")
    if merged is None:
        return _replayed(repository, head)
    ours, theirs = repository.branch() or _name(repository, head), _name(repository, merged)
    return Meeting(ours, theirs, _accepted(repository, ours, head, merged), is_merge=True)


def _replayed(repository: Repository, head: str | None) -> Meeting:
    """Return what meets where commits are said again on top of others: only what stands there can stay."""
    for folder in ("rebase-merge", "rebase-apply"):
        own = _line(repository, f"{folder}/head-name").removeprefix("refs/heads/")
        onto = _line(repository, f"{folder}/onto")
        if own or onto:
            return Meeting(_name(repository, onto or head), own, "ours", is_merge=False)
    picked = repository.resolve("CHERRY_PICK_HEAD")
    return Meeting(repository.branch() or "", _name(repository, picked), "ours", is_merge=False)


def _accepted(repository: Repository, ours: str, head: str | None, merged: str) -> Side | None:
    """Return the side on which the branch stands that others build on."""
    name = _default(repository)
    tips = _tips(repository, name)
    if ours == name or head in tips:
        return "ours"
    for tip in tips:
        if _holds(repository, tip, merged):
            return "theirs"
    return None


def _default(repository: Repository) -> str:
    """Return the name of the branch that others build on: the origin's, else a usual one; empty where there is none."""
    remote = repository.answers(["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"])
    if remote:
        return remote.removeprefix("origin/")
    return next((name for name in _USUAL if _tips(repository, name)), "")


def _tips(repository: Repository, name: str) -> list[str]:
    """Return the commits that a branch is at, here and at the origin."""
    if not name:
        return []
    tips = [repository.resolve(f"refs/{place}/{name}") for place in ("heads", "remotes/origin")]
    return [tip for tip in tips if tip is not None]


def _holds(repository: Repository, tip: str, commit: str) -> bool:
    """Whether a branch at `tip` holds a commit."""
    return repository.answers(["merge-base", "--is-ancestor", commit, tip]) is not None


def _name(repository: Repository, commit: str | None) -> str:
    """Return the name of a branch that is at a commit, the usual ones first; else its short name; else nothing."""
    if not commit:
        return ""
    listed = repository.ask(
        ["for-each-ref", "--points-at", commit, "--format=%(refname:short)", "refs/heads", "refs/remotes"]
    )
    names = listed.decode("utf-8", "replace").split()
    usual = [name for name in names if name in _USUAL]
    return [*usual, *names, commit[:10]][0]


def _line(repository: Repository, name: str) -> str:
    """Return the line of a file that git keeps while it waits; empty where there is none."""
    place = repository.answers(["rev-parse", "--git-path", name])
    path = repository.top / place if place else Path("/nonexistent")
    try:
        return path.read_bytes()[:_LONGEST].decode("utf-8", "replace").strip()
    except OSError:
        return ""
