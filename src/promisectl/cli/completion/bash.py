"""Bash's way of completing: it breaks words where we do not, so the line is split here and the answer cut to fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from promisectl.cli.completion.line import FILES, FOLDERS, Line
from promisectl.model.visible_text import escape_line

WIDTH = 60
_BREAKS = re.compile(r"""(?P<space>\s+)|'(?P<single>[^']*)(?P<end1>'?)|"(?P<double>(?:[^"\\]|\\.)*)(?P<end2>"?)"""
                     r"""|\\(?P<escaped>.?)|(?P<plain>[^\s'"\\]+)""", re.DOTALL)  # fmt: skip

_PARTS = ("single", "double", "escaped", "plain")


def split(line: str) -> tuple[list[str], str]:
    """Return the words of a command line as a shell would read them, and the quote that is still open."""
    words, opened, fresh = [""], "", True
    for match in _BREAKS.finditer(line):
        if match["space"] is not None:
            words, fresh = ([*words, ""] if not fresh else words), True
            continue
        fresh = False
        for quote, text, end in (("'", "single", "end1"), ('"', "double", "end2")):
            if match[text] is not None and not match[end]:
                opened = quote
        words[-1] += next(
            part for part in (match["single"], match["double"], match["escaped"], match["plain"]) if part is not None
        )
    return words, opened


def for_bash(rest: Sequence[str]) -> Iterator[str]:
    """Yield candidates for bash, which told the line up to the cursor, where it breaks words, how it asked, its width.

    Where several ids are listed, what they are about stands behind them: bash shows it, and inserts what they share.
    """
    line, breaks, asked, columns = rest
    words, opened = split(line)
    current = words[-1]
    wants_list = asked not in ("37", "42")
    typed = Line.read(words[1:-1], bare=True)
    shows = wants_list and typed.completes_ids(current)
    found = list(typed.completions(current))
    cut = 0 if opened else max((_start(current, letter) for letter in breaks if letter.strip()), default=0)
    width = (int(columns) if columns.isdigit() else 80) - 4
    for value, about in found:
        shown = value if value in (FILES, FOLDERS) else value[cut:]
        if shows and about and len(found) > 1:
            shown = f"{shown}  ({short(about)})"
            shown = shown if len(shown) <= width else shown[: width - 1] + "…"
        yield shown


def _start(word: str, letter: str) -> int:
    """Return where bash takes a word to begin that holds a letter it breaks at; `@` and `$` stay with what follows."""
    at = word.rfind(letter)
    return 0 if at < 0 else at + (letter not in "@$")


def short(about: str) -> str:
    """Return what something is about as a harmless line, not too long."""
    text = escape_line(about)
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
