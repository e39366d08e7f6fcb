"""Notes of several lines in the comment of a pull request: line by line below the act, harmless like all the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from promisectl.diff.changes import LONG
from promisectl.diff.said import Said
from promisectl.formats.markdown import BREAK, markdown_escape

MOST_LINES = 12  # what is longer is read in the file


def note_apart(one: Said) -> tuple[Said, str]:
    """Return an act without its note, and the note as Markdown; the act as it is and nothing where it has one line.

    The lines are parted by breaks; blank ones are left out, and what is too long ends in an ellipsis.
    """
    note = one.act.note
    if not isinstance(note, str) or "\n" not in note.strip():
        return one, ""
    bare = replace(one, act=one.act.model_copy(update={"note": None}))
    return bare, f"“{BREAK.join(_lines(note))}”"


def _lines(note: str) -> Iterator[str]:
    lines = [line.strip() for line in note.splitlines() if line.strip()]
    for line in lines[:MOST_LINES]:
        yield markdown_escape(line if len(line) <= LONG else line[:LONG] + "…")
    if len(lines) > MOST_LINES:
        yield "…"
