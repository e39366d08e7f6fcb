"""Approval: a review that a host's job brings, as a word of whoever gave it (trust.md).

One of a proposal is an answer to it; one of a commit is a steward's word that she stands by what the commit changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved which proposal (its position from 1), and where that can be seen; `commit` is what was reviewed."""

    promise: str
    act: int
    by: str
    source: str
    terms: Mapping[str, object]
    commit: str = ""


@dataclass(frozen=True, slots=True)
class CommitApproval:
    """Who approved which commit (its full hash), and where that can be seen.

    `by` is as it was written, a handle or an account: whom it means is for the register to say by which the commit is
    judged, for the commit itself may give somebody else's account to a steward.
    """

    commit: str
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class Reviews:
    """What a file of reviews holds: approvals of proposals, and of commits."""

    proposals: tuple[Approval, ...] = ()
    commits: tuple[CommitApproval, ...] = ()
