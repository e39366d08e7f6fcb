"""Reports for people: a rate is a percentage with its counts, or the counts alone where they are few."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from promisectl.formats.tables import csv_text, markdown_text
from promisectl.formats.translator import Translator
from promisectl.metrics.rate import Rate
from promisectl.metrics.registry import METRICS
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.visible_text import escape_line
from promisectl.reports.figures import Figures
from promisectl.reports.fulfilment import Fulfilment
from promisectl.reports.report import Cell, Report
from promisectl.reports.sentences import rate_sentence, short_rate


def report_lines(report: Fulfilment, table: Report, words: Translator, width: int | None, zone: str) -> list[str]:
    """Return the fulfilment report: one group as a page, several as a table."""
    day = words.day(local_day(report.as_of, report.zone))
    title = f"{words.say(table.title)}, {day}, {zone}"
    shown = [title + (f"  ({report.where})" if report.where else ""), ""]
    if report.by:
        shown += _aligned(table, words, len(report.by), width)
    else:
        shown += _page(report.groups[0].figures, words, width)
    if table.notes:
        notes = [words.say(note) for note in table.notes[0 if report.by else 1 :]]
        shown += [
            "",
            *(
                line
                for note in notes
                for line in (textwrap.wrap(note, width, subsequent_indent="  ") if width else [note])
            ),
        ]
    while shown and not shown[-1]:
        shown.pop()
    return shown


def _page(figures: Figures, words: Translator, width: int | None) -> list[str]:
    rows: list[tuple[str, str]] = []

    def add(label: Message, rate: Rate) -> None:
        rows.append((words.say(label), words.say(rate_sentence(rate))))

    for metric in METRICS.values():
        if metric.title is not None:
            add(metric.title, figures.rates[metric.name])
    label = max(len(name) for name, _ in rows)
    lines = []
    for name, value in rows:
        head = f"{name.ljust(label)}  "
        lines += (
            textwrap.wrap(value, width, initial_indent=head, subsequent_indent=" " * len(head))
            if width
            else [head + value]
        )
    counts = [(words.outcome(outcome), count) for outcome, count in figures.classes.items() if count]
    lines += ["", words.say(M("of {count} promised:", count=figures.promised))]
    name_width = max((len(name) for name, _ in counts), default=0)
    lines += [f"  {name.ljust(name_width)}  {count:>4}" for name, count in counts]
    return lines


def _aligned(table: Report, words: Translator, keys: int, width: int | None) -> list[str]:
    """Return the rows in columns. A terminal too narrow for all loses columns from the right, never the two rates."""
    heads = [words.say(column.title) for column in table.columns]
    rows = [[_cell(cell, words) for cell in row] for row in table.rows]
    if not rows:
        return [words.say(M("nothing to measure"))]
    least = keys + 2
    keep = [index for index in range(len(heads)) if index < least or any(row[index] != "n/a" for row in rows)]
    widths = {index: max(len(heads[index]), *(len(row[index]) for row in rows)) for index in keep}
    while width is not None and len(keep) > least and sum(widths[index] + 2 for index in keep) - 2 > width:
        keep.pop()
    lines = ["  ".join(heads[index].ljust(widths[index]) for index in keep).rstrip()]
    lines += ["  ".join(row[index].ljust(widths[index]) for index in keep).rstrip() for row in rows]
    return lines


def _cell(cell: Cell, words: Translator) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, Rate):
        return words.say(short_rate(cell))
    if isinstance(cell, Message):
        return words.say(cell)
    if isinstance(cell, Fraction):
        return f"{float(cell):.1%}"
    if isinstance(cell, date):
        return words.day(cell)
    return escape_line(str(cell))


def report_table(table: Report, words: Translator, format_: str) -> str:
    """Return a report as CSV (raw counts and shares) or as Markdown (as people read it)."""
    if format_ == "csv":
        heads, rows = _raw(table)
        return csv_text(heads, rows)
    heads = [words.say(column.title) for column in table.columns]
    return markdown_text(heads, [[_cell(cell, words) for cell in row] for row in table.rows])


def _raw(table: Report) -> tuple[list[str], list[list[object]]]:
    heads: list[str] = []
    for column in table.columns:
        heads += [f"{column.key}_k", f"{column.key}_n", column.key] if column.unit == "rate" else [column.key]
    return heads, [_raw_row(row) for row in table.rows]


def _raw_row(row: Sequence[Cell]) -> list[object]:
    cells: list[object] = []
    for cell in row:
        if isinstance(cell, Rate):
            cells += [cell.k, cell.n, None if cell.rate is None else round(float(cell.rate), 4)]
        else:
            cells.append(str(cell) if isinstance(cell, Message) else cell)
    return cells
