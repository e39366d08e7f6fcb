"""Real repositories, and a user of their own."""

import os

import pytest

from promisectl.git.programs import git_available
from promisectl.git.repository import Repository

from .folders import run, write

collect_ignore_glob = [] if git_available() else ["test_*.py"]


@pytest.fixture(autouse=True)
def user(tmp_path_factory, monkeypatch):
    """A user of their own: no config of the machine's reaches these tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "xdg"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Ana Ríos\n\temail = ana@example.com\n[init]\n\tdefaultBranch = main\n"
    )
    return home


@pytest.fixture
def repository(tmp_path):
    """A repository with one commit: ledgers/a.yaml says `one`."""
    folder = (tmp_path / "work").resolve()
    folder.mkdir()
    run(folder, "init", "--quiet")
    write(folder / "ledgers" / "a.yaml", "one\n")
    run(folder, "add", ".")
    run(folder, "commit", "--quiet", "-m", "first")
    return Repository(folder)
