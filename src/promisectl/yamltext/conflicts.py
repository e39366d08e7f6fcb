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
    parts: dict[str, list[bytes]] = {"ours": [], "theirs": [], "base": []}
    state, has_base, conflicts, name = "", True, 0, ""
    for line in data.splitlines(keepends=True):
        marker = marker_of(line)
        mark = (marker[1] or marker[3])[:1] if marker else b""
        if not marker or (mark == b"=" and not state):
            for side in (state,) if state else parts:
                parts[side].append(line)
            continue
        following = _NEXT.get((state, mark))
        if following is None:
            raise Unfinished
        has_base = has_base and not (state == "ours" and following == "theirs")
        conflicts += following == "ours"
        name = (marker[2] or b"").decode("utf-8", "replace") if mark == b">" else name
        state = "" if following == "end" else following
    if state:
        raise Unfinished
    ours, theirs, base = (b"".join(parts[side]) for side in ("ours", "theirs", "base"))
    return Sides(ours, theirs, base if has_base else None, name) if conflicts else None
