"""Running: git started once, with an environment of ours, and what it complains of as a Trouble."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from promisectl.git.programs import need_git
from promisectl.git.sealing import sealed_environment, sealed_words
from promisectl.model.message import M
from promisectl.model.trouble import Trouble

if TYPE_CHECKING:
    from subprocess import CompletedProcess

PATIENCE = 120.0  # seconds that a reading may take


def run_sealed(arguments: Sequence[str], top: Path, given: bytes = b"") -> CompletedProcess[bytes]:
    """Run plumbing that trusts nothing of the repository of a folder, `given` on its standard input."""
    return run([*sealed_words(top), *arguments], top, sealed_environment(top.parent), given)


def run(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], given: bytes
) -> CompletedProcess[bytes]:
    """Run git in a folder; Trouble where it cannot be run, or takes more than `PATIENCE` seconds."""
    import subprocess

    command = [need_git(), *arguments]
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env=dict(environment),
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, ValueError) as problem:
        raise not_run(problem, folder) from None


def line_of(done: CompletedProcess[bytes]) -> str:
    """Return what was answered, without the end of its line."""
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def not_run(problem: object, folder: Path) -> Trouble:
    """Return the Trouble that git cannot be run in a folder."""
    return Trouble(
        M("git cannot be run: {problem}", problem=problem),
        help=M("see that `git {command}` works in {folder}", command="status", folder=folder),
        code="git",
    )


def unreadable(command: str, complaint: bytes, status: int) -> Trouble:
    """Return the Trouble that git cannot answer a question."""
    return Trouble(
        M(
            "git cannot read this repository (`{command}`): {problem}",
            command=command,
            problem=problem_of(complaint, status),
        ),
        help=M("look with `git fsck`; in a shallow or partial clone fetch everything: `git fetch --unshallow`"),
        code="git",
    )


def problem_of(complaint: bytes, status: int) -> str:
    """Return what git complains of: its own `fatal:` or `error:` line, else the last one."""
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    marked = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return (marked or lines[-1:] or [f"exit {status}"])[0]
