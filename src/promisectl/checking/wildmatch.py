"""Wildmatch: the patterns of `.gitattributes`, as git matches them against the paths of files.

People get wrong that `*` crosses folders (only `**` does, and only alone between slashes) and that a pattern of a
folder holds for what is in it (`ledgers/` matches no file). Letters count the same in both cases: on a Mac, git takes
`LEDGERS/**` for `ledgers/**`. Nothing here looks back further than a star's own stretch, so that no pattern costs more
than its length times the path's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-zA-Z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \\t-\\r",
    "upper": "a-zA-Z",
    "xdigit": "0-9A-Fa-f",
}
_NEVER = r"(?!)"
Segment = re.Pattern[str] | None  # None: any number of folders (`**`)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern: `segments` between its slashes; one `anywhere` is matched with the name of a file alone."""

    segments: tuple[Segment, ...]
    anywhere: bool

    def matches(self, path: str) -> bool:
        """Return whether a file is meant, by its path from the folder in which the pattern stands."""
        names = path.split("/")
        if self.anywhere:
            return self.segments[0] is None or self.segments[0].fullmatch(names[-1]) is not None
        return _reached(self.segments, names)


def compile_pattern(text: str) -> Pattern | None:
    """Return a pattern as git reads it; None for one that can match no file: of a folder (`x/`), or a broken one."""
    if not text or text.endswith("/"):
        return None
    anywhere = "/" not in text
    parts = text.removeprefix("/").split("/")
    try:
        segments = tuple(None if part == "**" else _segment(part) for part in parts)
    except re.error:
        return None
    return Pattern(segments, anywhere)


def _reached(segments: Sequence[Segment], names: Sequence[str]) -> bool:
    """Return whether all segments match all names: `there` holds how many names may be behind after each segment."""
    there = {0}
    for number, segment in enumerate(segments):
        if segment is None:
            first = min(there, default=len(names) + 1)
            must_hold_one = number == len(segments) - 1
            there = set(range(first + must_hold_one, len(names) + 1))
        else:
            there = {at + 1 for at in there if at < len(names) and segment.fullmatch(names[at])}
    return len(names) in there


@lru_cache(maxsize=4096)
def _segment(text: str) -> re.Pattern[str]:
    """Return what matches one name. After each star the earliest place is taken, which is as good as any other."""
    parts: list[str] = [""]
    at = 0
    while at < len(text):
        if text[at] == "*":
            parts.append("")
            at += 1
            continue
        literal, at = _one(text, at)
        parts[-1] += literal
    first, *rest = parts
    if not rest:
        return _compiled(first)
    *between, last = rest
    held = "".join(f"(?>.*?{part})" for part in between if part)
    return _compiled(f"{first}{held}.*{last}")


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.DOTALL)


def _one(text: str, at: int) -> tuple[str, int]:
    """Return the regular expression of one letter of a pattern, and where the next one begins."""
    letter = text[at]
    if letter == "?":
        return ".", at + 1
    if letter == "\\":
        return (re.escape(text[at + 1]), at + 2) if at + 1 < len(text) else (_NEVER, at + 1)
    if letter == "[":
        return _bracket(text, at + 1)
    return re.escape(letter), at + 1


def _bracket(text: str, at: int) -> tuple[str, int]:
    """Return the regular expression of a class of letters, and where it ends; one without end matches nothing."""
    negated = text[at : at + 1] in ("!", "^")
    at += negated
    body, start = "", at
    while at < len(text) and (text[at] != "]" or at == start):
        part, at = _member(text, at)
        body += part
    if at >= len(text):
        return _NEVER, len(text)
    return f"[{'^' if negated else ''}{body}]", at + 1


def _member(text: str, at: int) -> tuple[str, int]:
    """Return a letter, a range or a named class within brackets, and where the next one begins."""
    named = re.compile(r"\[:([a-z]*):\]").match(text, at)
    if named is not None:
        if named[1] not in _CLASSES:
            raise re.error("no such class")
        return _CLASSES[named[1]], named.end()
    low, at = _letter(text, at)
    if text[at : at + 1] != "-" or text[at + 1 : at + 2] in ("", "]"):
        return re.escape(low), at
    high, at = _letter(text, at + 1)
    return (f"{re.escape(low)}-{re.escape(high)}" if low <= high else ""), at


def _letter(text: str, at: int) -> tuple[str, int]:
    if text[at] == "\\" and at + 1 < len(text):
        return text[at + 1], at + 2
    return text[at], at + 1
