"""Silences: comments in a file that quiet a finding until a day.

    # promisectl: ignore PC607 until 2026-06-30 because the objectives of next quarter are not written yet

On the line of the finding, on a line of its own above it (several may stand one above the other), or before the first
key for the whole file. The date is required, the reason is not. PC3, PC6 and PC7 can be silenced, nothing else; codes
or their beginnings, separated by commas or spaces.

A comment is what YAML takes for one: `#` at the start of a line or after white space, outside quoted texts and block
texts. Where a quote begins inside an unquoted text that runs over several lines this reading may take the rest for
quoted, and then finds no silence there: it errs towards reporting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

_MARK = "promisectl:"
_SILENCE = re.compile(
    r"#\s*promisectl:\s*ignore\s+(?P<codes>PC\d+(?:[,\s]+PC\d+)*)(?:,?\s+until\s+(?P<until>\S+))?",
)
_BLOCK = re.compile(r"(?P<lead>\s*(?:-\s+)*)(?P<key>[^:]+:\s+)?[|>](?:[+-]?[1-9]?|[1-9][+-])\s*\Z")

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
    comments = list(_comments(lines))
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


def _comments(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield line (from 0), column (from 0) and text of each comment."""
    scan = _Scan()
    block: int | None = None
    for index, raw in enumerate(lines):
        line = raw.rstrip("\r")
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip() or indent > block):
            continue
        block = None
        column = scan.comment_in(line)
        if column is not None:
            yield index, column, line[column:]
        content = line if column is None else line[:column]
        opens = None if scan.quote or scan.depth else _BLOCK.match(content)
        if opens:
            lead = opens["lead"]
            block = len(lead) if opens["key"] else lead.rfind("-")


@dataclass(slots=True)
class _Scan:
    """Where a reader of YAML is within a text: inside which quote, how deep in flow brackets."""

    quote: str = ""
    depth: int = 0

    def comment_in(self, line: str) -> int | None:
        """Return the column of the line's comment, or None; go on to its end otherwise."""
        fresh, index = True, 0
        while index < len(line):
            letter = line[index]
            if self.quote:
                index += self._quoted(line, index)
                fresh = False
                continue
            if letter == "#" and (index == 0 or line[index - 1] in " \t\ufeff"):
                return index
            fresh = self._step(letter, line[index + 1 : index + 2], fresh)
            index += 1
        return None

    def _quoted(self, line: str, index: int) -> int:
        """Go on within a quote; return how many letters were read."""
        letter = line[index]
        if self.quote == '"' and letter == "\\":
            return 2
        if letter == self.quote:
            if letter == "'" and line[index + 1 : index + 2] == "'":
                return 2
            self.quote = ""
        return 1

    def _step(self, letter: str, after: str, fresh: bool) -> bool:
        """Read one letter outside quotes; return whether a value may begin after it."""
        spaced = after in ("", " ", "\t")
        if letter in " \t\ufeff":
            return fresh
        if fresh and letter in "\"'":
            self.quote = letter
            return False
        if letter in "[{" and (fresh or self.depth):
            self.depth += 1
            return True
        if self.depth and letter in "]}":
            self.depth -= 1
            return False
        if self.depth and letter == ",":
            return True
        return (letter == ":" and (spaced or bool(self.depth))) or (letter in "-?" and fresh and spaced)
