"""What a decision says of the program is so."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from docs.transcripts import ROOT

DECISIONS = ROOT / "docs" / "decisions"
HEAVY = ("pydantic", "yaml", "ryml", "ruamel", "rich", "promisectl.model.promise", "promisectl.app")


@pytest.mark.parametrize("words", [["--version"], ["--help"]])
def test_0004_the_first_questions_import_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys; from promisectl.cli.main import run; run(sys.argv[1:])\n"
        f"sys.exit(', '.join(name for name in {HEAVY!r} if name in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_0002_names_every_dependency_and_no_other() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    table = (DECISIONS / "0002-dependencies.md").read_text().partition("|---|")[2].partition("\n\n")[0]
    named = {line.split("|")[1].strip() for line in table.split("\n")[1:]}
    assert named == {line.partition(">=")[0] for line in wanted}


def test_every_decision_is_on_the_list_and_dated() -> None:
    overview = (DECISIONS / "README.md").read_text()
    for page in DECISIONS.glob("0*.md"):
        assert f"({page.name})" in overview
        assert page.read_text().split("\n")[2][:2] == "20", page.name
