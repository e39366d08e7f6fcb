"""Completing: what could stand where somebody's cursor stands. `promisectl __complete SHELL …` prints it, a line each.

The shells' scripts call this with what was typed so far, so it answers in the time between two keys, says nothing on
standard error, runs no git, writes nothing, and fails by saying nothing. What a command takes is read from a table that
was made beforehand (completion_table.py); what is alive comes from a glance at the workspace.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

from promisectl.cli.completion.bash import for_bash, short
from promisectl.cli.completion.line import Line


def main(arguments: Sequence[str]) -> int:
    """Print the candidates; the exit code is 0 whatever happens."""
    with suppress(Exception), open(os.devnull, "w") as nowhere:
        sys.stderr = nowhere
        shell, *rest = arguments
        lines = for_bash(rest) if shell == "bash" else _described(rest[1:] if rest[:1] == ["--"] else rest)
        sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        sys.stdout.flush()
    return 0


def _described(words: Sequence[str]) -> Iterator[str]:
    """Yield candidates for shells that show descriptions: the value, a tab, what it is."""
    *before, current = words or [""]
    for value, about in Line.read(before).completions(current):
        yield f"{value}\t{short(about)}" if about else value
