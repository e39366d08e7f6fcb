"""Vocabulary: the closed lists of words a query may name, and which field each belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from promisectl.lifecycle.overlays import OVERLAYS
from promisectl.metrics.outcome import Outcome
from promisectl.model.folding import fold_name
from promisectl.model.message import M, Message
from promisectl.model.nearest import nearest
from promisectl.model.promise import State

STATES = tuple(state.value for state in State)
FATES = tuple(outcome.value for outcome in Outcome)
FLAGS = (*OVERLAYS, "open", "closed")

_KINDS = (("class", "fate", FATES), ("state", "state", STATES), ("is", "overlay", FLAGS))  # a later row wins

Spoken = Callable[[str], Mapping[str, str]]


def nothing_spoken(kind: str) -> Mapping[str, str]:
    """Return no names: the words of the format alone are known."""
    return {}


def stray_word_help(word: str, spoken: Spoken = nothing_spoken) -> Message:
    """Return what somebody who wrote a bare word probably meant: a field with that word, or the text."""
    belongs = _belongs(spoken)
    near = nearest(word, belongs)
    if near is not None:
        field, key = belongs[near]
        return M(
            "did you mean `{field}:{word}`? To search in the text write `text:{text}`", field=field, word=key, text=word
        )
    return M("to search in the text write `text:{text}` or put it in quotation marks", text=word)


def another_field_help(word: str, spoken: Spoken = nothing_spoken) -> Message | None:
    """Return which field a word belongs to that was written to another; None where it belongs to none."""
    found = _belongs(spoken).get(fold_name(word))
    return M("did you mean `{field}:{word}`?", field=found[0], word=found[1]) if found else None


def _belongs(spoken: Spoken) -> dict[str, tuple[str, str]]:
    """Return the field and the key of each word of a closed list, as files and as screens say it."""
    belongs = {key: (field, key) for field, _, keys in _KINDS for key in keys}
    for field, kind, _ in _KINDS:
        belongs |= {name: (field, key) for name, key in spoken(kind).items() if name not in belongs}
    return belongs
