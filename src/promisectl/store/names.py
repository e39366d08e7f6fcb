"""Names: the promise files of a workspace by the id in their names. No file is opened.

A command that speaks in one promise reads its names this way, so it costs the same among ten thousand as among ten.
"""

from __future__ import annotations

import os
from pathlib import Path

from promisectl.store.links import is_linked
from promisectl.store.settled import SETTLED
from promisectl.store.walking import Entry


def loose_names(root: Path, ledgers: str, only: str | None = None) -> dict[str, Entry]:
    """Return the loose promise files by id, of every ledger or of one; packs and dot-files are left out."""
    found: dict[str, Entry] = {}
    if is_linked(root, ledgers):
        return found
    top = root / ledgers
    names = [only] if only is not None else _folders(top)
    for ledger in names:
        _collect(str(top / ledger), f"{ledgers}/{ledger}", ledger, found)
    return found


def _folders(top: Path) -> list[str]:
    try:
        with os.scandir(top) as entries:
            return sorted(entry.name for entry in entries if _is_a_folder(entry))
    except OSError:
        return []


def _is_a_folder(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False)


def _collect(full: str, path: str, ledger: str, found: dict[str, Entry]) -> None:
    if os.path.islink(full):  # noqa: PTH114 - a Path for each name costs more than the question
        return
    try:
        entries = os.listdir(full)
    except OSError:
        return
    for name in entries:
        if name.endswith(".yaml") and name[0] != ".":
            found[name[:-5]] = Entry(f"{path}/{name}", f"{full}/{name}", ledger, False)
        elif name[0] != "." and "." not in name and not (name == SETTLED and path.count("/") == 1):
            _collect(f"{full}/{name}", f"{path}/{name}", ledger, found)
