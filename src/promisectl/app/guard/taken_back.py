"""Taken back: what speakers took back themselves. Whoever says that again says it, and gives nothing back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from promisectl.app.guard.found import Loss, takes_away
from promisectl.app.guard.seen import Seen
from promisectl.diff.histories import written
from promisectl.diff.trust import speaker_of

Said = tuple[str, str]  # a promise, and an act as text


class TakenBack:
    """Tells what its speaker took back before a commit. `current` gives the handle that somebody goes by."""

    def __init__(self, seen: Seen, current: Callable[[str], str]) -> None:
        self._seen = seen
        self._current = current

    @property
    def every(self) -> Iterable[Said]:
        """What was taken back at any time."""
        return self._commits.keys()

    def before(self, said: Said, commit: str) -> bool:
        """Whether a commit goes on from one in which the speaker of an act took it back."""
        earlier = self._commits.get(said, set()) - {commit}
        return bool(earlier) and self._seen.descends(commit, earlier)

    @cached_property
    def _commits(self) -> Mapping[Said, set[str]]:
        found: dict[Said, set[str]] = {}
        for loss in filter(self._is_speakers, self._seen.losses):
            found.setdefault((loss.promise, written(loss.lost.act)), set()).add(loss.commit)
        return found

    def _is_speakers(self, loss: Loss) -> bool:
        return takes_away(loss) and self._current(speaker_of(loss.lost.act)) in loss.authors
