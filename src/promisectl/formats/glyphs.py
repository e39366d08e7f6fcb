"""Glyphs: the marks of which bars, boards and trees are drawn; ASCII where a terminal's encoding has no better ones.

`PROMISECTL_ASCII=1` asks for ASCII. Then the program's own marks in sentences are ASCII too; what people wrote keeps
its letters, unless the encoding has none for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of marks. `steps` are heights, the lowest first."""

    dot: str = "●"
    line: str = "─"
    left: str = "├"
    right: str = "┤"
    wall: str = "│"
    full: str = "█"
    half: str = "▌"
    steps: str = "▁▂▃▄▅▆▇█"
    corner: str = "└"
    ascii: bool = False


UNICODE = Glyphs()
ASCII = Glyphs(
    dot="o", line="-", left="[", right="]", wall="|", full="#", half="=", steps="_.-=+*%#", corner="`", ascii=True
)
_ALL = "●─├┤│█▌▁▂▃▄▅▆▇└→…·“”"
_MARKS = {"·": "-", "…": "...", "“": '"', "”": '"', "→": "->", "–": "-", "×": "x", "▲": "^", "▼": "v"}
_OWN = str.maketrans(_MARKS | {UNICODE.dot: ASCII.dot} | dict(zip(UNICODE.steps, ASCII.steps, strict=True)))


def glyphs_for(encoding: str | None, environment: Mapping[str, str]) -> Glyphs:
    """Return the marks that a stream of this encoding can show; ASCII where the environment asks for it."""
    if environment.get("PROMISECTL_ASCII", "") not in ("", "0"):
        return ASCII
    try:
        _ALL.encode(encoding or "utf-8")
    except (LookupError, UnicodeEncodeError):
        return ASCII
    return UNICODE


def in_ascii(text: str) -> str:
    """Return a text with the program's marks in ASCII."""
    return text.translate(_OWN)
