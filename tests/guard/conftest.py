"""A repository with a ledger on main, and branches of it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from cli.program import Program

PEOPLE = """\
people:
  ana: {name: Ana Ríos, emails: [ana@example.com], accounts: {github: ana-rios}}
  diego: {name: Diego Soto, emails: [diego@example.com]}
  eva: {name: Eva Lara, emails: [eva@example.com]}
  bot: {name: Claims bot, kind: agent, answers-to: diego, emails: [bot@example.com]}
"""
SETTINGS = "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\n"
ID = "clm-k7m2x9qd"
PATH = f"ledgers/claims/{ID}.yaml"


class Repository(Program):
    """A program in a repository: `commit` as somebody, `branch`, `judge`."""

    def copied(self, place: Path) -> Repository:
        """Return a copy of the repository and of the home beside it."""
        for folder in (self.folder, self.home):
            shutil.copytree(folder, place / folder.name, symlinks=True)
        return Repository((place / self.folder.name).resolve(), place / self.home.name, self.now)

    def commit(self, author: str = "diego", message: str = "change") -> None:
        """Commit everything there is, authored by somebody, at the program's clock."""
        self.git("add", "--all")
        email = f"{author}@example.com"
        self.git(
            "-c",
            f"user.name={author}",
            "-c",
            f"user.email={email}",
            "commit",
            "--quiet",
            "--allow-empty",
            "-m",
            message,
        )

    def variables(self, more: dict[str, str]) -> dict[str, str]:
        """Return the environment of a run; git's clock is the program's."""
        return super().variables({"GIT_AUTHOR_DATE": self.now, "GIT_COMMITTER_DATE": self.now} | more)

    def branch(self, name: str, start: str = "main") -> None:
        """Begin a branch, on another day than main's."""
        self.git("checkout", "--quiet", "-B", name, start)

    def edit(self, old: str, new: str, path: str = PATH) -> None:
        """Change a file by hand."""
        text = self.read(path)
        assert old in text, text
        self.write(path, text.replace(old, new, 1))

    def codes(self, base: str = "main", more: str = "") -> list[str]:
        """Return the codes of what the branch brings, errors first."""
        code = None
        for code in (0, 1):
            try:
                found = self(f"check --base {base} --format json {more}", code=code).json["findings"]
                return [one["code"] for one in sorted(found, key=lambda one: (one["severity"] != "error", one["code"]))]
            except AssertionError:
                if code == 1:
                    raise
        return []


@pytest.fixture(params=["sha1"])
def repository(request, tmp_path, tmp_path_factory):
    """Ana asked Diego for an inspection by Friday, he agreed; all of it is committed on main."""
    if request.param not in _MADE:
        _MADE[request.param] = written(tmp_path_factory.mktemp(request.param), request.param)
    return _MADE[request.param].copied(tmp_path)


_MADE: dict[str, Repository] = {}


def written(place: Path, hashes: str) -> Repository:
    """Make the repository; tests work on copies of it."""
    folder, home = place / "work", place / "home"
    folder.mkdir()
    home.mkdir()
    run = Repository(folder.resolve(), home)
    run.write("../home/.gitconfig", "[user]\n\tname = Ana Ríos\n\temail = ana@example.com\n")
    run.git("init", "--quiet", "--initial-branch", "main", "--object-format", hashes)
    run.write("promisectl.yaml", SETTINGS)
    run.write("ledgers/people.yaml", PEOPLE)
    run.write("ledgers/claims/.gitkeep", "")
    run.promised()
    run("note k7m --by eva --note 'the gate is on the left'")
    run.requested("Estimate the repair", "clm-est2m3n4")
    run.commit("ana", "the ledger")
    run.now = "2026-03-03T10:00:00-03:00"
    return run
