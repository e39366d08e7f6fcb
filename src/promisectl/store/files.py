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

from promisectl.model.limits import PACK_LIMIT, PROMISE_LIMIT
from promisectl.model.message import M, Message
from promisectl.model.trouble import Conflict, Trouble
from promisectl.store.links import link_to

WAIT_FOR_LOCK = 3.0
_TEMPORARY = ".promisectl-"


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


def read_whole(path: str | Path, shown: str, limit: int = PROMISE_LIMIT) -> bytes:
    """Return a regular file's bytes as `read_bytes` does; Trouble that names it as `shown` where it cannot be read.

    No link below a workspace is followed on the way to it.
    """
    try:
        if link_to(Path(path)) is not None:
            raise NotRegular(path)
        return read_bytes(path, limit)
    except NotRegular:
        problem: Message | str = M("this is not a regular file")
    except TooLarge as error:
        problem = M("it is larger than {limit} KiB", limit=error.limit // 1024)
    except OSError as error:
        problem = error.strerror or ""
    raise Trouble(
        M("{path} cannot be read: {problem}", path=shown, problem=problem),
        help=M("see why with `promisectl check`"),
        code="unreadable",
    )


@dataclass(frozen=True, slots=True)
class FileWrite:
    """A file to write: what was read there (None: nothing may stand there) and what shall (None: remove it)."""

    path: Path
    before: bytes | None
    after: bytes | None


def write_all(changes: Sequence[FileWrite]) -> None:
    """Write every change or none. Conflict when somebody else writes or a file is not as it was read.

    Trouble when the folder cannot be written, or lies behind a link below the workspace. Folders of new files are made.
    """
    for change in changes:
        need_no_link(change.path)
    try:
        for change in changes:
            if change.before is None:
                _make_folder(change.path.parent)
        with contextlib.ExitStack() as locks:
            for folder in sorted({change.path.parent for change in changes}):
                locks.enter_context(_locked(folder))
            for change in changes:
                _compare(change)
            _swap(changes)
    except OSError as error:
        raise _cannot_write(error) from None


def need_no_link(path: Path) -> None:
    """Trouble where the way to a file leads over a link below a workspace or a repository."""
    link = link_to(path)
    if link is not None:
        raise Trouble(
            M("{path} is a link: nothing is written through it", path=link),
            help=M("put the folder itself there, or name another place"),
            code="link",
        )


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _cannot_write(error: OSError) -> Trouble:
    path = Path(os.fsdecode(error.filename or ""))
    return Trouble(
        M(
            "cannot write {path}: {problem}",
            path=path.parent if path.name.startswith(_TEMPORARY) else path,
            problem=error.strerror or "",
        ),
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


def _compare(change: FileWrite) -> None:
    try:
        there: bytes | None = read_bytes(change.path, PACK_LIMIT)
    except FileNotFoundError:
        there = None
    except NotRegular:
        raise _changed(change) from None
    if there != change.before:
        raise _changed(change)


def _changed(change: FileWrite) -> Conflict:
    return Conflict(
        M("{path} changed while the command ran; nothing was written", path=change.path),
        help=M("look at it and say it again"),
    )


def _swap(changes: Sequence[FileWrite]) -> None:
    """Put the new files in place; where one cannot be, put the old ones back.

    All that needs space, the old files' copies too, is written before the first file is touched.
    """
    done: list[tuple[FileWrite, Path | None]] = []
    temporary: list[Path] = []
    try:
        staged = []
        for change in changes:
            new = _stage(change, change.after, temporary)
            old = _stage(change, change.before, temporary) if len(changes) > 1 else None
            staged.append((change, new, old))
        for change, new, old in staged:
            _put(change, new)
            done.append((change, old))
    except BaseException:
        for change, old in reversed(done):
            if old is not None:
                old.replace(change.path)
            elif change.before is None:
                change.path.unlink(missing_ok=True)
        raise
    finally:
        for path in temporary:
            path.unlink(missing_ok=True)
    for folder in {change.path.parent for change in changes}:
        _sync_folder(folder)


def _put(change: FileWrite, new: Path | None) -> None:
    if new is None:
        change.path.unlink()
    elif change.before is None:
        _put_exclusively(change, new)
    else:
        new.replace(change.path)


def _put_exclusively(change: FileWrite, new: Path) -> None:
    """A new file never takes the place of another: a link is refused where a rename would not be."""
    try:
        os.link(new, change.path)
    except FileExistsError:
        raise _changed(change) from None
    except OSError:  # a file system without links
        new.replace(change.path)


def _stage(change: FileWrite, data: bytes | None, temporary: list[Path]) -> Path | None:
    """Write bytes into a file beside the one they are for, with its mode bits; None for none."""
    if data is None:
        return None
    import tempfile

    handle, name = tempfile.mkstemp(dir=change.path.parent, prefix=_TEMPORARY, suffix=".tmp")
    temporary.append(Path(name))
    with os.fdopen(handle, "wb") as file:
        mode = stat.S_IMODE(change.path.stat().st_mode) if change.before is not None else 0o666 & ~_umask()
        os.fchmod(file.fileno(), mode)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return temporary[-1]


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
