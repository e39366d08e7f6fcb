"""Excerpt: a query with a caret under the place that cannot be read, and the nearest word that can."""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble


def bad_query(text: str, span: tuple[int, int], message: Message, help: Message | None = None) -> Trouble:
    """Return the Trouble of a query: the sentence, and a note of two lines that points at `span`."""
    start, end = span
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    caret = " " * start + "^" * max(end - start, 1)
    return Trouble(message, help=help, note=M("{query}\n{caret}", query=line, caret=caret), code="query")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like `word`, or None."""
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> Message:
    """Return a help line: the nearest known word, else all of them."""
    names = sorted(known)
    near = nearest(word, names)
    if near is not None:
        return M("did you mean `{near}`?", near=near)
    return M("known here: {names}", names=", ".join(names) or "-")
