"""Conflict markers: the lines that git writes around the two sides of a conflict, and what stands between them.

Outside the markers a text is of both sides: git has merged there already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A line that a merge left behind, in a text; and the first one of a conflict, in bytes.
MARKER_LINE = re.compile(r"^(?:<{7,}|>{7,}|\|{7,})(?: .*)?\r?$|^={7,}\r?$", re.MULTILINE)
_FIRST = re.compile(rb"^(<{7,}) ", re.MULTILINE)
_MARKER = rb"(<{%d}|\|{%d}|>{%d})(?: ([^\r\n]*))?\r?\n?\Z|(={%d})\r?\n?\Z"

# Between which markers a line stands, and the marker that follows: what the lines after it are of.
_NEXT = {
    ("", b"<"): "ours",
    ("ours", b"|"): "base",
    ("ours", b"="): "theirs",
    ("base", b"="): "theirs",
    ("theirs", b">"): "end",
}


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a text with conflicts, and what both began from (None where a conflict does not say it)."""

    ours: bytes
    theirs: bytes
    base: bytes | None
    their_name: str


class Unfinished(Exception):  # noqa: N818 - the caller tells it with the file's name
    """The markers do not fit together."""


def sides_in(data: bytes) -> Sides | None:
    """Return the sides between the conflict markers; None where there are none, Unfinished where they do not fit."""
    first = _FIRST.search(data)
    size = len(first[1]) if first else 7  # git makes them longer where it also mistook a file for another, renamed
    marker_of = re.compile(_MARKER % (size, size, size, size)).match
    parting = _Parting()
    for line in data.splitlines(keepends=True):
        parting.read(line, marker_of(line))
    return parting.sides()


class _Parting:
    """The lines of each side, as they are read one by one; `_between` tells of which side the next one is."""

    def __init__(self) -> None:
        self._lines: dict[str, list[bytes]] = {"ours": [], "theirs": [], "base": []}
        self._between = ""
        self._has_base = True
        self._has_conflict = False
        self._their_name = ""

    def read(self, line: bytes, marker: re.Match[bytes] | None) -> None:
        """Read a line, or the marker that it is; `=======` outside of a conflict is a line."""
        mark = _mark_of(marker)
        is_line = not mark or (mark == b"=" and not self._between)
        if is_line:
            self._keep(line)
            return
        self._go_on(mark)
        if marker and mark == b">":
            self._their_name = _name_after(marker)

    def _keep(self, line: bytes) -> None:
        sides = [self._between] if self._between else [*self._lines]
        for side in sides:
            self._lines[side].append(line)

    def _go_on(self, mark: bytes) -> None:
        following = _NEXT.get((self._between, mark))
        if following is None:
            raise Unfinished
        if following == "ours":
            self._has_conflict = True
        if following == "theirs" and self._between == "ours":
            self._has_base = False
        self._between = "" if following == "end" else following

    def sides(self) -> Sides | None:
        """Return what was read."""
        if self._between:
            raise Unfinished
        if not self._has_conflict:
            return None
        ours, theirs, base = (b"".join(self._lines[side]) for side in ("ours", "theirs", "base"))
        return Sides(ours, theirs, base if self._has_base else None, self._their_name)


def _mark_of(marker: re.Match[bytes] | None) -> bytes:
    """Return the sign that a marker is made of; nothing for a line that is none."""
    signs: bytes = (marker[1] or marker[3]) if marker else b""
    return signs[:1]


def _name_after(marker: re.Match[bytes]) -> str:
    name: bytes = marker[2] or b""
    return name.decode("utf-8", "replace")
