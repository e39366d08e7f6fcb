"""Kept drafts: what somebody wrote by hand before it was opened, so that `undo` gives it back byte for byte.

They stand in git's own folder of the repository, which no commit holds, by the promise's id and the moment (as it is
written) at which it was opened. The oldest go where they become many.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

MOST = 200
_FOLDER = "drafts"


def keep_draft(private: Path, id: str, opened_at: str, text: bytes) -> None:
    """Keep the text of a draft that is about to be opened. A disk that takes no more is no reason to stop."""
    with contextlib.suppress(OSError):
        path = _path(private, id, opened_at)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
        _forget_the_oldest(path.parent)


def kept_draft(private: Path, id: str, opened_at: str) -> bytes | None:
    """Return the draft that a promise was opened from; None where it was opened by a command."""
    try:
        return _path(private, id, opened_at).read_bytes()
    except OSError:
        return None


def drop_drafts(private: Path, id: str) -> None:
    """Forget the drafts of a promise: a text of it was redacted."""
    for path in (private / _FOLDER).glob(f"{id}@*"):
        with contextlib.suppress(OSError):
            path.unlink()


def _path(private: Path, id: str, opened_at: str) -> Path:
    moment = re.sub(r"[^0-9A-Za-z]", "", opened_at)
    return private / _FOLDER / f"{id}@{moment}"


def _forget_the_oldest(folder: Path) -> None:
    kept = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in kept[:-MOST]:
        path.unlink()
