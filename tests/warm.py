"""The program as a process of its own, without the time it takes to be imported.

`warm_program()` is a file to start like `promisectl`: with any arguments, environment, folder and files for input and
output. A process that has imported the program already, and has done what is done once (tables of zones, catalogues,
checks of models), forks for each start; there is one for the tests of a worker. The fork lives and ends as the program
does, its streams as the interpreter opened them. What is about starting itself (an installed program, what is imported)
is tested with the real one, in `tests/newcomer`, `tests/distribution` and `tests/cli`.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

SOURCE = Path(__file__).resolve().parents[1] / "src"
# What a terminal of today has.
UTF_8 = {"PYTHONIOENCODING": "utf-8:strict"}
WARMING = ("list", "list --lang es", "show r2y8 --format json", "check", "report", "request diego Oil +3d --by ana")
# Its own file, so that nothing is imported but what is built in: it starts in a hundredth of a second.
STARTER = """\
#!{python} -SIE
import sys
import _socket
import posix
parts = [b"%d" % len(sys.argv), posix.getcwdb()]
parts += [text.encode("utf-8", "surrogateescape") for text in sys.argv]
for name, value in posix.environ.items():
    parts += [name, value]
data = b"\\0".join(parts)
line = _socket.socket(_socket.AF_UNIX)
line.connect({address!r})
files = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
line.sendmsg([len(data).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, files)])
sent = 0
while sent < len(data):
    sent += line.send(data[sent:])
code = line.recv(1)
posix._exit(code[0] if code else 70)
"""


def warm_program(interpreter: Mapping[str, str] = UTF_8) -> Path:
    """Return the file to start; the process behind it, which the interpreter begins with these variables, lives on."""
    return _warmed(tuple(sorted(interpreter.items())))


@functools.cache
def _warmed(interpreter: tuple[tuple[str, str], ...]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="promisectl-warm-"))
    address = folder / "line"
    program = folder / "bin" / "promisectl"
    program.parent.mkdir()
    program.write_text(STARTER.format(python=sys.executable, address=str(address)), encoding="utf-8")
    program.chmod(0o755)
    command = [sys.executable, str(Path(__file__).resolve()), str(address)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), **dict(interpreter)}
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    assert server.stdout is not None
    assert server.stdout.readline() == b"ready\n"
    atexit.register(server.communicate)  # it ends, and clears up, when nobody holds its input any more
    return program


# The process that forks.


def _serve(address: str) -> None:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    woken, wakes = socket.socketpair()
    wakes.setblocking(False)
    woken.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakes.fileno())
    print("ready", flush=True)
    code = _forks(listener, woken, wakes)
    if code is not None:
        _leave(code)
    shutil.rmtree(Path(address).parent, ignore_errors=True)


def _leave(code: int) -> None:
    """End as a program does, but for taking the interpreter apart, which takes longer than most commands."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _forks(listener: socket.socket, woken: socket.socket, wakes: socket.socket) -> int | None:
    """Fork for each start until whoever began this ends; return in a fork what the program ends with."""
    import select

    running: dict[int, socket.socket] = {}
    while True:
        ready, _, _ = select.select([listener, woken, 0], [], [])
        if 0 in ready:
            return None
        if woken in ready:
            with contextlib.suppress(BlockingIOError):
                woken.recv(4096)
        if listener in ready:
            line, _ = listener.accept()
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for other in (listener, woken, wakes, *running.values()):
                    other.close()
                return _run(line)
            running[pid] = line
        _reap(running)


def _reap(running: dict[int, socket.socket]) -> None:
    """Tell those whose program has ended how it ended, as a shell would."""
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        line = running.pop(pid)
        code = os.waitstatus_to_exitcode(status)
        with contextlib.suppress(OSError):
            line.send(bytes([code if code >= 0 else 128 - code]))
        line.close()


def _run(line: socket.socket) -> int:
    """Become the program that was asked for; return its exit code."""
    import time

    size, files, _, _ = socket.recv_fds(line, 4, 3)
    wanted, data = int.from_bytes(size, "big"), b""
    while len(data) < wanted:
        data += line.recv(wanted - len(data))
    line.close()
    count, folder, *words = data.split(b"\0")
    arguments, variables = words[: int(count)], words[int(count) :]
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(_pairs(variables))
    time.tzset()
    sys.argv = [os.fsdecode(word) for word in arguments]
    sys.stdin = sys.__stdin__ = _opened(0, sys.stdin)
    sys.stdout = sys.__stdout__ = _opened(1, sys.stdout)
    sys.stderr = sys.__stderr__ = _opened(2, sys.stderr, buffering=1)
    from promisectl.cli.main import run

    return run(sys.argv[1:])


def _opened(number: int, before: TextIO, buffering: int = -1) -> TextIO:
    """Open a stream as the interpreter opened it when it began: its letters are those of the locale then."""
    return open(number, before.mode, buffering, before.encoding, before.errors, closefd=False)


def _pairs(variables: list[bytes]) -> Mapping[str, str]:
    names, values = variables[::2], variables[1::2]
    return {os.fsdecode(name): os.fsdecode(value) for name, value in zip(names, values, strict=True)}


def _import_it_all() -> None:
    """Import whatever a command may import."""
    import gc
    import importlib
    import pkgutil

    import promisectl.cli.main

    for module in pkgutil.walk_packages(promisectl.__path__, "promisectl."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    _do_once_what_is_done_once(promisectl.cli.main.run)
    gc.disable()
    gc.freeze()


def _do_once_what_is_done_once(run: Callable[[list[str]], int]) -> None:
    """Run some commands on an example, in a folder that goes again; what they print goes nowhere."""
    example = Path(__file__).resolve().parents[1] / "examples" / "workshop"
    silent = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    with tempfile.TemporaryDirectory() as folder, silent, contextlib.ExitStack() as scene:
        shutil.copytree(example, folder, dirs_exist_ok=True)
        scene.enter_context(contextlib.chdir(folder))
        scene.enter_context(contextlib.redirect_stdout(silent))
        scene.enter_context(contextlib.redirect_stderr(silent))
        for line in WARMING:
            run([*line.split(), "--root", folder])


if __name__ == "__main__":
    _import_it_all()
    _serve(sys.argv[1])
