"""A list of promises as CSV, for a spreadsheet: the keys of the JSON document that fit into a cell."""

from __future__ import annotations

from promisectl.formats.list_fields import raw
from promisectl.formats.list_json import rows
from promisectl.formats.promise_list import PromiseList
from promisectl.formats.tables import csv_text

COLUMNS = (
    "id", "what", "performer", "customer", "state", "due", "first_due", "counted_due", "class", "overlays",
    "days_left", "revisions", "ledger", "path",
)  # fmt: skip


def render(listed: PromiseList) -> str:
    """Return a head and a row for each promise."""
    if listed.columns:
        return csv_text(listed.columns, chosen_cells(listed))
    columns = [*COLUMNS, *(["for"] if listed.wanted is not None else [])]
    return csv_text(columns, [[row[name] for name in columns] for row in rows(listed)])


def chosen_cells(listed: PromiseList) -> list[list[object]]:
    """Return the cells of the columns that were asked for, a row for each promise."""
    return [[raw(name, view) for name in listed.columns] for view in listed.views]
