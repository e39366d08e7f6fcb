"""The page that leads from practice to feature names commands that exist, options they take, and tests that are run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from promisectl.cli.registry import ROWS, words_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/explanation/from-practice-to-feature.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (?P<practice>[^|]+) \| `promisectl (?P<command>[^`]+)` \| `(?P<test>[^`]+)` \| (?P<how>[^|]+) \|$", re.M
)
ROWS_OF_PAGE = [match.groupdict() for match in ROW.finditer(PAGE)]
COMMANDS = {command for row in ROWS.values() for command in words_of(row)}


def test_every_practice_has_a_row() -> None:
    assert len(ROWS_OF_PAGE) == len([line for line in PAGE.splitlines() if line.startswith("| ")]) - 1
    assert len(ROWS_OF_PAGE) >= 23


@pytest.mark.parametrize("row", ROWS_OF_PAGE, ids=lambda row: row["practice"])
def test_a_practice_has_a_command_and_a_test(row: dict[str, str]) -> None:
    words = row["command"].split(" --")[0]
    assert words in COMMANDS
    text = (ROOT / row["test"]).read_text(encoding="utf-8")
    assert "def test_" in text
