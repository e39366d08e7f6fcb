"""Line: one promise of another program's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One promise as a line tells it: its number from 1 and its values, every scalar a text."""

    number: int
    values: dict[str, Any]
