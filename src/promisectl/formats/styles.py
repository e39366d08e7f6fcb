"""Styles: how what is shown is set apart, by names. What a name means stands here and nowhere else.

Meaning is never in a style alone: what is late says so in words. The colours are those of every terminal of 16 colours,
legible on light and on dark grounds.
"""

from __future__ import annotations

from typing import Literal

Style = Literal["", "late", "soon", "kept", "proposal", "muted", "head", "key", "command"]

STYLES: dict[Style, str] = {
    "": "",
    "late": "bold red",
    "soon": "yellow",
    "kept": "green",
    "proposal": "magenta",
    "muted": "dim",
    "head": "bold",
    "key": "underline",
    "command": "cyan",
}
