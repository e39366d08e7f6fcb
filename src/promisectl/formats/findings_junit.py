"""Findings as JUnit XML, which most CI servers show as tests: a finding is a test case.

One that weighs enough to fail is a failure; the others passed, and say what was found beside it. Where nothing was
found there is one test that passed, since some servers refuse a report without tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from promisectl.formats.escape import no_commands
from promisectl.formats.found import Found, english, place_of
from promisectl.model.finding import Finding
from promisectl.model.visible_text import escape_line

_NOT_XML = re.compile("[\ufdd0-\ufdef]|[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def render(found: Found) -> str:
    """Return the report, in English."""
    suite = f"promisectl {found.command}"
    tests, failures = max(len(found.findings), 1), sum(found.fails(finding) for finding in found.findings)
    counts = f'tests="{tests}" failures="{failures}" errors="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="{xml(suite)}" {counts}>',
        f'<testsuite name="{xml(suite)}" {counts} skipped="0">',
    ]
    if found.as_of:
        lines += ["<properties>", f'<property name="as-of" value="{xml(found.as_of)}"/>', "</properties>"]
    for finding in found.findings:
        lines += _case(finding, found)
    if not found.findings:
        lines.append(f'<testcase classname="{xml(suite)}" name="no findings"/>')
    return no_commands("\n".join([*lines, "</testsuite>", "</testsuites>"]))


def _case(finding: Finding, found: Found) -> Iterator[str]:
    message, note, help = english(finding)
    place = place_of(finding)
    path = found.path(finding)
    yield f'<testcase classname="{xml(path)}" name="{xml(f"{finding.code} {message}, line {place.line}")}">'
    kind = f"{finding.severity.value}[{finding.code}]"
    said = [f"{path}:{place.line}:{place.column}: {kind} {message}"]
    said += [f"note: {note}"] if note else []
    said += [f"help: {help}"] if help else []
    text = "\n".join(xml(line) for part in said for line in part.splitlines())
    if found.fails(finding):
        short = xml(found.subject(finding) + (note or message))
        yield f'<failure type="{xml(finding.code)}" message="{short}">{text}</failure>'
    else:
        yield f"<system-out>{text}</system-out>"
    yield "</testcase>"


def xml(text: str) -> str:
    """Return a text as one harmless line, for an element or an attribute in double quotes."""
    text = _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", escape_line(text))
    return re.sub("[&<>\"']", lambda match: _MARKS[match[0]], text)
