"""The registry of formats of reports, and of the reports that show more than their table.

Every format prints every report from its table. A report with a screen or a document of its own has a line here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from promisectl.model.moment import in_zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from promisectl.formats.screen import Screen
    from promisectl.formats.translator import Translator
    from promisectl.reports.report import Cell, Report, Table

FORMATS = ("json", "csv", "markdown")
MORE_FORMATS: dict[str, dict[str, str]] = {
    "network": {"mermaid": "network_drawn:network_mermaid", "dot": "network_drawn:network_dot"},
}
SCREENS = {
    "fulfilment": "report_screen:fulfilment_screen",
    "overview": "overview_screen:overview_screen",
    "network": "network_screen:network_screen",
    "goals": "goals_screen:goals_screen",
}
DOCUMENTS = {"fulfilment": "fulfilment_json:fulfilment_json", "goals": "goals:goals_json"}


def formats_of(name: str) -> tuple[str, ...]:
    """Return what a report can be printed as."""
    return ("text", *FORMATS, *MORE_FORMATS.get(name, {}))


def screen(report: Report, words: Translator, zone: str) -> Screen:
    """Return a report as a screen: its own, else its tables."""
    make = _function(SCREENS.get(report.name, "report_screen:table_screen"))
    made: Screen = make(_by_its_clock(report), words, zone)
    return made


def document(report: Report) -> dict[str, Any]:
    """Return a report as JSON has it: its own document, else its tables."""
    made: dict[str, Any] = _function(DOCUMENTS.get(report.name, "report_json:report_json"))(report)
    return made


def written(report: Report, words: Translator, zone: str, format_: str, table: str | None = None) -> str:
    """Return a report as Markdown, as one of its tables in CSV, or in a format that it alone has."""
    from promisectl.formats.report_tables import report_csv, report_markdown

    if format_ == "csv":
        return report_csv(report, table)
    if format_ == "markdown":
        return report_markdown(_by_its_clock(report), words, zone)
    text: str = _function(MORE_FORMATS[report.name][format_])(report, words)
    return text


def _by_its_clock(report: Report) -> Report:
    """Return a report whose instants are read by the clock of the workspace, whatever their offset."""
    tables = tuple(replace(table, rows=_rows_by_clock(table, report.zone)) for table in report.tables)
    return replace(report, tables=tables)


def _rows_by_clock(table: Table, zone: ZoneInfo) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_cell_by_clock(content, zone) for content in row) for row in table.rows)


def _cell_by_clock(content: Cell, zone: ZoneInfo) -> Cell:
    return in_zone(content, zone) if isinstance(content, datetime) else content


def _function(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(f"promisectl.formats.{module}"), name)
