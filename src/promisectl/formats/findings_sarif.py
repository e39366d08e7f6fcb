"""Findings as SARIF 2.1.0, which code scanning reads. Columns count code points, as everywhere here.

A viewer makes links of `[text](address)` and fills in `{0}` in a message; both are escaped in what is quoted. The
texts as they are stand in each result's `properties`.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from promisectl import __version__
from promisectl.formats.escape import escape_json
from promisectl.formats.fingerprint import fingerprints
from promisectl.formats.found import SITE, Found, code_info, english, place_of
from promisectl.model.finding import Finding, Severity
from promisectl.model.visible_text import escape_line

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(found: Found) -> str:
    """Return the log, in English; addresses are relative to the repository."""
    return escape_json(json.dumps(sarif_document(found), ensure_ascii=False, indent=2))


def sarif_document(found: Found) -> dict[str, Any]:
    """Return the log of one run, with the rules that found something."""
    codes = sorted({finding.code for finding in found.findings})
    marks = fingerprints(found.findings)
    driver = {
        "name": "promisectl",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": SITE,
        "rules": [_rule(code, found) for code in codes],
    }
    results = [
        _result(finding, codes.index(finding.code), mark, found)
        for finding, mark in zip(found.findings, marks, strict=True)
    ]
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"promisectl/{found.command}/"},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"asOf": found.as_of},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, found: Found) -> dict[str, Any]:
    first = next(finding for finding in found.findings if finding.code == code)
    name, title, url = code_info(first)
    page = found.page_of(code)
    text = page.text if page else title
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": _message(title)},
        "fullDescription": {"text": _message(text.partition("\n")[0] or title)},
        "help": {"text": _message(text, lines=True), "markdown": text},
        "helpUri": url,
        "defaultConfiguration": {"level": LEVELS[page.severity if page else first.severity]},
        "properties": {"tags": ["promises"]},
    }


def _result(finding: Finding, index: int, mark: str, found: Found) -> dict[str, Any]:
    message, note, help = english(finding)
    said = f"{message}: {note}" if note else message
    place = place_of(finding)
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(f"{said}\n{help}" if help else said, lines=True)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(found.path(finding)), "uriBaseId": "%SRCROOT%"},
                    "region": {
                        "startLine": place.line,
                        "startColumn": place.column,
                        "endColumn": max(place.end_column, place.column),
                    },
                },
                **({"logicalLocations": [{"name": finding.promise}]} if finding.promise else {}),
            }
        ],
        # The second is the one that GitHub compares.
        "partialFingerprints": {"promiseAct/v1": mark, "primaryLocationLineHash": f"{mark}:1"},
        "properties": {"promise": finding.promise, "note": note, "help": help},
    }


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "surrogatepass"))


def _message(text: str, *, lines: bool = False) -> str:
    """Return the plain text of a message, in which nothing is a link or a place to fill in."""
    shown = "\n".join(escape_line(line) for line in text.split("\n")) if lines else escape_line(text)
    shown = re.sub(r"\\*[\[\]]", lambda match: "\\" * (2 * len(match[0]) - 1) + match[0][-1], shown)
    return re.sub(r"\{(\d+)\}", r"{{\1}}", shown)
