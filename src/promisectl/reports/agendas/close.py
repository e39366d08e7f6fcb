"""The review at the end of a period: final values, both rates against the period before, why, and what was learnt.

Source: goals.md, `review close`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from promisectl.metrics.breakdown import breakdown
from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.goals import KeyResultStanding
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.soundness.spoken import acts_of
from promisectl.metrics.view import View
from promisectl.model.act import Act
from promisectl.model.message import M, Message
from promisectl.query.spans import Span
from promisectl.reports.agendas.goal_rows import result_table
from promisectl.reports.agendas.promise_rows import promise_table
from promisectl.reports.comparisons import COMPARED, compared
from promisectl.reports.report import Asked, Cell, Column, Report, Table, report_on


def make(asked: Asked) -> Report:
    """Return the agenda of a period, against the one before it; Trouble for a bad query."""
    settled = asked.settled()
    lessons = [view for view in settled if any(act.kind == "retro" for act in acts_of(view))]
    tables = (
        result_table("results", M("Final values"), _results(asked)),
        _rates(asked, settled),
        _reasons(settled),
        _retro(lessons),
        promise_table("left", M("Left open"), (view for view in settled if view.is_open)),
    )
    return report_on(asked, "review-close", M("Review at the end"), tables, behind=settled)


def _results(asked: Asked) -> list[KeyResultStanding]:
    """Return the key results whose period ends within the one reviewed; those of now where none was asked for."""
    results = list(asked.goals.results) if asked.goals else []
    return [result for result in results if _is_asked_for(result, asked.period)]


def _is_asked_for(result: KeyResultStanding, period: Span | None) -> bool:
    return result.is_current if period is None else period.holds(result.period.last)


def _rates(asked: Asked, settled: Collection[View]) -> Table:
    before = asked.before()
    rates = ((M("kept"), fulfilment), (M("kept as first promised"), kept_first))
    rows = tuple(compared(title, rate_of(settled), rate_of(before)) for title, rate_of in rates)
    return Table("rates", COMPARED, rows, M("How promises were kept"))


def _reasons(settled: Collection[View]) -> Table:
    columns = (
        Column("reason", M("reason")),
        Column("troubled", M("troubled"), "count"),
        Column("cumulative", M("with those above"), "share"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (cause.reason, cause.count, cause.cumulative) for cause in breakdown(settled)
    )
    return Table("reasons", columns, rows, M("Why promises broke"))


def _retro(lessons: Collection[View]) -> Table:
    """What both sides say was learnt, a line a note."""
    columns = (
        Column("id", M("id"), "id"),
        Column("note", M("what was learnt"), "words"),
        Column("side", M("who says so"), "aside"),
    )
    rows = tuple((view.id, note, _side(act, view)) for view in lessons for act, note in _notes(view))
    return Table("retro", columns, rows, M("What was learnt"))


def _notes(view: View) -> Iterator[tuple[Act, str]]:
    """Yield the retro notes with their words; what was redacted has none."""
    for act in acts_of(view):
        if act.kind == "retro" and isinstance(act.note, str):
            yield act, act.note


def _side(act: Act, view: View) -> Message:
    speaker = view.context.current(act.speaker)
    if speaker == view.performer:
        return M("{who}, the performer", who=speaker)
    if speaker == view.customer:
        return M("{who}, the customer", who=speaker)
    return M("{who}", who=speaker)
