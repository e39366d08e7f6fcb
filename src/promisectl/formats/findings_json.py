"""Findings as the JSON document other programs rely on (cli.md, `check`). Always in English, whatever the language.

`message` is constant per code; what is particular about this finding is in `note`. The lines to paste follow the help.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisectl.formats.escape import escape_json
from promisectl.formats.found import Found, code_info, english, place_of
from promisectl.formats.promises_json import dump
from promisectl.model.finding import Finding

if TYPE_CHECKING:
    from promisectl.formats.documents.shared import FindingDocument


def render(found: Found) -> str:
    """Return the document as text. Characters that act on a terminal are written as JSON's escapes."""
    return escape_json(dump(findings_document(found)))


def findings_document(found: Found) -> dict[str, Any]:
    """Return the document: format_version, as_of (as given), the findings in the order given, counts by severity."""
    return {
        "format_version": 1,
        "as_of": found.as_of,
        "findings": [finding_object(finding) for finding in found.findings],
        "counts": found.counts,
    }


def finding_object(finding: Finding) -> FindingDocument:
    """Return one finding. What was not located stands at line 1, column 1."""
    place, (message, note, help) = place_of(finding), english(finding)
    return {
        "code": finding.code,
        "name": code_info(finding).name,
        "severity": finding.severity.value,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_column": place.end_column,
        "promise": finding.promise,
        "message": message,
        "note": note if finding.note is not None else None,
        "help": help,
    }
