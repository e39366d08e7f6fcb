"""Nearest: the known word somebody may have meant. The comparison is imported only when somebody was wrong."""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.model.folding import fold
from promisectl.model.message import Keys, M, Message

_NEAR, _NEARER = 0.6, 0.7  # the longer the list of words, the more of them are a little like any other


def nearest(word: str, known: Iterable[str], least: float = _NEAR) -> str | None:
    """Return the known word most like `word`, however it is typed; None where none is like it.

    `least` is how alike it must be, from 0 to 1.
    """
    from difflib import get_close_matches

    folded = {fold(name): name for name in known}
    return next((folded[near] for near in get_close_matches(fold(word), folded, 1, least)), None)


def did_you_mean(
    word: str, known: Iterable[str], otherwise: Message | None = None, *, kind: str = "", spoken: Iterable[str] = ()
) -> Message:
    """Return what to do about a word that nobody knows: the word meant, else `otherwise`, else all there are.

    Keys of a `kind` that has names for people are listed with them; `spoken` are the names, which may be meant too.
    """
    keys, names = tuple(known), list(spoken)
    close = nearest(word, [*keys, *names], _NEARER if names else _NEAR)
    if close is not None:
        return M("did you mean `{name}`?", name=close)
    return otherwise or M("use one of: {names}", names=Keys(kind, keys))
