"""A list of promises as CSV, for a spreadsheet: the keys of the JSON document that fit into a cell."""

from __future__ import annotations

from promisectl.formats.list_json import rows
from promisectl.formats.promise_list import PromiseList
from promisectl.formats.tables import csv_text

COLUMNS = (
    "id", "what", "performer", "customer", "state", "due", "first_due", "counted_due", "class", "overlays",
    "days_left", "revisions", "ledger", "path",
)  # fmt: skip


def render(listed: PromiseList) -> str:
    """Return a head and a row for each promise."""
    columns = [*COLUMNS, *(["for"] if listed.wanted is not None else [])]
    return csv_text(columns, [[row[name] for name in columns] for row in rows(listed)])
