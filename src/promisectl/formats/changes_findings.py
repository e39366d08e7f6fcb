"""Findings of a change: which change each is about, and which must be told beside the changes.

A change that no act could have made carries its own finding. An agreement that its proposer wrote, a merge that mixed
acts, settings changed by another look lawful line by line: whoever reads only the changes would take them for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from promisectl.diff.changes import Change
from promisectl.model.finding import Finding, Severity


def is_about(finding: Finding, change: Change) -> bool:
    """Return whether a finding is about a change: about its code, or about the act that it tells."""
    if finding.promise != change.promise:
        return False
    if finding.code in change.codes:
        return True
    at = ("history", change.position - 1) if change.position is not None else None
    return change.kind == "act" and finding.subject[:2] == at


def beside(findings: Iterable[Finding], changes: Sequence[Change]) -> list[Finding]:
    """Return the errors that no unlawful change tells already."""
    reported = {(change.promise, code) for change in changes if change.is_unlawful for code in change.codes}
    errors = (finding for finding in findings if finding.severity is Severity.ERROR)
    return [error for error in errors if (error.promise, error.code) not in reported]


def unlawful(findings: Iterable[Finding], changes: Sequence[Change]) -> set[str]:
    """Return the promises that are changed as no law allows."""
    wrong = {one.promise for one in beside(findings, changes) if one.promise}
    return wrong | {change.promise for change in changes if change.is_unlawful}
