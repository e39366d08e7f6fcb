"""Output: what a command writes where it was told to, and the places that it does not write to.

A file is written as a whole, beside its place, and put there by a rename: whatever stood there, a link too, is never
written into. Devices and pipes (`/dev/stdout`, a named pipe) are written to directly. People get wrong that naming a
file makes it theirs: a branch may have put a link there, or the name may be that of a promise.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.store.files import need_no_link
from promisectl.store.links import workspaces_above
from promisectl.store.peek import ledgers_folder, register
from promisectl.store.root import SETTINGS

_DEVICES = Path("/dev")


class OutputFile:
    """A file that a command's output goes to, piece by piece; each time it holds all there was, or what was there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written = ""

    def write(self, text: str) -> None:
        """Add a text; Trouble where nothing may be written there, or nothing can be."""
        need_own_place(self._path)
        try:
            if is_direct(self._path):
                _into(self._path, text)
                return
            self._written += text
            _put(self._path, self._written.encode("utf-8", "surrogateescape"))
        except OSError as error:
            raise Trouble(M("cannot write {path}: {problem}", path=self._path, problem=error.strerror or "")) from None


def write_output(path: Path, text: str) -> None:
    """Write a text where a command was told to, as a whole; Trouble where nothing may be written there, or can be."""
    OutputFile(path).write(text)


def is_direct(path: Path) -> bool:
    """Return whether a path is written to as it stands: a device, a pipe, what is below `/dev`."""
    if _DEVICES in path.absolute().parents:
        return True
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def need_own_place(path: Path) -> None:
    """Trouble where a path is no place for a command's output: a link, behind one, or a file of a ledger."""
    if is_direct(path):
        return
    if path.is_symlink():
        raise Trouble(
            M("{path} is a link: nothing is written through it", path=path),
            help=M("remove it, or name another place"),
            code="link",
        )
    need_no_link(path)
    if path.name == SETTINGS or _is_in_ledgers(path):
        raise Trouble(
            M("{path} is a file of the ledgers: no output is written over it", path=path),
            help=M("name a file elsewhere, such as one in a temporary folder"),
            code="write",
        )


def _is_in_ledgers(path: Path) -> bool:
    """Whether a path is that of a promise, a pack or a register, be it there or not."""
    if path.suffix.lower() != ".yaml":
        return False
    real = path.absolute().parent.resolve() / path.name
    for root in workspaces_above(real):
        ledgers = root / ledgers_folder(register(root / SETTINGS))
        if ledgers in real.parents:
            return True
    return False


def _into(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8", errors="surrogateescape") as there:
        there.write(text)


def _put(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it; the rename takes the place of whatever stands there meanwhile."""
    handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=".promisectl-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), _mode(path))
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Return the mode bits of the file that stands there; of a new file those that the umask leaves."""
    try:
        return stat.S_IMODE(path.lstat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0o022)
        os.umask(mask)
        return 0o666 & ~mask
