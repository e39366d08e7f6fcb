"""Comparisons: a rate now and before, with the mark that says whether it changed by more than chance."""

from __future__ import annotations

from promisectl.metrics.difference import mark
from promisectl.metrics.rate import Rate
from promisectl.model.message import M, Message

MARKS: dict[str, Message] = {"better": M("▲"), "worse": M("▼"), "same": M("=")}


def marked(now: Rate, before: Rate | None) -> Message | None:
    """Return ▲, ▼ or = for a rate against the one before; None where there are too few to tell."""
    return MARKS.get(mark(now, before)) if before is not None else None
