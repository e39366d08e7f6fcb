"""Reading ahead: on a large ledger a second process opens and parses half of the files, while this one does the rest.

What comes back is JSON text, or None for every file that is not plainly good: those this process reads itself, so a
finding is made in one place only. Where a second process cannot be had, nothing comes back and nothing is lost.
Measured in docs/decisions/0003-two-readers.md.
"""

from __future__ import annotations

import marshal
import os
import threading
from collections.abc import Callable, Sequence

from promisectl.model.limits import MAX_SCALAR
from promisectl.store.files import NotRegular, TooLarge, read_bytes
from promisectl.yamltext.fast import read_fast_json

WORTH_IT = 2000
Waiting = Callable[[], "list[str | None]"]


def read_ahead(paths: Sequence[str]) -> Waiting | None:
    """Begin to read files in a second process; return what waits for their JSON. None where it is not worth it."""
    if len(paths) < WORTH_IT or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or threading.active_count() > 1:
        return None
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        _answer(paths, into)
    os.close(into)

    def wait() -> list[str | None]:
        with os.fdopen(out, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(child, 0)
        return marshal.loads(data) if status == 0 else [None] * len(paths)  # noqa: S302 - our own child wrote it

    return wait


def _answer(paths: Sequence[str], into: int) -> None:
    """In the child: write the answer and go, whatever happens; nothing of the parent is run again here."""
    status = 1
    try:
        with os.fdopen(into, "wb") as pipe:
            pipe.write(marshal.dumps([plain_json(path) for path in paths]))
        status = 0
    finally:
        os._exit(status)


def plain_json(path: str) -> str | None:
    """Return a plainly good file as JSON; None for any other, and for one that holds a silence."""
    try:
        data = read_bytes(path)
    except (NotRegular, TooLarge, OSError):
        return None
    if len(data) > MAX_SCALAR or b"promisectl: ignore" in data:
        return None
    return read_fast_json(data)
