"""Folders: which names of folders settings may give. Nothing is imported here that completion would wait for."""

from __future__ import annotations

import re
from posixpath import normpath

_PLAIN_NAME = re.compile(r"(?!\.)[^/\\\x00-\x1f\x7f]+\Z")


def plain_folder(text: str) -> str | None:
    """Return a folder of a workspace, relative to its root, without `./`, `//` and the like; None for what is none.

    It is made of plain names: not absolute, no `..`, nothing hidden, so it cannot lead out, nor into `.git`.
    """
    folder = normpath(text)
    names = folder.split("/")
    return folder if all(_PLAIN_NAME.match(name) for name in names) else None
