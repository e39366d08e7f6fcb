"""Rows of agendas that are goals: key results with their progress beside the one expected, in the worst state first."""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.metrics.colour import COLOUR_WORDS, Colour
from promisectl.metrics.goals import Goals, KeyResultStanding
from promisectl.model.message import M, Message
from promisectl.reports.report import Cell, Column, Table

_COLUMNS = (
    Column("key_result", M("key result")),
    Column("colour", M("stands")),
    Column("progress", M("progress"), "share"),
    Column("expected", M("expected"), "share"),
    Column("promises", M("open promises"), "count"),
    Column("text", M("what"), "words"),
    Column("note", M("last note"), "aside"),
)


def current_results(goals: Goals | None) -> list[KeyResultStanding]:
    """Return the key results of periods that hold the instant, those in red first, then amber, grey, green."""
    order = [Colour.RED, Colour.AMBER, Colour.GREY, Colour.GREEN]
    current = [result for result in goals.results if result.is_current] if goals else []
    return sorted(current, key=lambda result: (order.index(result.colour), result.id))


def result_table(key: str, title: Message, results: Iterable[KeyResultStanding]) -> Table:
    """Return key results as a table of an agenda."""
    return Table(key, _COLUMNS, tuple(_row(result) for result in results), title)


def _row(result: KeyResultStanding) -> tuple[Cell, ...]:
    note = result.last.note if result.last else None
    colour, opened = COLOUR_WORDS[result.colour], len(result.open)
    return result.id, colour, result.progress, result.expected, opened, result.result.text, note
