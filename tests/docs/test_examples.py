"""The examples are what the pages say they are."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from terminals import ends, starts
from warm import warm_program

from docs.transcripts import ROOT

WORKSHOP = ROOT / "examples" / "workshop"
INSURER = ROOT / "examples" / "aseguradora"
IN_TWO_LANGUAGES = ("workshop", "taller")
MADE = sorted(path.parent for path in (ROOT / "examples").glob("*/make.sh"))


def promisectl(*words: str, root: Path, now: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": os.devnull, "PROMISECTL_NOW": now, "LANG": "C.UTF-8"}
    return subprocess.run(
        [warm_program(), "--root", str(root), *words], env=environment, capture_output=True, text=True, check=False
    )


def the_demos_clock() -> str:
    return re.findall(r"^demo: export PROMISECTL_NOW = (\S+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[0]


def test_the_demo_stands_still_on_the_day_of_the_page() -> None:
    assert f"transcript: in=examples/workshop now={the_demos_clock()} " in (WORKSHOP / "README.md").read_text()


def test_the_demo_shows_a_living_overdue_list() -> None:
    done = promisectl("overdue", "all", root=WORKSHOP, now=the_demos_clock())
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 overdue of 6 open" in done.stdout


@pytest.mark.parametrize("example", IN_TWO_LANGUAGES)
def test_the_example_holds_nothing_unlawful(example: str) -> None:
    done = promisectl(
        "check", "--ignore", "PC3", "--lang", "en", root=ROOT / "examples" / example, now=the_demos_clock()
    )
    assert (done.returncode, done.stdout) == (0, "no findings; promises read: 17\n")


@pytest.mark.parametrize("example", MADE, ids=lambda folder: folder.name)
def test_no_example_holds_an_error_but_what_is_overdue(example: Path) -> None:
    now = re.findall(r"transcript: in=\S+ now=(\S+)", (example / "README.md").read_text())[0]
    done = promisectl("check", "--ignore", "PC301", "--format", "json", root=example, now=now)
    found = json.loads(done.stdout)["findings"]
    assert [finding for finding in found if finding["severity"] == "error"] == []


@pytest.mark.torture
@pytest.mark.parametrize("example", MADE, ids=lambda folder: folder.name)
def test_the_script_makes_exactly_the_example(example: Path, tmp_path: Path) -> None:
    path = f"{warm_program().parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run([example / "make.sh", tmp_path], env={"PATH": path, "HOME": str(tmp_path)}, check=True)
    made = {file.relative_to(tmp_path): said(file) for file in tmp_path.rglob("*") if file.is_file()}
    there = {file.relative_to(example): said(file) for file in example.rglob("*.yaml")}
    assert made == there


def said(file: Path) -> str:
    """Return a file without the public holidays that acts name: these were committed before acts named them."""
    return re.sub(r"^  without: \[.*\]\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_the_insurers_month_fits_one_screen_of_eighty_columns_and_thirty_lines() -> None:
    screen = shown_on_a_terminal("report", "fulfilment", root=INSURER, now="2026-05-08T18:00:00-04:00")
    assert len(screen) <= 30
    assert max(len(line) for line in screen) <= 80
    text = " ".join(" ".join(screen).split())
    assert (
        "fechas críticas: meta alcanzada con certeza estadística, se pide al menos 95,0 %: 99,1 % (110 de 111)" in text
    )
    assert (
        "reparaciones: meta alcanzada, pero sin certeza estadística, se pide al menos 95,0 %: 100,0 % (6 de 6)" in text
    )
    assert "repuestos: meta no alcanzada, se pide al menos 95,0 %: 1 de 2" in text


def shown_on_a_terminal(*words: str, root: Path, now: str) -> list[str]:
    """Return the lines that a command shows in a real pseudo-terminal of 80 columns."""
    environment = {"PATH": os.environ["PATH"], "HOME": os.devnull, "PROMISECTL_NOW": now, "LANG": "C.UTF-8"}
    child = starts([warm_program(), "--root", root, *words], Path.cwd(), environment)
    return re.sub(r"\x1b\[[0-9;]*m", "", ends(child)).rstrip().split("\r\n")


def test_the_spanish_example_tells_the_same_story() -> None:
    told = [
        promisectl("log", "--format", "json", root=ROOT / "examples" / one, now=the_demos_clock())
        for one in IN_TWO_LANGUAGES
    ]
    acts = [[(row["act"], row["by"], row["at"]) for row in json.loads(one.stdout)["acts"]] for one in told]
    assert acts[0] == acts[1] != []


def test_the_projects_own_promises_hold_nothing_unlawful() -> None:
    done = promisectl("check", "--ignore", "PC3", root=ROOT, now="2027-01-01T00:00:00Z")
    assert (done.returncode, done.stdout[:11]) == (0, "no findings")
