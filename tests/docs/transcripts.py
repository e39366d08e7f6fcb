"""Transcripts: what the pages show is what the program prints.

Every fenced `console` block of a page is run, in order, in one shell and one empty folder per page. A line that
begins with `$ ` is a command; the lines up to the next one are its output, standard error included, compared letter
by letter. A line `...` stands for any lines. A last line `[exit 1]` says that the command fails with 1; without it a
command must succeed.

A comment above a block sets the scene from there on; it is not seen on the rendered page:

    <!-- transcript: now=2026-03-02T09:00:00-03:00 zone=America/Santiago user=ana -->

A comment `<!-- file: ledgers/services.yaml -->` above a block of any other kind writes the block into that file.

`now` is the clock (of promisectl and of git), `zone` the machine's time zone, `user` the login name, `width` the
columns of the terminal, `lang` the locale. `in=examples/workshop` starts the page in a copy of that folder.

`UPDATE_TRANSCRIPTS=1 pytest tests/docs` writes what was printed into the
pages; read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from quick_git import QUICK
from warm import warm_program

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = frozenset({"promisectl", "cd", "cat", "ls", "git", "mkdir", "printf", "echo", "export", "unset", "sed"})
LOCALES = {"en": "C.UTF-8", "es": "es_CL.UTF-8"}
SECONDS_A_PAGE = 120
_SCENE = re.compile(r"<!-- transcript: (.*?) -->\s*\Z", re.DOTALL)
_FILE = re.compile(r"<!-- file: ([\w./-]+) -->\s*\Z")
_JOINED = re.compile(r"\|\||&&|[|;]")
_MARK = "\x1e"  # between what one command printed and what the next one did


class BadPage(Exception):  # noqa: N818 - a page that is wrongly written, not a fault of this program
    """A page that cannot be run as it is written."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a command is run."""

    now: str = "2026-03-02T09:00:00-03:00"
    zone: str = "America/Santiago"
    user: str = "ana"
    width: str = "80"
    lang: str = "en"

    def variables(self) -> dict[str, str]:
        """Return the environment of the scene."""
        return {
            "PROMISECTL_NOW": self.now,
            "GIT_AUTHOR_DATE": self.now,
            "GIT_COMMITTER_DATE": self.now,
            "TZ": self.zone,
            "USER": self.user,
            "LOGNAME": self.user,
            "COLUMNS": self.width,
            "LANG": LOCALES[self.lang],
        }


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a page: its lines, what is shown below it, and where on the page that stands (lines from 0)."""

    text: str
    shown: tuple[str, ...]
    first: int
    last: int
    scene: Scene


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, line by line, an `[exit N]` line last where it failed."""

    command: Command
    printed: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the page shows what was printed."""
        return matches(self.command.shown, self.printed)


@dataclass(slots=True)
class Page:
    """A page and its commands. `inside` is the example it starts in."""

    path: Path
    lines: list[str]
    commands: list[Command] = field(default_factory=list)
    inside: str | None = None


def pages() -> list[Path]:
    """Return every page that may hold transcripts."""
    found = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("README.md")]
    return sorted(path for path in found if path.exists())


def read_page(path: Path) -> Page:
    """Return a page with its commands; BadPage where it is wrongly written."""
    page = Page(path, path.read_text(encoding="utf-8").split("\n"))
    scene, number, fence = Scene(), 0, None
    while number < len(page.lines):
        line = page.lines[number]
        told = _SCENE.match(line)
        if fence is None and told:
            scene = _change(page, scene, told[1])
        elif fence is None and (file := _FILE.match(line)):
            end = page.lines.index("```", number + 2)
            page.commands.append(_written(page, file[1], number + 2, end, scene))
            number = end
        elif fence is None and line.startswith("```"):
            fence = line.strip()
            if fence == "```console":
                end = page.lines.index("```", number + 1)
                page.commands += _block(page, number + 1, end, scene)
                number, fence = end, None
        elif fence is not None and line.rstrip() == "```":
            fence = None
        number += 1
    return page


def _change(page: Page, scene: Scene, told: str) -> Scene:
    given = dict(word.split("=", 1) for word in shlex.split(told))
    inside = given.pop("in", None)
    if inside is not None:
        if page.commands:
            raise BadPage(f"{page.path}: `in=` comes before the first command")
        page.inside = inside
    return replace(scene, **given)


def _block(page: Page, start: int, end: int, scene: Scene) -> Iterator[Command]:
    starts = [number for number in range(start, end) if page.lines[number].startswith("$ ")]
    if not starts or starts[0] != start:
        raise BadPage(f"{page.path}:{start + 1}: a console block begins with a command")
    for first, after in zip(starts, [*starts[1:], end], strict=True):
        last = first
        while page.lines[last].endswith("\\"):
            last += 1
        text = "\n".join(page.lines[first : last + 1]).removeprefix("$ ")
        _allow(page, first, text)
        yield Command(text, tuple(page.lines[last + 1 : after]), last + 1, after, scene)


def _written(page: Page, path: str, start: int, end: int, scene: Scene) -> Command:
    """Return the command that writes a block of the page into a file; it prints nothing."""
    if not page.lines[start - 1].startswith("```"):
        raise BadPage(f"{page.path}:{start}: a block follows `file:`")
    text = "".join(line + "\n" for line in page.lines[start:end])
    folder = shlex.quote(str(Path(path).parent))
    command = f"mkdir -p {folder} && printf %s {shlex.quote(text)} > {shlex.quote(path)}"
    return Command(command, (), end, end, scene)


def _allow(page: Page, number: int, text: str) -> None:
    """Refuse a command that starts a program a page has no business to start."""
    try:
        words = shlex.split(text.replace("\\\n", " "))
    except ValueError as error:
        raise BadPage(f"{page.path}:{number + 1}: {error}") from None
    starters = [words[0], *(after for word, after in pairwise(words) if _JOINED.fullmatch(word))]
    for starter in starters:
        if starter not in PROGRAMS:
            raise BadPage(f"{page.path}:{number + 1}: `{starter}` is not run in transcripts")


def run(page: Page, folder: Path) -> list[Ran]:
    """Run a page's commands, in one shell, in a new folder below `folder`."""
    home = folder / "home"
    home.mkdir(parents=True)
    work = home / "work"
    if page.inside is None:
        work.mkdir()
    else:
        shutil.copytree(ROOT / page.inside, work)
    script = folder / "script"
    script.write_text("".join(_script(page.commands)), encoding="utf-8")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", str(script)],
        cwd=work,
        env=_environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS_A_PAGE,
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace").replace(str(home), "/home/ana")
    parts = said.split(_MARK)[:-1]
    if len(parts) != len(page.commands):
        raise BadPage(f"{page.path}: the shell ended early:\n{said}")
    return [Ran(command, tuple(_lines(part))) for command, part in zip(page.commands, parts, strict=True)]


def _script(commands: Sequence[Command]) -> Iterator[str]:
    scene = None
    for command in commands:
        if command.scene != scene:
            scene = command.scene
            for name, value in scene.variables().items():
                yield f"export {name}={shlex.quote(value)}\n"
        yield f"eval {shlex.quote(command.text)}\n"
        yield f"printf '\\n%s{_MARK}' $?\n"


def _environment(home: Path) -> dict[str, str]:
    """Return an environment that holds nothing of the machine's but the programs."""
    own = str(Path(sys.executable).parent)
    return {
        "PATH": os.pathsep.join([str(warm_program().parent), own, "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        **_git_settings({"init.defaultBranch": "main", **QUICK}),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(home.parent),
    }


def _git_settings(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the variables by which git knows settings."""
    told = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (name, value) in enumerate(settings.items()):
        told |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return told


def _lines(part: str) -> list[str]:
    printed, _, code = part.rpartition("\n")
    lines = printed.split("\n") if printed else []
    if lines and lines[-1] == "":
        lines.pop()  # the newline that ends the last line
    return lines if code == "0" else [*lines, f"[exit {code}]"]


def matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Return whether lines as shown, `...` for any, are the lines printed."""
    pattern = "".join(r"(?:.*\n)*" if line == "..." else re.escape(line) + r"\n" for line in _trimmed(shown))
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def _trimmed(shown: Sequence[str]) -> list[str]:
    """Leave out the blank lines before the next command."""
    lines = list(shown)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def updated(page: Page, ran: Sequence[Ran]) -> str:
    """Return the page's text with what was printed where it differs from what is shown."""
    lines = list(page.lines)
    for one in reversed(ran):
        if not one.holds:
            gap = [""] if lines[one.command.last].startswith("$ ") and _gap(one.command) else []
            lines[one.command.first : one.command.last] = [*one.printed, *gap]
    return "\n".join(lines)


def _gap(command: Command) -> bool:
    return bool(command.shown) and not command.shown[-1]
