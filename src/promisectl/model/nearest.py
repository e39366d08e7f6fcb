"""Nearest: the known word somebody may have meant. The comparison is imported only when somebody was wrong."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`; None where none is like it."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), 1)), None)
