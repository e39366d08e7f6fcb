"""Columns: how wide a text is on a terminal, counted without Rich, which nobody needs to write into a pipe.

Wide letters take two columns, combining marks and joiners none.
"""

from __future__ import annotations

import unicodedata

MOST_PADDING = 40  # spaces in a row: further apart, an eye does not find the other end any more


def width(text: str) -> int:
    """Return the columns a terminal takes for a printable text."""
    return len(text) if text.isascii() else sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def padded(text: str, columns: int) -> str:
    """Return a text with spaces after it up to so many columns, at most 40; one that is wider stays as it is."""
    return text + " " * min(MOST_PADDING, columns - width(text))


def put_right(text: str, columns: int) -> str:
    """Return a text with spaces before it up to so many columns; one that is wider stays as it is."""
    return " " * (columns - width(text)) + text
