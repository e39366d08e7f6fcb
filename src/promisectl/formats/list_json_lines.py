"""A list of promises as JSON Lines: one object a line, the entries of the JSON document."""

from __future__ import annotations

from promisectl.formats.list_json import rows
from promisectl.formats.promise_list import PromiseList
from promisectl.formats.promises_json import dump_lines


def render(listed: PromiseList) -> str:
    """Return a line for each promise."""
    return dump_lines(rows(listed))
