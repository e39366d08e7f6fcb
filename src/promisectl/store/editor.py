"""The user's own text editor on a copy of a file, so that the file itself never holds half a thought.

The copy stands in a private folder of its own, under the path it has in the workspace: editors know its kind by its
name. It is removed when its text was kept or is worth nothing; otherwise it stays, and whoever asked is told where.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from promisectl.model.limits import PROMISE_LIMIT
from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.store.files import NotRegular, read_bytes


def editor() -> list[str]:
    """Return the words that start the editor: VISUAL, else EDITOR, each with its arguments; Trouble without one."""
    command = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if not command:
        raise Trouble(
            M("which editor? Neither VISUAL nor EDITOR is set"),
            help=M("set one, such as `export EDITOR=nano`, or edit the file by hand and run `promisectl check`"),
            code="editor",
        )
    try:
        return shlex.split(command)
    except ValueError as error:
        raise Trouble(
            M("“{editor}” cannot be started: {problem}", editor=command, problem=error),
            help=M("set EDITOR as you would type it, such as `code --wait`"),
            code="editor",
        ) from None


class Copy:
    """A copy of a file of the workspace for an editor. `root` is the folder that its path is relative to."""

    def __init__(self, path: str, data: bytes) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="promisectl-"))
        self.full = self.root / path
        self.full.parent.mkdir(parents=True)
        self.full.write_bytes(data)

    def edit(self, command: list[str]) -> bytes:
        """Let the editor have the copy and return what it left; Trouble where it fails. The copy stays."""
        try:
            done = subprocess.run([*command, str(self.full)], check=False)
            problem = M("it ended with {code}", code=done.returncode) if done.returncode else None
        except OSError as error:
            problem = M("{problem}", problem=error.strerror or "")
        if problem is not None:
            raise Trouble(
                M("the editor `{editor}` failed: {problem}", editor=command[0], problem=problem),
                help=M("see that VISUAL or EDITOR names a program that waits until the file is closed"),
                code="editor",
            )
        try:
            return read_bytes(self.full, PROMISE_LIMIT)
        except (OSError, NotRegular):
            raise Trouble(M("the editor left no file"), help=M("nothing was written"), code="editor") from None

    def remove(self) -> None:
        """Take the copy away."""
        shutil.rmtree(self.root, ignore_errors=True)
