"""Findings as the JSON document other programs rely on (cli.md, `check`). Always in English, whatever the language.

`message` is constant per code; what is particular about this finding is in `note`. The lines to paste follow the help.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from promisectl.formats.neutral import harmless_json
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding, Severity
from promisectl.model.place import Place

FORMAT_VERSION = 1


def findings_document(findings: Iterable[Finding], as_of: str) -> dict[str, Any]:
    """Return the document: format_version, as_of (as given), the findings in the order given, counts by severity."""
    shown = list(findings)
    counts = Counter(finding.severity for finding in shown)
    return {
        "format_version": FORMAT_VERSION,
        "as_of": as_of,
        "findings": [finding_object(finding) for finding in shown],
        "counts": {severity.value: counts[severity] for severity in reversed(Severity)},
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """Return one finding. What was not located stands at line 1, column 1."""
    where = finding.where
    place = where if isinstance(where, Place) else Place(where.path, 1, 1, 2)
    return {
        "code": finding.code,
        "name": finding.name or CODES[finding.code].name,
        "severity": finding.severity.value,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_column": place.end_column,
        "promise": finding.promise,
        "message": str(finding.message),
        "note": str(finding.note) if finding.note is not None else None,
        "help": "\n".join(part for part in (str(finding.help or ""), finding.paste) if part),
    }


def findings_json(findings: Iterable[Finding], as_of: str) -> str:
    """Return the document as text. Characters that act on a terminal are written as JSON's escapes."""
    return harmless_json(json.dumps(findings_document(findings, as_of), ensure_ascii=False, indent=2)) + "\n"
