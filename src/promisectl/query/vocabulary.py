"""Vocabulary: the closed lists of words a query may name, and which field each belongs to."""

from __future__ import annotations

from promisectl.lifecycle.overlays import OVERLAYS
from promisectl.metrics.outcome import Outcome
from promisectl.model.message import M, Message
from promisectl.model.nearest import nearest
from promisectl.model.promise import State

STATES = tuple(state.value for state in State)
FATES = tuple(outcome.value for outcome in Outcome)
FLAGS = (*OVERLAYS, "open", "closed")

_BELONGS = {
    **dict.fromkeys(FATES, "class"),
    **dict.fromkeys(STATES, "state"),
    **dict.fromkeys(FLAGS, "is"),
}


def stray_word_help(word: str) -> Message:
    """Return what somebody who wrote a bare word probably meant: a field with that word, or the text."""
    near = nearest(word, _BELONGS)
    if near is not None:
        return M(
            "did you mean `{field}:{word}`? To search in the text write `text:{text}`",
            field=_BELONGS[near],
            word=near,
            text=word,
        )
    return M("to search in the text write `text:{text}` or put it in quotation marks", text=word)
