"""Hooks: the files that git runs before it commits or pushes. What is here only lays them down and takes them away.

A file is one of ours if its second line is `MARK`; every other file is somebody else's and is never touched.
"""

from __future__ import annotations

import os
import stat
from enum import Enum
from pathlib import Path

MARK = "# Made by `promisectl hooks install`; `promisectl hooks remove` takes it away."
LIMIT = 64 * 1024


class Presence(Enum):
    """What stands where a hook would stand."""

    ABSENT = "absent"
    INSTALLED = "installed"
    OUTDATED = "outdated"  # ours, of another version or for another folder, or not executable
    FOREIGN = "foreign"


def presence(path: Path, text: str) -> Presence:
    """Return what stands at a path, where `text` is what would be installed."""
    if not os.path.lexists(path):
        return Presence.ABSENT
    standing = own_text(path)
    if standing is None:
        return Presence.FOREIGN
    if standing != text or not path.stat().st_mode & stat.S_IXUSR:
        return Presence.OUTDATED
    return Presence.INSTALLED


def own_text(path: Path) -> str | None:
    """Return the text of a hook of ours; None where there is none, or somebody else's."""
    text = _read(path)
    return text if text is not None and text.split("\n")[1:2] == [MARK] else None


def text_of(path: Path) -> str:
    """Return the text of any hook; empty where there is none that can be read."""
    return _read(path) or ""


def _read(path: Path) -> str | None:
    """Return the text of a regular file that is no longer than a hook of ours; None for anything else."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode) or path.lstat().st_size > LIMIT:
            return None
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def lay_down(path: Path, text: str) -> None:
    """Write a hook that git can run, in place of one of ours. FileExistsError where somebody else's stands."""
    if presence(path, text) is Presence.OUTDATED:
        path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o777)  # the umask takes away what it must
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def take_away(path: Path) -> None:
    """Remove a hook of ours."""
    path.unlink()
