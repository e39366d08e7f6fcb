"""Files: reading bytes without following links, and writing them so that a crash leaves the old file or the new.

Writing is: lock the folder, compare what stands there with what was read, write a temporary file beside it, fsync,
rename, fsync the folder (format.md, Writing rules). The lock is taken on the folder itself, so no lock file is left.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from promisectl.model.message import M
from promisectl.model.trouble import Conflict, Trouble

PROMISE_LIMIT = 1024 * 1024
PACK_LIMIT = 256 * 1024 * 1024
WAIT_FOR_LOCK = 3.0


class NotRegular(Trouble):
    """The path is a link, a folder, a device or a pipe. The reader turns it into a finding."""

    def __init__(self, path: str | Path) -> None:
        problem = M("this is not a regular file")
        super().__init__(M("{path} cannot be read: {problem}", path=path, problem=problem), code="unreadable")


class TooLarge(Trouble):
    """The file is larger than its kind may be; holds the limit in bytes. The reader turns it into a finding."""

    def __init__(self, path: str | Path, limit: int) -> None:
        problem = M("the file is larger than {limit} MiB", limit=limit // (1 << 20))
        super().__init__(M("{path} cannot be read: {problem}", path=path, problem=problem), code="unreadable")
        self.limit = limit


def read_bytes(path: str | Path, limit: int = PROMISE_LIMIT) -> bytes:
    """Return a regular file's bytes; NotRegular for anything else, TooLarge above `limit`, OSError as it comes."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise NotRegular(path) from None
        raise
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotRegular(path)
        data = os.read(handle, 65536)
        if len(data) == 65536:
            parts = [data]
            total = len(data)
            while part := os.read(handle, 1 << 20):
                total += len(part)
                if total > limit:
                    raise TooLarge(path, limit)
                parts.append(part)
            data = b"".join(parts)
        return data
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class Change:
    """A file to write: what was read there (None: nothing may stand there) and what shall (None: remove it)."""

    path: Path
    before: bytes | None
    after: bytes | None


def write_all(changes: Sequence[Change]) -> None:
    """Write every change or none. Conflict when somebody else writes or a file is not as it was read.

    Trouble when the folder cannot be written. Folders of new files are made.
    """
    try:
        for folder in sorted({change.path.parent for change in changes if change.before is None}):
            folder.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as locks:
            for folder in sorted({change.path.parent for change in changes}):
                locks.enter_context(_locked(folder))
            for change in changes:
                _compare(change)
            _swap(changes)
    except PermissionError as error:
        raise _cannot_write(error) from None
    except OSError as error:
        if error.errno in (errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENOTDIR, errno.ENAMETOOLONG):
            raise _cannot_write(error) from None
        raise


def _cannot_write(error: OSError) -> Trouble:
    return Trouble(
        M("cannot write {path}: {problem}", path=error.filename or "", problem=error.strerror or ""),
        help=M("nothing was written; check the permissions and the space of the folder"),
        code="write",
    )


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        deadline = time.monotonic() + WAIT_FOR_LOCK
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Conflict(
                        M("somebody else is writing in {folder}", folder=folder),
                        help=M("try again in a moment"),
                    ) from None
                time.sleep(0.02)
        yield
    finally:
        os.close(handle)


def _compare(change: Change) -> None:
    try:
        there: bytes | None = read_bytes(change.path, PACK_LIMIT)
    except FileNotFoundError:
        there = None
    except NotRegular:
        there = b"\0"
    if there != change.before:
        raise Conflict(
            M("{path} changed while the command ran; nothing was written", path=change.path),
            help=M("look at it and say it again"),
        )


def _swap(changes: Sequence[Change]) -> None:
    done: list[Change] = []
    staged: list[tuple[Change, str | None]] = []
    try:
        for change in changes:
            staged.append((change, None if change.after is None else _stage(change)))
        for change, temporary in staged:
            if temporary is None:
                change.path.unlink()
            else:
                Path(temporary).replace(change.path)
            done.append(change)
    except BaseException:
        for change in reversed(done):
            _put_back(change)
        raise
    finally:
        for _, temporary in staged:
            if temporary is not None:
                with contextlib.suppress(FileNotFoundError):
                    Path(temporary).unlink()
    for folder in {change.path.parent for change in changes}:
        _sync_folder(folder)


def _stage(change: Change) -> str:
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=change.path.parent, prefix=".promisectl-", suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        mode = stat.S_IMODE(change.path.stat().st_mode) if change.before is not None else 0o666 & ~_umask()
        os.fchmod(file.fileno(), mode)
        file.write(change.after or b"")
        file.flush()
        os.fsync(file.fileno())
    return temporary


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _put_back(change: Change) -> None:
    if change.before is None:
        change.path.unlink(missing_ok=True)
    else:
        change.path.write_bytes(change.before)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
