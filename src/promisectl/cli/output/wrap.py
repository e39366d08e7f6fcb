"""Folding: a sentence longer than the terminal is broken between words, never cut."""

from __future__ import annotations

import os
import sys
import textwrap


def error_width() -> int | None:
    """Return the width of the terminal that standard error is, None where it is none."""
    if not sys.stderr.isatty():
        return None
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except OSError:
        return 80


def folded(line: str, width: int | None, indent: int = 6) -> list[str]:
    """Return a sentence as lines of a width; what is folded stands to the right of where it begins."""
    if width is None or len(line) <= width:
        return [line]
    below = " " * max(indent, len(line) - len(line.lstrip(" ")))
    return textwrap.wrap(line, width, subsequent_indent=below, break_on_hyphens=False)
