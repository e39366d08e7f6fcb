"""Pager: what shows a text longer than the terminal page by page, as git's does.

Only what is looked at goes there, only on a terminal, and never what a program reads. `PROMISECTL_PAGER` names it, else
`PAGER`, else `less -FRX`; an empty name, `cat` or `--no-pager` means none. One that is absent or fails is no error: the
text is printed instead.
"""

from __future__ import annotations

import os
import subprocess
import sys

DEFAULT = "less"
_NONE = ("", "cat")


def through_pager(text: str, *, no_pager: bool) -> bool:
    """Show a text that is longer than the terminal in the pager; False where it is still to be printed."""
    command = pager_command()
    if no_pager or command in _NONE or not _is_needed(text):
        return False
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    sys.stdout.flush()
    try:
        pager = subprocess.Popen(["/bin/sh", "-c", command], stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    try:
        pager.communicate((text + "\n").encode("utf-8", "replace"))
    except KeyboardInterrupt:  # the reader's answer to the pager, not to us
        pager.wait()
        return True
    return pager.returncode == 0


def pager_command() -> str:
    """Return the pager that the environment names, `less` where it names none."""
    named = os.environ.get("PROMISECTL_PAGER", os.environ.get("PAGER"))
    return DEFAULT if named is None else named.strip()


def _is_needed(text: str) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        lines = os.get_terminal_size(sys.stdout.fileno()).lines
    except OSError:
        return False
    return 0 < lines <= text.count("\n") + 1
