"""Changes as JSON: the shape other programs rely on (cli.md, `diff`). Never translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from promisectl.diff.changes import Change
from promisectl.formats.findings_json import finding_object
from promisectl.formats.promises_json import plain
from promisectl.model.finding import Finding


def changes_json(
    base: str, head: str, changes: Sequence[Change], findings: Mapping[str, Sequence[Finding]]
) -> dict[str, Any]:
    """Return the document of a diff; `findings` are those of PC4 by promise."""
    return {"base": base, "head": head, "changes": [_change(one, findings.get(one.promise, ())) for one in changes]}


def _change(change: Change, findings: Sequence[Finding]) -> dict[str, Any]:
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
        "findings": [finding_object(one) for one in findings if one.code in change.codes],
        "path": change.path,
        "position": change.position,
    }
