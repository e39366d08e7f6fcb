"""Excerpt: a query with a caret under the place that cannot be read."""

from __future__ import annotations

from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble


def bad_query(text: str, span: tuple[int, int], message: Message, help: Message | None = None) -> Trouble:
    """Return the Trouble of a query: the sentence, and a note of two lines that points at `span`."""
    start, end = span
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    caret = " " * start + "^" * max(end - start, 1)
    return Trouble(message, help=help, note=M("{query}\n{caret}", query=line, caret=caret), code="query")
