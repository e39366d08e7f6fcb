"""The registry of formats of reports, and of the reports that show more than their table.

Every format prints every report from its table. A report with a screen or a document of its own has a line here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from promisectl.formats.screen import Screen
    from promisectl.formats.translator import Translator
    from promisectl.reports.report import Report

FORMATS = ("json", "csv", "markdown")
SCREENS = {"fulfilment": "report_screen:fulfilment_screen"}
DOCUMENTS = {"fulfilment": "fulfilment_json:fulfilment_json"}


def screen(report: Report, words: Translator, zone: str) -> Screen:
    """Return a report as a screen: its own, else its table."""
    made: Screen = _function(SCREENS.get(report.name, "report_screen:table_screen"))(report, words, zone)
    return made


def document(report: Report) -> dict[str, Any]:
    """Return a report as JSON has it: its own document, else its table."""
    made: dict[str, Any] = _function(DOCUMENTS.get(report.name, "report_tables:table_json"))(report)
    return made


def table(report: Report, words: Translator, name: str) -> str:
    """Return a report as CSV (raw counts and shares) or as Markdown (as people read it)."""
    from promisectl.formats.report_tables import report_table

    return report_table(report, words, name)


def _function(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(f"promisectl.formats.{module}"), name)
