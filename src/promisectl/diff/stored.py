"""Stored dues: whether a new act stores the due that a command would have (PC210)."""

from __future__ import annotations

from promisectl.diff.scene import Scene
from promisectl.diff.trust import Breach


def stored_due(scene: Scene) -> Breach | None:
    """Return PC210 where an act stores another due than its terms and the base's calendars give."""
    return None
