"""The page about the release dates of Python is what the program says of them, where the data is there."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from cli.program import Program

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/explanation/python-releases.md"
DATA = ROOT.parent / "shared" / "data" / "cpython-releases.jsonl"
MEASURED = re.compile(r"<!-- measured: (?P<line>[^>]+?) -->\n```text\n(?P<shown>.*?)```\n", re.DOTALL)

pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"the real ledger is not here: {DATA}")


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder = tmp_path_factory.mktemp("releases")
    run = Program(folder / "work", folder / "home", now="2026-08-22T12:00:00Z")
    (run.folder / "ledgers/releases").mkdir(parents=True)
    run.home.mkdir()
    run.write("promisectl.yaml", "format: 1\ntimezone: UTC\ndefault-ledger: releases\n")
    run.write("ledgers/people.yaml", "people: {}\n")
    run(["import", "jsonl", str(DATA), "--ledger", "releases", "--add-people"])
    return run


def measured(run: Program, line: str) -> str:
    return f"$ promisectl {line}\n{run(line).out}"


def test_the_page_says_what_the_program_says(releases: Program) -> None:
    text = PAGE.read_text(encoding="utf-8")
    fresh = MEASURED.sub(
        lambda match: f"<!-- measured: {match['line']} -->\n```text\n{measured(releases, match['line'])}```\n", text
    )
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert len(MEASURED.findall(text)) == 4
    assert fresh == PAGE.read_text(encoding="utf-8")


def test_the_groups_of_a_trend_by_year_are_the_whole(releases: Program) -> None:
    [whole] = releases("report fulfilment --format json").json["groups"]
    years = releases("report fulfilment --by year --format json").json["groups"]
    for rate in ("fulfilment", "kept_first", "renegotiated"):
        assert sum(group[rate]["n"] for group in years) == whole[rate]["n"]
        assert sum(group[rate]["k"] for group in years) == whole[rate]["k"]
