"""Primary reason: the one code that says best why a promise ran into trouble.

What was said last weighs most: the act that closed it, else the last move to a later due, else the performer's last
notice. A promise in no trouble has none. Source: metrics.md, Trouble and network.
"""

from __future__ import annotations

from promisectl.metrics.early_notice import is_troubled
from promisectl.metrics.renegotiation import later_revisions
from promisectl.metrics.view import View


def primary_reason(view: View) -> str | None:
    """Return the reason code of a troubled promise; None where it is not troubled or nobody said why."""
    standing = view.standing
    if standing is None or not is_troubled(view):
        return None
    moved = [revision.reason for revision in later_revisions(view)]
    noticed = [reason for _, _, reason in standing.notices]
    said = [*noticed, *moved, standing.closed_reason]
    return next((reason for reason in reversed(said) if reason is not None), None)
