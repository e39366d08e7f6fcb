"""The screens of the numbers in a real terminal, as they were agreed to look: 50, 80 and 120 columns, both languages.

`UPDATE_TRANSCRIPTS=1` writes them anew; then they are looked at.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from terminals import ends, starts

from .program import SOURCE, Program
from .test_screens import BREAK, RUNNER

GOLDEN = Path(__file__).parent / "golden"
SCREENS = (
    "report", "report fulfilment", "report fulfilment --by customer", "report trend --by week", "report flow",
    "report reasons", "report network", "report forecast", "report soundness", "report sipoc", "report blueprint",
    "report goals", "review weekly", "review mid", "review close", "one-on-one diego", "board",
    "board --columns person", "plan k7m", "renegotiate ren 2026-03-20 --by diego --what-if",
)  # fmt: skip
STYLE = re.compile(r"␛\[[0-9;]*m")
LOOKS = [(width, language, "no-colour") for width in (50, 80, 120) for language in ("en", "es")] + [
    (80, "en", "colour")
]


def shown(run: Program, width: int, language: str, colour: str) -> str:
    """Return every screen as the terminal was sent it; what sets it apart is spelled out."""
    variables = {"PYTHONPATH": str(SOURCE), "TERM": "xterm-256color", "PROMISECTL_PAGER": "cat"}
    variables |= {"PROMISECTL_LANG": language} | ({} if colour == "colour" else {"NO_COLOR": "1"})
    words = [sys.executable, "-c", RUNNER, *SCREENS]
    child = starts(words, run.folder, run.variables(variables), rows=60, columns=width, timeout=120)
    text = ends(child).replace("\r\n", "\n").replace(BREAK, "$ promisectl ")
    return text.replace("\x1b", "␛")


@pytest.mark.parametrize(("width", "language", "colour"), LOOKS)
def test_a_screen_looks_as_it_was_agreed_to_look(shop: Program, width: int, language: str, colour: str) -> None:
    path = GOLDEN / f"{language}-{width}-{colour}.txt"
    fresh = shown(shop, width, language, colour)
    assert "Traceback" not in fresh
    wide = [line for line in STYLE.sub("", fresh).splitlines() if cell_len(line) > width and not line.startswith("$")]
    assert not wide, wide
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(fresh, encoding="utf-8")
    assert fresh == path.read_text(encoding="utf-8")
