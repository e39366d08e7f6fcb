"""The stretch of a history: every commit of a head, or those that an older one does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from promisectl.app.guard.judge import Stretch
from promisectl.app.guard.snapshots import Snapshots
from promisectl.git.history import Step, walk
from promisectl.git.repository import Repository

Windows = Iterable[Sequence[Step]]


def of_history(
    repository: Repository, head: str, since: str | None, prefix: str, begun: Iterator[list[Step]] | None = None
) -> Stretch:
    """Return the whole history of a head, or what `since` (hex) does not hold.

    `begun` is a walk of it below the workspace's folder that was begun already.
    """
    return Stretch(
        snapshots=Snapshots(repository),
        prefix=prefix,
        windows=_walks(lambda below: walk(repository, head, since, below), prefix.rstrip("/"), begun),
        last=head,
        beginnings=(since,) if since else (),
        is_published=True,
        line=head,
    )


def _walks(
    begin: Callable[[str], Windows], folder: str, begun: Iterator[list[Step]] | None
) -> Callable[[str], Windows]:
    """Return what gives a walk below a folder: once the one that was begun, where it is of that folder."""
    waiting = [] if begun is None else [begun]

    def walked(below: str) -> Windows:
        return waiting.pop() if waiting and below == folder else begin(below)

    return walked
