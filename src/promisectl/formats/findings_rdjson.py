"""Findings in the Diagnostic Format of reviewdog (`reviewdog -f=rdjson`), which comments on a review line by line.

Its columns count bytes of UTF-8, not letters. A comment's message is read as Markdown; `original_output` is shown on a
terminal.
"""

from __future__ import annotations

import json

from promisectl.formats.escape import escape_json, no_commands
from promisectl.formats.findings_concise import one_line
from promisectl.formats.found import SITE, Found, code_info, english, place_of
from promisectl.formats.markdown import sentence
from promisectl.model.finding import Finding, Severity

SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(found: Found) -> str:
    """Return the document, in English; paths are relative to the repository."""
    document = {
        "source": {"name": "promisectl", "url": SITE},
        "diagnostics": [_diagnostic(finding, found) for finding in found.findings],
    }
    return escape_json(json.dumps(document, ensure_ascii=False, indent=2))


def _diagnostic(finding: Finding, found: Found) -> dict[str, object]:
    message, note, help = english(finding)
    parts = [sentence(f"{message}: {note}" if note else message), *(sentence(line) for line in help.splitlines())]
    place = place_of(finding)
    line = found.line_of(place.path, place.line) or ""
    return {
        "message": no_commands("\n\n".join(part for part in parts if part.strip())),
        "location": {
            "path": found.path(finding),
            "range": {
                "start": {"line": place.line, "column": _bytes(line, place.column)},
                "end": {"line": place.line, "column": _bytes(line, place.end_column)},
            },
        },
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.code, "url": code_info(finding).url},
        "original_output": one_line(finding),
    }


def _bytes(line: str, column: int) -> int:
    """Return a column counted in bytes; what lies beyond the line counts one each."""
    before = line[: column - 1]
    return column - len(before) + len(before.encode("utf-8", "surrogatepass"))
