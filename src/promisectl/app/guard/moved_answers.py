"""Moved answers: answers that came to stand under another proposal than the one they answered, in ordinary commits.

An answer counts for what it answered. Whoever edits or drops the proposal under it, however unlawfully that proposal
came, must not leave the answer there: it goes into a `displaced` note of the restoring commit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from promisectl.app.guard.found import Loss
from promisectl.diff.histories import written
from promisectl.diff.losses import asked_places
from promisectl.yamltext.raw_acts import RawPromise

Asked = Mapping[tuple[str, str], str]  # what an answer first answered, by promise and answer, all as texts


def is_moved(loss: Loss) -> bool:
    """Whether an ordinary commit put another proposal under an answer, or took away the one it was given to."""
    return loss.lost.kind == "re-answered" and not loss.is_merge


class MovedAnswers:
    """Tells which answers stand under others at the end. `before` is what is known of answers before the stretch."""

    def __init__(self, losses: Sequence[Loss], before: Asked) -> None:
        self._losses = losses
        self._before = before

    @cached_property
    def first_asked(self) -> Asked:
        """What each answer answered before it came to stand under another proposal."""
        first: dict[tuple[str, str], str] = {}
        for loss in self._losses:
            if is_moved(loss) and loss.lost.asked is not None:
                first.setdefault((loss.promise, written(loss.lost.act)), written(loss.lost.asked))
        return {**first, **self._before}

    def answers_another(self, loss: Loss, versions: Sequence[RawPromise]) -> bool:
        """Whether an answer stands at the head, and not under what it first answered."""
        text = written(loss.lost.act)
        now = dict(_asked_now(versions))
        return text in now and now[text] != self.first_asked[loss.promise, text]


def _asked_now(versions: Sequence[RawPromise]) -> Iterator[tuple[str, str]]:
    """Yield each act of a promise with the last proposal before it, as texts."""
    for version in versions:
        for act, place in zip(version.acts, asked_places(version.acts), strict=True):
            yield written(act), "" if place is None else written(version.acts[place])
