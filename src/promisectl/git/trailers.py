"""Trailers: the lines `Agreed-by: ana` at a message's end, as git itself reads them (`git interpret-trailers --parse`).

People get wrong that any such line is one: a subject is none, nor is what stands in a paragraph before the last, nor,
mostly, what is mixed with prose. Git is asked outside of any repository, so that no config says what a trailer is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from promisectl.git.running import run, unreadable
from promisectl.git.sealing import sealed_environment

Trailers = tuple[tuple[str, str], ...]  # keys and values, in their order, a folded value as one line
_MAYBE = re.compile(
    rb"(?:agreed-by|confirms|delivers|warns)[ \t]*:", re.IGNORECASE
)  # every trailer that the program looks for
_AT_ONCE = 1000  # messages for one git


def trailers_of(messages: Sequence[bytes]) -> list[Trailers]:
    """Return the trailers of each message; none for one that holds nothing that the program looks for.

    Messages are asked about together.
    """
    trailers: list[Trailers] = [()] * len(messages)
    asked = [number for number, message in enumerate(messages) if _MAYBE.search(message)]
    for start in range(0, len(asked), _AT_ONCE):
        numbers = asked[start : start + _AT_ONCE]
        parsed = _parsed([messages[number] for number in numbers])
        for number, several in zip(numbers, parsed, strict=True):
            trailers[number] = several
    return trailers


def values_of(trailers: Trailers, name: str) -> list[str]:
    """Return the values of the trailers of a name; letters count the same in both cases."""
    return [value for key, value in trailers if key.lower() == name.lower()]


def _parsed(messages: Sequence[bytes]) -> Iterator[Trailers]:
    """Yield the trailers of each message. A message of our own stands after each, whose trailer nobody can guess."""
    import secrets
    import tempfile

    end = f"End-{secrets.token_hex(16)}: 0"
    with tempfile.TemporaryDirectory(prefix="promisectl-") as name:
        folder = Path(name)
        (folder / "end").write_text(f"end\n\n{end}\n", encoding="ascii")
        for number, message in enumerate(messages):
            (folder / str(number)).write_bytes(message)
        files = [file for number in range(len(messages)) for file in (str(number), "end")]
        answer = _interpreted(files, folder)
    lines: list[str] = []
    for line in answer.decode("utf-8", "replace").split("\n"):
        if line == end:
            yield tuple(_pair(line) for line in lines)
            lines = []
        else:
            lines.append(line)


def _interpreted(files: Sequence[str], folder: Path) -> bytes:
    environment = sealed_environment(folder) | {"GIT_DIR": os.devnull}
    done = run(["interpret-trailers", "--parse", "--no-divider", *files], folder, environment, b"")
    if done.returncode != 0:
        raise unreadable("interpret-trailers", done.stderr, done.returncode)
    return done.stdout


def _pair(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip()
