"""Gauges: shares drawn as text, on an axis from 0 to 100 % or as a bar; the numbers always stand beside them."""

from __future__ import annotations

from promisectl.formats.glyphs import Glyphs
from promisectl.formats.screen import Bar, Interval

GAUGE_WIDTH, LEAST_GAUGE = 24, 12


def drawn(gauge: Interval | Bar, width: int, glyphs: Glyphs) -> str:
    """Return a gauge of at most so many columns."""
    return _interval(gauge, width, glyphs) if isinstance(gauge, Interval) else _bar(gauge, width, glyphs)


def axis(width: int) -> str:
    """Return the heading of an axis: 0, 50 and 100 where they belong."""
    middle = (width - 1) // 2
    line = "0" + " " * (middle - 2) + "50"
    return line + " " * (width - 3 - len(line)) + "100"


def _interval(interval: Interval, width: int, glyphs: Glyphs) -> str:
    low, share, high = (round(end * (width - 1)) for end in (interval.low, interval.share, interval.high))
    line = [" "] * low + [glyphs.line] * (high - low + 1)
    line[low], line[high] = glyphs.left, glyphs.right
    line[share] = glyphs.dot
    return "".join(line)


def _bar(bar: Bar, width: int, glyphs: Glyphs) -> str:
    halves = round(bar.share * width * 2)
    if bar.share > 0:
        halves = max(halves, 1)
    return glyphs.full * (halves // 2) + glyphs.half * (halves % 2)
