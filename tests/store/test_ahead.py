"""A second process that reads ahead changes nothing but the time it takes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from promisectl.store import ahead, reading

GOOD = """id: clm-{name}
what: Inspect the vehicle of claim {name}
customer: ana
performer: diego
due: 2026-03-06
state: offered
history:
- act: offer
  by: diego
  at: 2026-03-02T09:10:00Z
  terms: {{what: Inspect the vehicle of claim {name}, customer: ana, due: 2026-03-06}}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "ledgers" / "claims"
    folder.mkdir(parents=True)
    for number in range(12):
        text = GOOD.format(name=f"a{number:03d}")
        if number == 9:
            text = text.replace("state: offered", "notes: 'it''s'\nstate: offered")  # the fast reader declines it
        if number == 10:
            text = text.replace("state: offered", "state: offered\nstate: offered")  # a key stands twice
        if number == 11:
            text = "# promisectl: ignore PC604 until 2026-12-31 because it is an example\n" + text
        (folder / f"clm-a{number:03d}.yaml").write_text(text)
    monkeypatch.setattr(ahead, "WORTH_IT", 2)
    monkeypatch.setattr(ahead.threading, "active_count", lambda: 1)
    monkeypatch.setattr(ahead.os, "cpu_count", lambda: 2)
    return tmp_path


def told(loaded: reading.Loaded) -> tuple[list[object], list[tuple[str, str]], list[str]]:
    findings = [(finding.code, finding.path) for finding in loaded.findings]
    return [(promise.path, promise.file) for promise in loaded.promises], findings, sorted(loaded.remarked)


def test_reading_ahead_finds_what_reading_alone_finds(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    together = told(reading.read_ledgers(root, "ledgers"))
    monkeypatch.setattr(ahead, "WORTH_IT", 1_000_000)
    assert together == told(reading.read_ledgers(root, "ledgers"))
    promises, findings, remarked = together
    assert len(promises) == 11
    assert findings == [("PC101", "ledgers/claims/clm-a010.yaml")]
    assert remarked == ["ledgers/claims/clm-a011.yaml"]


def test_a_second_process_that_dies_loses_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "plain_json", lambda path: os._exit(7))
    assert len(reading.read_ledgers(root, "ledgers").promises) == 11
