"""The root of a workspace: the folder that holds promisectl.yaml."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble

SETTINGS = "promisectl.yaml"
_DEEPEST, _LOOKED_AT, _NAMED = 4, 2000, 12


def find_root(start: Path | None = None) -> Path:
    """Return the workspace root: `start` or PROMISECTL_ROOT, else the first folder upwards with promisectl.yaml."""
    given = str(start) if start else os.environ.get("PROMISECTL_ROOT")
    if given:
        root = Path(given)
        if not (root / SETTINGS).is_file():
            missing = M("there is no promisectl.yaml in {folder}", folder=given)
            make = M("name the folder it stands in, or make one there with `promisectl init`")
            raise Trouble(missing, help=_further_down(root, make))
        return root.resolve()
    folder = Path.cwd()
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS).is_file():
            return candidate
    missing = M("there is no workspace here: no promisectl.yaml in {folder} or above", folder=folder)
    raise Trouble(missing, help=_further_down(folder, M("make one with `promisectl init`, or name one with --root")))


def _further_down(folder: Path, otherwise: Message) -> Message:
    """Return what to do without a workspace: the ones below a folder, as they are named from here, else `otherwise`."""
    below = [os.path.relpath(found) for found in workspaces_below(folder)]
    if not below:
        return otherwise
    if len(below) == 1:
        return M("found {path}: use --root {folder}", path=f"{below[0]}/{SETTINGS}", folder=shlex.quote(below[0]))
    roots = [f"--root {shlex.quote(one)}" for one in below[:_NAMED]]
    if len(below) > _NAMED:
        roots.append(f"(+{len(below) - _NAMED})")
    return M("workspaces further down: use one of {roots}", roots=", ".join(roots))


def workspaces_below(folder: Path) -> list[Path]:
    """Return the workspaces at most four folders further down, by name; no hidden folder and no link is entered.

    Two thousand folders are looked at, no more: it is for a hint.
    """
    found, waiting, looked_at = [], [(folder, 0)], 0
    while waiting and looked_at < _LOOKED_AT:
        here, depth = waiting.pop(0)
        looked_at += 1
        names = _folders(here) if depth < _DEEPEST else []
        for name in names:
            if (here / name / SETTINGS).is_file():
                found.append(here / name)
            else:
                waiting.append((here / name, depth + 1))
    return sorted(found)


def _folders(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []
    return list(filter(_is_looked_into, names))


def _is_looked_into(name: str) -> bool:
    return not name.startswith(".") and name != "node_modules"


def typed(root: Path, path: str) -> str:
    """Return a file of the workspace as it is typed in the folder one stands in, for a command to copy."""
    return shlex.quote(Path(os.path.relpath((root / path).absolute(), Path.cwd())).as_posix())
