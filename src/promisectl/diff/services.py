"""Services: whether an agreement that names a service's standing agreement is one (PC508)."""

from __future__ import annotations

from promisectl.diff.scene import Scene
from promisectl.diff.trust import Breach, text_of


def covered_by_a_service(scene: Scene) -> tuple[Breach | None, bool]:
    """Return what is wrong with an agreement `via: service NAME`, and whether a standing agreement covers it."""
    via = text_of(scene.act, "via")
    if scene.verb != "agree" or not via.startswith("service "):
        return None, False
    return None, True
