"""The stretch of a history: every commit of a head, or those that an older one does not hold."""

from __future__ import annotations

from promisectl.app.guard.judge import Stretch
from promisectl.app.guard.snapshots import Snapshots
from promisectl.git.history import walk
from promisectl.git.repository import Repository


def of_history(repository: Repository, head: str, since: str | None, prefix: str) -> Stretch:
    """Return the whole history of a head, or what `since` (hex) does not hold."""
    return Stretch(
        snapshots=Snapshots(repository),
        prefix=prefix,
        windows=lambda below: walk(repository, head, since, below),
        last=head,
        beginnings=(since,) if since else (),
        is_published=True,
        line=head,
    )
