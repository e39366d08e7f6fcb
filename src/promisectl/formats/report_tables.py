"""Reports for programs and pages: CSV with raw counts and shares, Markdown as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from promisectl.formats.fulfilment_json import rate_json
from promisectl.formats.report_screen import report_cell
from promisectl.formats.tables import csv_text, markdown_text
from promisectl.formats.translator import Translator
from promisectl.metrics.rate import Rate
from promisectl.model.message import Message
from promisectl.reports.report import Cell, Report
from promisectl.reports.sentences import short_rate


def report_table(table: Report, words: Translator, format_: str) -> str:
    """Return a report as CSV (raw counts and shares) or as Markdown (as people read it)."""
    if format_ == "csv":
        heads, rows = _raw(table)
        return csv_text(heads, rows)
    heads = [words.say(column.title) for column in table.columns]
    keys = [column.key for column in table.columns]
    return markdown_text(heads, [_markdown_row(row, keys, words) for row in table.rows])


def _markdown_row(row: Sequence[Cell], keys: Sequence[str], words: Translator) -> list[str]:
    return [_markdown_cell(content, key, words) for content, key in zip(row, keys, strict=True)]


def _markdown_cell(content: Cell, key: str, words: Translator) -> str:
    """Return a cell as people read it; counts stand in brackets, since nothing else sets them apart."""
    return words.say(short_rate(content)) if isinstance(content, Rate) else report_cell(content, words, key).text


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


def table_json(report: Report) -> dict[str, Any]:
    """Return a report as a JSON document: a row each by the keys of its columns."""
    rows = [{key: _json_cell(cell) for key, cell in record.items()} for record in report.records()]
    return {"name": report.name, "as_of": report.as_of.date().isoformat(), "where": report.where, "rows": rows}


def _json_cell(cell: Cell) -> Any:
    if isinstance(cell, Rate):
        return rate_json(cell)
    if isinstance(cell, Fraction):
        return round(float(cell), 4)
    return str(cell) if isinstance(cell, Message | date) else cell
