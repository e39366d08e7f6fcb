"""Before acts: what a promise file held before something was said in it, so that `undo` gives it back byte for byte.

It stands in git's own folder of the repository, which no commit holds, by the promise's id and the digest of what the
file held afterwards: where the file holds that no more, it was edited since, and nothing is given back. The oldest go
where they become many.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

MOST = 200
_FOLDER = "undo"


def keep_before(private: Path, id: str, after: bytes, before: bytes) -> None:
    """Keep the text of a file that was changed. A disk that takes no more is no reason to stop."""
    with contextlib.suppress(OSError):
        path = _path(private, id, after)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(before)
        _forget_the_oldest(path.parent)


def text_before(private: Path, id: str, after: bytes) -> bytes | None:
    """Return what a file held before it came to hold `after`; None where nobody kept it."""
    try:
        return _path(private, id, after).read_bytes()
    except OSError:
        return None


def forget_before(private: Path, id: str) -> None:
    """Forget what a promise file held: a text of it was redacted."""
    for path in (private / _FOLDER).glob(f"{id}@*"):
        with contextlib.suppress(OSError):
            path.unlink()


def _path(private: Path, id: str, after: bytes) -> Path:
    return private / _FOLDER / f"{id}@{hashlib.sha256(after).hexdigest()[:32]}"


def _forget_the_oldest(folder: Path) -> None:
    kept = list(folder.iterdir())
    if len(kept) > MOST + MOST // 4:
        kept.sort(key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST]:
            path.unlink()
