"""Links: none is followed below a workspace or a repository; above them a person may keep folders as they like.

People get wrong that a link which points inside is harmless: what it points to is chosen by whoever wrote it, and may
be another thing a moment later.
"""

from __future__ import annotations

import os
from pathlib import Path

from promisectl.store.root import SETTINGS

_TOPS = (SETTINGS, ".git")  # what the folder of a workspace, or of a repository, holds


def link_to(path: Path) -> Path | None:
    """Return the first folder on the way to a file that is a link below a workspace or a repository; None for none.

    The file itself is not looked at.
    """
    inside = False
    for folder in reversed(path.absolute().parents):
        if inside and folder.is_symlink():
            return folder
        inside = inside or any(os.path.lexists(folder / name) for name in _TOPS)
    return None


def workspaces_above(path: Path) -> list[Path]:
    """Return the folders above a file that hold a workspace's settings, the nearest first."""
    return [folder for folder in path.absolute().parents if os.path.lexists(folder / SETTINGS)]


def is_linked(root: Path, path: str) -> bool:
    """Return whether a way below a workspace's root leads over a link; the last name counts too."""
    full = str(root)
    for name in path.split("/"):
        full = f"{full}/{name}"
        if os.path.islink(full):  # noqa: PTH114 - a Path for each name costs more than the question
            return True
    return False
