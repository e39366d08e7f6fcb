"""A folder of one's own for every test."""

import pytest

from .program import Program
from .scenes import tell

PEOPLE = """\
people:
  ana: {name: Ana Ríos, emails: [ana@example.com]}
  diego: {name: Diego Soto, emails: [diego@example.com]}
  eva: {name: Eva Lara}
"""


@pytest.fixture
def nowhere(tmp_path):
    """The program in an empty folder, on Monday 2 March 2026 at nine."""
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    return Program(folder.resolve(), home)


@pytest.fixture
def run(nowhere):
    """The program in a workspace with the ledger `claims` and three people; Ana is logged in."""
    nowhere.write("promisectl.yaml", "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\n")
    nowhere.write("ledgers/people.yaml", PEOPLE)
    (nowhere.folder / "ledgers" / "claims").mkdir()
    return nowhere


@pytest.fixture
def repository(run):
    """The same, in a git repository where everything is committed."""
    run.write("../home/.gitconfig", "[user]\n\tname = Ana Ríos\n\temail = ana@example.com\n")
    run.git("init", "--quiet", "--initial-branch", "main")
    run.git("add", ".")
    run.git("commit", "--quiet", "--message", "people and settings")
    return run


@pytest.fixture
def shop(run):
    """The same, on the Monday and with the promises of scenes.py."""
    tell(run)
    return run
