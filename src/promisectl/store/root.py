"""The root of a workspace: the folder that holds promisectl.yaml."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from promisectl.model.message import M
from promisectl.model.trouble import Trouble

SETTINGS = "promisectl.yaml"


def find_root(start: Path | None = None) -> Path:
    """Return the workspace root: `start` or PROMISECTL_ROOT, else the first folder upwards with promisectl.yaml."""
    given = str(start) if start else os.environ.get("PROMISECTL_ROOT")
    if given:
        root = Path(given)
        if not (root / SETTINGS).is_file():
            raise Trouble(
                M("there is no promisectl.yaml in {folder}", folder=given),
                help=M("name the folder it stands in, or make one there with `promisectl init`"),
            )
        return root.resolve()
    folder = Path.cwd()
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS).is_file():
            return candidate
    raise Trouble(
        M("there is no workspace here: no promisectl.yaml in {folder} or above", folder=folder),
        help=M("make one with `promisectl init`, or name one with --root"),
    )


def typed(root: Path, path: str) -> str:
    """Return a file of the workspace as it is typed in the folder one stands in, for a command to copy."""
    return shlex.quote(Path(os.path.relpath((root / path).absolute(), Path.cwd())).as_posix())
