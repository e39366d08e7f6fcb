"""Object reader: one `git cat-file` that stays, and answers for as long as its repository is asked.

Each question is a list of names and ends with a flush; the answers come in the order of the names. People get wrong
that what stays open cannot hang or be left behind: a question has a time, an answer a size above which its bytes are
not taken, and the process ends with its reader, at the latest with the program.
"""

from __future__ import annotations

import os
import select
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from promisectl.git.programs import need_git
from promisectl.git.running import PATIENCE, not_run, unreadable
from promisectl.git.sealing import sealed_environment, sealed_words
from promisectl.model.message import M
from promisectl.model.trouble import Trouble

if TYPE_CHECKING:
    from subprocess import Popen

LIMIT = 256 * 1024 * 1024  # bytes: no pack may be larger (format.md, Reading rules)
_CHUNK = 64 * 1024  # bytes that a pipe holds
_KEPT = 1024 * 1024  # bytes already taken that are not worth moving the others for
Content = tuple[bytearray, bytearray, bytes]  # an object's name in hex, its kind, its bytes
_Answer = TypeVar("_Answer")
_USAGE = 129  # how git ends where it does not know an option


class NoRepository(Trouble):
    """Git finds no repository where it was asked."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What git says of an object before its bytes: its name in hex, its kind (`blob`), its size in bytes."""

    oid: str
    kind: str
    size: int


class ObjectReader:
    """Reads objects of the repository at `top`; git is started by the first question."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._lock = threading.Lock()  # answers of two threads must not be taken for one another's
        self._talks: dict[str, _Talk] = {}
        self._knows_commands = True

    def facts(self, names: Sequence[str]) -> list[Facts | None]:
        """Return what git knows of objects, by names or revisions; None for what names nothing, or several."""
        return self._told("info", names, _Talk.facts)

    def contents(self, names: Sequence[str], limit: int = LIMIT) -> list[Content | None]:
        """Return names, kinds and bytes of objects; None for what names nothing, or several.

        Trouble for one of more than `limit` bytes, and its bytes are not taken.
        """
        return self._told("contents", names, lambda talk: talk.content(limit))

    def close(self) -> None:
        """End git; the next question starts it anew."""
        for talk in self._talks.values():
            talk.end()
        self._talks.clear()

    def _told(self, command: str, names: Sequence[str], take: Callable[[_Talk], _Answer]) -> list[_Answer]:
        """Ask one question, and return what is taken as the answer for each name."""
        if any("\n" in name or "\0" in name for name in names):
            raise ValueError(f"no name of an object holds a line's end: {names!r}")
        if not names:
            return []
        with self._lock:
            try:
                return self._answers(command, names, take)
            except _Ended as ended:
                self.close()
                if not (self._knows_commands and ended.status == _USAGE):
                    raise self._trouble(ended) from None
                self._knows_commands = False
                return self._answers(command, names, take)
            except BaseException:
                self.close()  # an answer that was not taken whole is no beginning for the next
                raise

    def _answers(self, command: str, names: Sequence[str], take: Callable[[_Talk], _Answer]) -> list[_Answer]:
        if self._knows_commands:
            talk = self._talk("--batch-command", "--buffer")
            talk.say("".join(f"{command} {name}\n" for name in names) + "flush\n")
        else:  # a git older than 2.36: one for each kind of question
            talk = self._talk("--batch-check" if command == "info" else "--batch")
            talk.say("".join(f"{name}\n" for name in names))
        return [take(talk) for _ in names]

    def _talk(self, *options: str) -> _Talk:
        if options[0] not in self._talks:
            self._talks[options[0]] = _Talk(self._top, options)
        return self._talks[options[0]]

    def _trouble(self, ended: _Ended) -> Trouble:
        if ended.status is None:
            return not_run(f"cat-file: {PATIENCE:g} s", self._top)
        trouble = unreadable("cat-file", ended.complaint, ended.status)
        if b"not a git repository" in ended.complaint:
            return NoRepository(trouble.message, help=trouble.help, code="git")
        return trouble


class _Ended(Exception):  # noqa: N818 - it is an answer, too
    """Git ended in the middle of an answer, or did not give it in time (then there is no status)."""

    def __init__(self, complaint: bytes = b"", status: int | None = None) -> None:
        super().__init__()
        self.complaint = complaint
        self.status = status


class _Talk:
    """A `git cat-file` that runs: what is said to it, what it answers."""

    def __init__(self, top: Path, options: Sequence[str]) -> None:
        self._process = _started(["cat-file", *options], top)
        self.end = weakref.finalize(self, _end, self._process, os.getpid())
        self._in, self._out, self._err = (_unblocked(self._process, name) for name in ("stdin", "stdout", "stderr"))
        self._poll = select.poll()
        self._poll.register(self._out, select.POLLIN)
        self._poll.register(self._err, select.POLLIN)
        self._unsaid = memoryview(b"")
        self._heard = bytearray()
        self._at = 0  # what stands before it in `_heard` is taken
        self._complaint = b""
        self._until = 0.0

    def say(self, question: str) -> None:
        """Begin a question; it is written while its answers are waited for."""
        self._unsaid = memoryview(os.fsencode(question))
        self._poll.register(self._in, select.POLLOUT)
        self._until = time.monotonic() + PATIENCE

    def facts(self) -> Facts | None:
        """Return what the next line says of an object; None where it says that there is none."""
        words = self._words()
        return Facts(words[0].decode("ascii"), words[1].decode("ascii"), int(words[2])) if words else None

    def content(self, limit: int) -> Content | None:
        """Return what the next line speaks of, with its bytes; Trouble where they are more than `limit`."""
        words = self._words()
        if not words:
            return None
        size = int(words[2])
        if size > limit:
            raise too_large(words[0].decode("ascii"))
        while len(self._heard) - self._at <= size:
            self._hear()
        start, end = self._at, self._at + size
        self._at = end + 1
        with memoryview(self._heard) as heard:
            return words[0], words[1], bytes(heard[start:end])

    def _words(self) -> list[bytearray]:
        """Return name, kind and size in the next line; nothing where it says that there is no such object."""
        if self._at > _KEPT:
            del self._heard[: self._at]
            self._at = 0
        while (end := self._heard.find(b"\n", self._at)) < 0:
            self._hear()
        words = self._heard[self._at : end].split(b" ")
        self._at = end + 1
        return words if len(words) == 3 and words[2].isdigit() else []

    def _hear(self) -> None:
        """Wait until git says something, or takes some of what is said to it."""
        ready = self._poll.poll(max(0.0, self._until - time.monotonic()) * 1000)
        if not ready:
            raise _Ended
        for descriptor, _ in ready:
            if descriptor == self._in:
                self._write()
            else:
                self._read(descriptor)

    def _write(self) -> None:
        try:
            self._unsaid = self._unsaid[os.write(self._in, self._unsaid[:_CHUNK]) :]
        except BrokenPipeError:  # it has ended, and its output says so next
            self._unsaid = memoryview(b"")
        if not self._unsaid:
            self._poll.unregister(self._in)

    def _read(self, descriptor: int) -> None:
        chunk = os.read(descriptor, _CHUNK)
        if descriptor == self._err:
            self._complaint = (self._complaint + chunk)[-_CHUNK:]
            if not chunk:
                self._poll.unregister(descriptor)
        elif chunk:
            self._heard += chunk
        else:
            raise self._ended()

    def _ended(self) -> _Ended:
        import subprocess

        try:
            _, rest = self._process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return _Ended()
        return _Ended(self._complaint + rest, self._process.returncode)


def _started(arguments: Sequence[str], top: Path) -> Popen[bytes]:
    import subprocess

    command, environment = [need_git(), *sealed_words(top), *arguments], sealed_environment(top.parent)
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, cwd=top, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0)
    except (OSError, ValueError) as problem:
        raise not_run(problem, top) from None


def _unblocked(process: Popen[bytes], name: str) -> int:
    descriptor: int = getattr(process, name).fileno()
    os.set_blocking(descriptor, False)
    return descriptor


def _end(process: Popen[bytes], parent: int) -> None:
    """End a git that has nothing to lose, and wait until it is gone; what was forked meanwhile leaves it alone."""
    if os.getpid() != parent:
        return
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def too_large(oid: str) -> Trouble:
    """Return the Trouble that an object has more bytes than may be read."""
    return Trouble(M("the object {oid} in git is too large to be read", oid=oid), code="git")


def lacking(oid: str) -> Trouble:
    """Return the Trouble that this clone does not have an object."""
    return Trouble(
        M("git lacks the object {oid}", oid=oid),
        help=M("fetch everything: `git fetch --unshallow`, or clone without a filter"),
        code="git",
    )
