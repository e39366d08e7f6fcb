"""A newcomer with nothing but a shell types README and tutorial word by word, and nothing fails or surprises.

A real shell in a real pseudo-terminal of 80 columns, without colour. The environment holds nothing but what is named
here: no git identity, no locale or a Spanish one, a home that cannot be written, a login name nobody knows.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from docs.transcripts import ROOT, Command, Page, read_page
from terminals import starts

PROMPT = re.compile(r"\[\[(\d+)\]\]\$ ")
OFFERED = re.compile(r"(?:for\s+none|para\s+ninguno): ")
ENGLISH = ("README.md", "docs/tutorial.md")
SPANISH = ("README.es.md", "docs/es/tutorial.md")
SCENES: dict[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    "without-a-locale": (ENGLISH, {"TERM": "xterm"}),
    "in-the-C-locale-on-a-dumb-terminal": (ENGLISH, {"TERM": "dumb", "LC_ALL": "C"}),
    "in-a-Spanish-locale": (SPANISH, {"TERM": "xterm", "LANG": "es_CL.UTF-8"}),
    "in-the-Spanish-of-Spain-that-no-machine-has-installed": (SPANISH, {"TERM": "xterm", "LANG": "es_ES@euro"}),
}
# A terminal breaks these lines where it must: a place in a file, and a command to copy, stay whole.
WHOLE = re.compile(r"^\S+:\d+:\d+: |`promisectl ")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home that cannot be written."""
    folder = tmp_path / "home"
    folder.mkdir()
    folder.chmod(0o555)
    yield folder
    assert list(folder.iterdir()) == [], "something was written into the home"
    folder.chmod(0o755)


class Shell:
    """A shell somebody types into."""

    def __init__(self, folder: Path, home: Path, scene: Mapping[str, str]) -> None:
        path = os.pathsep.join([str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin"])
        environment = {"PATH": path, "HOME": str(home), "LOGNAME": "nadie-aun", "NO_COLOR": "1", **scene}
        self.child = starts(["bash", "--noprofile", "--norc", "--noediting"], folder, environment, timeout=60)
        self.child.delaybeforesend = None  # the whole prompt is waited for
        self.child.sendline("PS1='[[$?]]$ ' PS2=''; unset HISTFILE; stty -echo")
        self.child.expect(PROMPT)
        self.type("true")

    def type(self, text: str) -> tuple[str, int]:
        """Type a command, and Enter where an answer is offered; return what was shown, and the exit code."""
        self.child.sendline(text)
        shown = ""
        while self.child.expect([PROMPT, OFFERED]):
            shown += self.child.before + self.child.after
            self.child.sendline("")
        return (shown + (self.child.before or "")).replace("\r\n", "\n"), int(self.child.match[1])


@pytest.mark.parametrize(("name", "page"), [(name, page) for name, (pages, _) in SCENES.items() for page in pages])
def test_a_newcomer_types_the_page_and_nothing_fails_or_surprises(
    name: str, page: str, tmp_path: Path, home: Path
) -> None:
    read = read_page(ROOT / page)
    shell = Shell(_folder(read, tmp_path), home, SCENES[name][1])
    clock = ""
    for command in read.commands:
        if command.scene.now != clock:
            clock = command.scene.now
            shell.type(
                f"export PROMISECTL_NOW={clock} GIT_AUTHOR_DATE={clock} GIT_COMMITTER_DATE={clock} TZ={command.scene.zone}"
            )
        shown, code = shell.type(command.text)
        assert code == _expected(command), f"{command.text}\n{shown}"
        assert _surprises(shown) == [], f"{command.text}\n{shown}"


def _folder(page: Page, tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    if page.inside is None:
        folder.mkdir()
    else:
        shutil.copytree(ROOT / page.inside, folder)
    return folder


def _expected(command: Command) -> int:
    shown = [line for line in command.shown if line.startswith("[exit ")]
    return int(shown[-1][6:-1]) if shown else 0


def _surprises(shown: str) -> list[str]:
    """Return what nobody wants to see: escape codes, broken letters, reports of bugs, lines wider than the screen."""
    found = [
        mark for mark in ("\x1b", "\ufffd", "Traceback", "a bug:", "UnicodeEncodeError", "\\u", "\\x") if mark in shown
    ]
    wide = [line for line in shown.split("\n") if len(line) > 80 and not WHOLE.search(line)]
    return found + wide


def test_the_commands_of_the_pages_are_those_a_person_can_type() -> None:
    for page in (*ENGLISH, *SPANISH):
        commands = read_page(ROOT / page).commands
        assert len(commands) > 5
        assert all(shlex.split(command.text.replace("\\\n", " ")) for command in commands)
