"""Approval: a review that a host's job brings, as a word of whoever gave it (trust.md)."""

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
