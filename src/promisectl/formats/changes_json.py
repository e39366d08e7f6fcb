"""Changes as JSON: the shape other programs rely on (cli.md, `diff`). Never translated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from promisectl.diff.changes import Change
from promisectl.formats.changes_findings import is_about
from promisectl.formats.findings_json import finding_object
from promisectl.formats.promises_json import plain
from promisectl.model.finding import Finding

if TYPE_CHECKING:
    from promisectl.formats.documents.guarding import ChangeDocument, DiffDocument


def changes_json(base: str, head: str, changes: Sequence[Change], findings: Sequence[Finding]) -> DiffDocument:
    """Return the document of a diff; `findings` of PC4 stand with the change they are about, the others at the end."""
    by_promise: dict[str | None, list[Finding]] = {}
    for finding in findings:
        by_promise.setdefault(finding.promise, []).append(finding)
    about = [[one for one in by_promise.get(change.promise, ()) if is_about(one, change)] for change in changes]
    placed = {id(one) for found in about for one in found}
    return {
        "base": base,
        "head": head,
        "changes": [_change(*one) for one in zip(changes, about, strict=True)],
        "findings": [finding_object(one) for one in findings if id(one) not in placed],
    }


def _change(change: Change, findings: Sequence[Finding]) -> ChangeDocument:
    return {
        "promise": change.promise,
        "ledger": change.ledger,
        "kind": change.kind,
        "act": change.act,
        "by": change.by,
        "at": plain(change.at),
        "from": plain(change.from_),
        "to": plain(change.to),
        "days": change.days,
        "agreed": change.agreed,
        "timely": change.timely,
        "terms": {key: plain(value) for key, value in change.terms.items()},
        "summary": str(change.summary),
        "findings": [finding_object(finding) for finding in findings],
        "path": change.path,
        "position": change.position,
    }
