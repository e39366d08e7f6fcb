"""Silences: comments in a file that quiet a finding until a day.

    # promisectl: ignore PC607 until 2026-06-15 because the objectives of next quarter are not written yet

On the line of the finding, on a line of its own above it (several may stand one above the other), or before the first
key for the whole file. The date is required, the reason is not. PC3, PC6 and PC7 can be silenced, nothing else; codes
or their beginnings, separated by commas or spaces.

What is a comment says `yamltext/comments.py`; where it is in doubt there is no silence: this errs towards reporting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from promisectl.yamltext.comments import comments_in

_MARK = "promisectl:"
_SILENCE = re.compile(
    r"#\s*promisectl:\s*ignore\s+(?P<codes>PC\d+(?:[,\s]+PC\d+)*)(?:,?\s+until\s+(?P<until>\S+))?",
)

Reach = Literal["line", "next line", "file"]


@dataclass(frozen=True, slots=True)
class Silence:
    """One comment: the codes (or beginnings of codes), the last day it holds (None where it names none), its place.

    `target` is the line it quiets; 0 for the whole file.
    """

    codes: tuple[str, ...]
    until: date | None
    line: int
    column: int
    end_column: int
    reach: Reach
    target: int


def find_silences(text: str) -> list[Silence]:
    """Return the silences of a file's text, in order. A comment that says `promisectl:` and cannot be read as one
    has no codes."""
    if _MARK not in text:
        return []
    lines = text.split("\n")
    comments = list(comments_in(text))
    first_key = min((i for i, line in enumerate(lines) if _is_content(line)), default=len(lines))
    found = []
    for index, column, comment in comments:
        if re.match(r"#\s*promisectl:", comment):
            alone = not lines[index][:column].strip("\ufeff \t")
            reach: Reach = "line" if not alone else "file" if index < first_key else "next line"
            found.append(_silence(comment, index, column, reach, _target(lines, index, reach)))
    return found


def _is_content(line: str) -> bool:
    bare = line.strip("\ufeff \t\r")
    return bool(bare) and not bare.startswith(("#", "---"))


def _target(lines: list[str], index: int, reach: Reach) -> int:
    if reach == "file":
        return 0
    if reach == "line":
        return index + 1
    below = index + 1
    while below < len(lines) and lines[below].lstrip().startswith("#"):
        below += 1
    return below + 1


def _silence(comment: str, index: int, column: int, reach: Reach, target: int) -> Silence:
    comment = comment.rstrip()
    match = _SILENCE.match(comment)
    codes = tuple(re.split(r"[,\s]+", match["codes"].strip(", "))) if match and match["codes"] else ()
    return Silence(
        codes,
        _day(match["until"]) if match and match["until"] else None,
        index + 1,
        column + 1,
        column + 1 + len(comment),
        reach,
        target,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.rstrip(",.;:")) if len(text.rstrip(",.;:")) == 10 else None
    except ValueError:
        return None
