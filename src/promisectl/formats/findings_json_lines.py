"""Findings as JSON Lines: one object a line, as in the `findings` of the JSON document.

Nothing found is no line at all.
"""

from __future__ import annotations

from promisectl.formats.escape import escape_json
from promisectl.formats.findings_json import finding_object
from promisectl.formats.found import Found
from promisectl.formats.promises_json import dump_lines


def render(found: Found) -> str:
    """Return the findings as text, in English."""
    return escape_json(dump_lines(finding_object(finding) for finding in found.findings))
