"""Comparisons: a rate now and before, with the mark that says whether it changed by more than chance."""

from __future__ import annotations

from promisectl.metrics.difference import mark
from promisectl.metrics.rate import Rate
from promisectl.model.message import M, Message
from promisectl.reports.report import Cell, Column

MARKS: dict[str, Message] = {"better": M("▲"), "worse": M("▼"), "same": M("=")}
COMPARED = (
    Column("metric", M("rate")),
    Column("now", M("this period"), "rate", drawn=True),
    Column("before", M("before"), "rate"),
    Column("change", M("change"), "mark"),
)


def compared(title: Message | None, now: Rate, before: Rate) -> tuple[Cell, ...]:
    """Return a row of `COMPARED`."""
    return (title, now, before, marked(now, before))


def marked(now: Rate, before: Rate | None) -> Message | None:
    """Return ▲, ▼ or = for a rate against the one before; None where there are too few to tell."""
    return MARKS.get(mark(now, before)) if before is not None else None
