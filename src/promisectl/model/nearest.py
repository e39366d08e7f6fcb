"""Nearest: the known word somebody may have meant. The comparison is imported only when somebody was wrong."""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.model.folding import fold
from promisectl.model.message import M, Message


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """Return the known word most like `word`, however it is typed; None where none is like it.

    `least` is how alike it must be, from 0 to 1.
    """
    from difflib import get_close_matches

    folded = {fold(name): name for name in known}
    return next((folded[near] for near in get_close_matches(fold(word), folded, 1, least)), None)


def did_you_mean(word: str, known: Iterable[str], otherwise: Message | None = None) -> Message:
    """Return what to do about a word that nobody knows: the word meant, else `otherwise`, else all there are."""
    names = list(known)
    close = nearest(word, names)
    if close is not None:
        return M("did you mean `{name}`?", name=close)
    return otherwise or M("use one of: {names}", names=", ".join(names) or "-")
