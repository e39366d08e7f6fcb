"""Findings as a Code Quality report of GitLab (`artifacts:reports:codequality`): a JSON list, `[]` if there are none.

GitLab shows the description as one line of plain text, without the lines to paste.
It knows five severities and fails nothing by itself.
"""

from __future__ import annotations

import json

from promisectl.formats.escape import escape_json, no_commands
from promisectl.formats.fingerprint import fingerprints
from promisectl.formats.found import Found, english, place_of
from promisectl.model.finding import Finding, Severity
from promisectl.model.visible_text import escape_line

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(found: Found) -> str:
    """Return the report, in English; paths are relative to the repository."""
    marks = fingerprints(found.findings)
    rows = [_row(finding, mark, found) for finding, mark in zip(found.findings, marks, strict=True)]
    return escape_json(json.dumps(rows, ensure_ascii=False, indent=2)) if rows else "[]"


def _row(finding: Finding, mark: str, found: Found) -> dict[str, object]:
    message, note, _ = english(finding)
    said = ". ".join(part for part in (f"{message}: {note}" if note else message, str(finding.help or "")) if part)
    return {
        "description": no_commands(escape_line(found.subject(finding) + said)),
        "check_name": finding.code,
        "fingerprint": mark,
        "severity": SEVERITIES[finding.severity],
        "location": {"path": found.path(finding), "lines": {"begin": place_of(finding).line}},
    }
