"""The program as people and scripts meet it: a line typed in a folder, at a time, and what comes back.

`run("agree k7m --by diego")` runs the real program in this process, in the folder of the test, in an environment of
which nothing is inherited but PATH, and fails unless the exit code is the one expected. `run.apart(…)` does the same
in a process of its own, for what only a process shows.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from quick_git import OPTIONS

from promisectl.cli.main import run as run_program

MONDAY = "2026-03-02T09:00:00-03:00"
SOURCE = Path(__file__).parents[2] / "src"


@dataclass(frozen=True)
class Said:
    """What came back."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.lines]


@dataclass
class Program:
    folder: Path
    home: Path
    now: str = MONDAY
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, line: str | Sequence[str], *, code: int | None = 0, stdin: str = "", **environment: str) -> Said:
        arguments = words(line)
        out, err = io.StringIO(), io.StringIO()
        with self._scene(environment, stdin), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            got = run_program(arguments)
        return judged(Said(got, out.getvalue(), err.getvalue()), got if code is None else code, arguments)

    def apart(self, line: str | Sequence[str], *, code: int | None = 0, stdin: str = "", **more: Any) -> Said:
        environment = self.variables({name: more.pop(name) for name in list(more) if name.isupper()})
        done = subprocess.run(
            [sys.executable, "-m", "promisectl", *words(line)],
            cwd=more.pop("cwd", self.folder),
            env=environment | {"PYTHONPATH": str(SOURCE)},
            input=stdin.encode(),
            capture_output=True,
            timeout=60,
            check=False,
            **more,
        )
        said = Said(done.returncode, done.stdout.decode(), done.stderr.decode())
        return judged(said, said.code if code is None else code, words(line))

    def variables(self, more: dict[str, str]) -> dict[str, str]:
        """Return the environment of a run; a variable given as "" is not set."""
        known = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "LOGNAME": "ana",
            "LANG": "C.UTF-8",
            "TZ": "America/Santiago",
            "GIT_CONFIG_NOSYSTEM": "1",
            "PROMISECTL_NOW": self.now,
        }
        return {name: value for name, value in {**known, **self.environment, **more}.items() if value}

    @contextlib.contextmanager
    def _scene(self, environment: dict[str, str], stdin: str) -> Iterator[None]:
        with (
            contextlib.chdir(self.folder),
            mock.patch.dict(os.environ, self.variables(environment), clear=True),
            mock.patch.object(sys, "stdin", io.StringIO(stdin)),
        ):
            yield

    # The folder.

    def write(self, path: str, text: str) -> Path:
        full = self.folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(text.encode())
        return full

    def read(self, path: str) -> str:
        return (self.folder / path).read_bytes().decode()

    def promise(self, id: str = "clm-k7m2x9qd") -> str:
        """Return the text of a promise file of the ledger `claims`."""
        return self.read(f"ledgers/claims/{id}.yaml")

    def tree(self) -> dict[str, bytes]:
        """Return every file of the folder but git's, to say that nothing was written."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and ".git" not in path.relative_to(self.folder).parts
        }

    def git(self, *arguments: str, given: bytes = b"") -> str:
        done = subprocess.run(
            ["git", *OPTIONS, *arguments],
            cwd=self.folder,
            env=self.variables({}),
            input=given,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    # Scenes.

    def requested(self, what: str = "Inspect the vehicle", id: str = "clm-k7m2x9qd", more: str = "") -> None:
        """Ana asks Diego for something by Friday."""
        self(f"request diego '{what}' 2026-03-06 -c photos -c estimate --id {id} {more}")

    def promised(self, what: str = "Inspect the vehicle", id: str = "clm-k7m2x9qd", more: str = "") -> None:
        self.requested(what, id, more)
        self(f"agree {id} --by diego")

    def delivered(self, what: str = "Inspect the vehicle", id: str = "clm-k7m2x9qd") -> None:
        self.promised(what, id)
        self(f"deliver {id} -e 'report 12' --by diego")


def words(line: str | Sequence[str]) -> list[str]:
    return shlex.split(line) if isinstance(line, str) else list(line)


def judged(said: Said, code: int, arguments: Sequence[str]) -> Said:
    told = f"promisectl {shlex.join(map(os.fsdecode, arguments))}\nexit {said.code}\n{said.out}{said.err}"
    assert said.code == code, told
    assert "Traceback" not in said.err, told
    return said
