"""What a row is called: by its key in machine formats, by its name on a screen that people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import pytest

from promisectl.app.ledger.standings import environment, load_snapshot
from promisectl.formats.glyphs import UNICODE
from promisectl.formats.reports import document, screen, written
from promisectl.formats.screen_fields import fields_text
from promisectl.formats.screen_plain import plain_text
from promisectl.formats.screen_rich import terminal_text
from promisectl.formats.translator import ROWS, Translator
from promisectl.metrics.goals import goals_at
from promisectl.metrics.rate import Rate
from promisectl.query.spans import parse_span
from promisectl.reports import REPORTS
from promisectl.reports.report import ROW_KEYS, Asked, Report

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = ("aseguradora", "concesionario", "leads", "taller", "tienda", "workshop")
SPANISH = Translator("es")
PERIOD = re.compile(r"\d{4}(-(Q\d|H\d|W\d\d|\d\d))?")
# Read from the day and the registers, not said by anybody; a query is typed again as it stands.
OWN_COLUMNS = frozenset({"where"})


@lru_cache
def asked_of(example: str) -> Asked:
    """An example on the day of its page, over all times."""
    root = FOLDER / example
    [now, *_] = re.findall(r"transcript: in=\S+ now=(\S+)", (root / "README.md").read_text())
    seen = load_snapshot(root=root, as_of=datetime.fromisoformat(now))
    workspace = seen.workspace
    goals = goals_at(workspace.goals, seen.everything, seen.as_of, workspace.zone) if workspace.goals else None
    settings = workspace.settings
    return Asked(
        seen.views,
        environment(seen),
        settings.policy,
        seen.everything,
        period=parse_span("2025-01-01..2027-12-31"),
        against=parse_span("2024"),
        handoffs=settings.handoffs,
        written_late=Rate(1, 9),
        goals=goals,
    )


@lru_cache
def made(example: str, name: str) -> Report:
    report: Report = import_module(f"promisectl.reports.{name}").make(asked_of(example))
    return report


def screens(report: Report, words: Translator = SPANISH) -> list[str]:
    """Return a report as people read it: on a terminal, off it, field by field, as Markdown."""
    shown = screen(report, words, "UTC")
    return [
        terminal_text(shown, 200, UNICODE, colour=False),
        "\n".join(plain_text(shown, UNICODE)),
        "\n".join(fields_text(shown, words)),
        written(report, words, "UTC", "markdown"),
    ]


def texts_in(report: Report) -> Iterator[tuple[str, str]]:
    """Yield column and text of each cell that is a text, and no message."""
    for table in report.tables:
        for record in table.records():
            yield from ((key, cell) for key, cell in record.items() if isinstance(cell, str))


def stands_as_a_cell(text: str, shown: str) -> bool:
    """Whether a text is a whole cell: at the beginning of a line, after the name of its field, between bars."""
    return bool(re.search(rf"^( *|[^:\n]+: |\| ){re.escape(text)}($| {{2}}| \|)", shown, re.MULTILINE))


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("name", REPORTS)
def test_no_row_is_called_by_its_english_key_on_a_spanish_screen(name: str, example: str) -> None:
    report = made(example, name)
    keys = {text for column, text in texts_in(report) if column in ROW_KEYS}
    assert keys <= {*ROWS}
    for shown in screens(report):
        assert not [key for key in keys if stands_as_a_cell(key, shown)]


@pytest.mark.parametrize("name", ["flow", "soundness"])
def test_in_english_a_row_is_called_by_its_key(name: str) -> None:
    """Else the test above would find nothing anywhere."""
    report = made("workshop", name)
    keys = {text for column, text in texts_in(report) if column in ROW_KEYS}
    for shown in screens(report, Translator("en")):
        assert [key for key in keys if not stands_as_a_cell(key, shown)] == []


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("name", REPORTS)
def test_all_other_texts_are_the_ledgers_own(name: str, example: str) -> None:
    """Else they are messages, or keys that have a name: what a new report calls its rows cannot slip through."""
    files = "\n".join(path.read_text() for path in (FOLDER / example).rglob("*.yaml"))
    for column, text in texts_in(made(example, name)):
        if column not in {*ROW_KEYS, *OWN_COLUMNS} and not PERIOD.fullmatch(text):
            words = re.findall(r"\w[\w.:-]*\w", text)
            assert [word for word in words if word not in files] == [], column


def test_every_row_has_a_spanish_name() -> None:
    assert [key for key in ROWS if SPANISH.name("row", key) == key] == []


def test_machine_formats_keep_the_keys() -> None:
    flow, soundness = made("taller", "flow"), made("taller", "soundness")
    assert [row["time"] for row in document(flow)["tables"]["times"]] == ["negotiation", "cycle", "lead"]
    lines = written(soundness, SPANISH, "UTC", "csv").splitlines()
    assert [line.split(",")[0] for line in lines[1:3]] == ["floor", "own-words"]
