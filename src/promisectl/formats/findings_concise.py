"""Findings, one a line, for editors and grep: `path:line:column: severity[CODE] message: note`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from promisectl.formats.escape import no_commands
from promisectl.formats.findings_full import SEVERITIES, position
from promisectl.formats.found import Found, Say
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding
from promisectl.model.visible_text import escape_line


def render(found: Found) -> str:
    """Return a line for each finding, in the reader's language."""
    return findings_concise(found.findings, found.say)


def findings_concise(findings: Iterable[Finding], say: Say = str) -> str:
    """Return one line for each finding, in the order given."""
    return "".join(f"{one_line(finding, say)}\n" for finding in findings)


def one_line(finding: Finding, say: Say = str) -> str:
    """Return the line of one finding."""
    note = f": {say(finding.note)}" if finding.note is not None else ""
    said = escape_line(f"{say(finding.message)}{note}")
    return no_commands(f"{position(finding)}: {say(SEVERITIES[finding.severity])}[{finding.code}] {said}")


def findings_statistics(findings: Iterable[Finding], say: Say = str) -> str:
    """Return how many there are of each code: count descending, then code (`--statistics`)."""
    counts = Counter(finding.code for finding in findings)
    if not counts:
        return ""
    digits = len(str(max(counts.values())))
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{count:>{digits}}  {code}  {say(CODES[code].title)}\n" for code, count in rows)
