"""Reports for spreadsheets and pages: CSV with raw counts and shares, Markdown as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from promisectl.formats.escape import no_commands
from promisectl.formats.markdown import code_block, code_span, markdown_escape, sentence
from promisectl.formats.report_screen import MOST_PROMISES, and_more, more_of, report_cell, title_of
from promisectl.formats.tables import csv_text, markdown_text
from promisectl.formats.translator import Translator
from promisectl.metrics.rate import Rate
from promisectl.model.message import M, Message
from promisectl.model.nearest import did_you_mean
from promisectl.model.trouble import Trouble
from promisectl.reports.report import Cell, Column, Drawn, Report, Table
from promisectl.reports.sentences import short_rate


def report_csv(report: Report, name: str | None = None) -> str:
    """Return one table of a report as CSV: raw counts and shares. The first one where none is named."""
    heads, rows = _raw(table_named(report, name))
    return csv_text(heads, rows)


def table_named(report: Report, name: str | None) -> Table:
    """Return a table of a report by its key, the first one for None; Trouble where there is none of that name."""
    for table in report.tables:
        if name in (None, table.key):
            return table
    keys = [table.key for table in report.tables]
    raise Trouble(
        M("the report has no table “{name}”", name=str(name)),
        help=did_you_mean(str(name), keys, M("use one of: {names}", names=", ".join(keys))),
    )


def report_markdown(report: Report, words: Translator, zone: str) -> str:
    """Return a report as Markdown, as people read it: what it is of, its tables, its notes."""
    parts = [f"## {markdown_escape(title_of(report, words, zone).text)}"]
    if report.opening is not None:
        parts.append(sentence(words.say(report.opening)))
    for table in report.tables:
        parts += _markdown_table(table, words)
    parts += [sentence(words.say(note)) for note in report.notes]
    if report.commands:
        parts.append(code_block("\n".join(report.commands), "sh"))
    return no_commands("\n\n".join(parts))


def _markdown_table(table: Table, words: Translator) -> list[str]:
    shown = _markdown_rows(table, words)
    if not shown:
        return []
    heading = [f"### {markdown_escape(words.say(table.title))}"] if table.title else []
    return [*heading, *shown, *(sentence(words.say(note)) for note in table.notes)]


def _markdown_rows(table: Table, words: Translator) -> list[str]:
    """Return the rows as a list of promises or as a table; what an empty table says of itself."""
    if not table.rows:
        return [sentence(words.say(table.empty))] if table.empty else []
    if table.is_of_promises:
        return _markdown_list(table, words)
    return [_markdown_grid(table, words)]


def _markdown_grid(table: Table, words: Translator) -> str:
    keys = [column.key for column in table.columns]
    rows = [_markdown_row(row, keys, words) for row in table.rows]
    return markdown_text([words.say(column.title) for column in table.columns], rows).rstrip()


def _markdown_list(table: Table, words: Translator) -> list[str]:
    items = "\n".join(_markdown_item(row, table, words) for row in table.rows[:MOST_PROMISES])
    return [items, sentence(words.say(and_more(table)))] if more_of(table) else [items]


def _markdown_item(row: Sequence[Cell], table: Table, words: Translator) -> str:
    """Return a promise as a line of a list: what it is, who owes whom, by when, what is to be said; its id as code."""
    id_, *rest = row
    said = [
        markdown_escape(report_cell(content, words, column.key).text)
        for content, column in zip(rest, table.columns[1:], strict=True)
        if content is not None
    ]
    return f"- {' · '.join(said)} ({code_span(str(id_))})"


def _markdown_row(row: Sequence[Cell], keys: Sequence[str], words: Translator) -> list[str]:
    return [_markdown_cell(content, key, words) for content, key in zip(row, keys, strict=True)]


def _markdown_cell(content: Cell, key: str, words: Translator) -> str:
    """Return a cell as people read it; counts stand in brackets, since nothing else sets them apart."""
    return words.say(short_rate(content)) if isinstance(content, Rate) else report_cell(content, words, key).text


def _raw(table: Table) -> tuple[list[str], list[list[object]]]:
    heads: list[str] = []
    for column in table.columns:
        heads += [f"{column.key}_k", f"{column.key}_n", column.key] if _has_counts(column) else [column.key]
    return heads, [_raw_row(row, table.columns) for row in table.rows]


def _has_counts(column: Column) -> bool:
    """Whether a column of CSV is three: what was counted, of how many, and the share."""
    return column.unit in ("rate", "figure")


def _raw_row(row: Sequence[Cell], columns: Sequence[Column]) -> list[object]:
    cells: list[object] = []
    for cell, column in zip(row, columns, strict=True):
        if isinstance(cell, Rate):
            cells += [cell.k, cell.n, None if cell.rate is None else round(float(cell.rate), 4)]
        elif _has_counts(column):
            cells += [None, None, _raw_cell(cell)]
        else:
            cells.append(_raw_cell(cell))
    return cells


def _raw_cell(cell: Cell) -> object:
    if isinstance(cell, Drawn):
        return _raw_cell(cell.value)
    if isinstance(cell, Fraction):
        return round(float(cell), 4)
    return str(cell) if isinstance(cell, Message) else cell
