"""A program at a real pseudo-terminal, without the pause that pexpect makes at its end for people who watch.

`starts()` lets somebody type to it; `ends()` reads on until it has ended, and leaves its exit code in `exitstatus`. The
pause before a line that is typed stays: who has seen but the beginning of a question would answer into the middle of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pexpect


def starts(
    words: Sequence[str | Path],
    folder: Path,
    variables: Mapping[str, str],
    *,
    rows: int = 50,
    columns: int = 80,
    timeout: float = 30,
    limit: Callable[[], None] | None = None,
) -> pexpect.spawn:
    """Start a program in a folder, on a terminal of so many lines and cells; `limit` is called in its process first."""
    program, *arguments = map(str, words)
    child = pexpect.spawn(
        program,
        arguments,
        cwd=str(folder),
        env=variables,
        dimensions=(rows, columns),
        encoding="utf-8",
        codec_errors="replace",
        timeout=timeout,
        preexec_fn=limit,
    )
    child.ptyproc.delayafterclose = 0
    return child


def ends(child: pexpect.spawn) -> str:
    """Wait until the program has ended; return what it showed since it was last listened to."""
    child.expect(pexpect.EOF)
    shown: str = child.before
    child.wait()
    child.close()
    return shown
