"""Tables as CSV and Markdown. Untrusted text is neutralised for each: CSV formulas, Markdown and HTML marks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from promisectl.formats.markdown import markdown_escape

# What a spreadsheet takes for a formula, the wide forms and what it may skip before them included.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def csv_text(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a CSV document with a header. A cell that a spreadsheet would run is preceded by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return out.getvalue().rstrip("\n")


def _csv_cell(cell: object) -> object:
    cell = _in_one(cell)
    if isinstance(cell, str) and _FORMULA.match(cell):
        return "'" + cell
    return "" if cell is None else cell


def _in_one(cell: object) -> object:
    """Return a list as its entries, and what was redacted as a text that says so."""
    if isinstance(cell, list | tuple):
        return " ".join(str(item) for item in cell)
    return "[redacted]" if isinstance(cell, Mapping) and "redacted" in cell else cell


def markdown_text(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(headers) + " |", "|" + "---|" * len(headers)]
    lines += ["| " + " | ".join(_markdown_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _markdown_cell(cell: object) -> str:
    cell = _in_one(cell)
    text = "" if cell is None else str(cell)
    return markdown_escape(re.sub(r"\s+", " ", text))


__all__ = ["csv_text", "markdown_escape", "markdown_text"]
