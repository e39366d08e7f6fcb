"""The reference is generated where it can be, fresh, and true of what the program prints."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from docs.transcripts import ROOT
from promisectl.cli import main
from promisectl.cli.registry import ROWS
from promisectl.model.people import Person
from promisectl.model.promise import PromiseFile
from promisectl.model.settings import Settings

REFERENCE = ROOT / "docs" / "reference"
NOW = "2026-03-09T09:00:00-03:00"
Run = Callable[..., Any]


def test_no_generated_page_is_stale() -> None:
    script = ROOT / "scripts" / "reference.py"
    done = subprocess.run([sys.executable, script, "check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_command_and_every_code_has_a_section() -> None:
    commands = (REFERENCE / "cli.md").read_text()
    names = [name for row in ROWS.values() for name in ([f"{row.name} {word}" for word in row.words] or [row.name])]
    assert [name for name in names if f"\n#### `{name}`\n" not in commands] == []


@pytest.mark.parametrize("model", [PromiseFile, Settings, Person])
def test_the_page_of_the_files_names_every_key(model: Any) -> None:
    page = (REFERENCE / "format.md").read_text()
    keys = [info.alias or name for name, info in model.model_fields.items()]
    assert [key for key in keys if not re.search(rf"(?<![\w-]){key}(?![\w-])", page)] == []


# What commands print as JSON


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run promisectl in a copy of the example, within this process, and return the JSON it prints."""
    shutil.copytree(ROOT / "examples" / "workshop", tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    for name in [name for name in os.environ if name.startswith(("PROMISECTL_", "GIT_"))]:
        monkeypatch.delenv(name)
    for name, value in (("PROMISECTL_NOW", NOW), ("HOME", str(tmp_path)), ("LC_ALL", "C.UTF-8"), ("LOGNAME", "guest")):
        monkeypatch.setenv(name, value)

    def promisectl(*words: str) -> Any:
        assert main.run([*words, "--format", "json"]) in (0, 1, 2)
        return json.loads(capsys.readouterr().out)

    return promisectl


def must_fit(name: str, document: Any) -> None:
    schema = json.loads((REFERENCE / "schemas" / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    errors = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)]
    assert not errors, "\n".join(errors)


LOOKS = (
    ("list", ("list", "--all")),
    ("list", ("list", "is:overdue", "--lenient")),
    ("due", ("due",)),
    ("overdue", ("overdue", "all")),
    ("inbox", ("inbox", "all")),
    ("show", ("show", "k7m2")),
    ("show", ("show", "m4r6")),
    ("next", ("next", "k7m2")),
    ("status", ("status", "--by", "ana")),
    ("status", ("status",)),
    ("log", ("log",)),
    ("log", ("log", "p6w3")),
    ("report-fulfilment", ("report", "fulfilment")),
    ("report-fulfilment", ("report", "fulfilment", "--by", "area,month")),
    ("report-fulfilment", ("report", "fulfilment", "--as-of", "2026-01-01")),
    ("check", ("check",)),
    ("error", ("show", "nothing")),
    ("error", ("accept", "k7m2", "--by", "diego", "--delivered-on", "today")),
    ("error", ("list", "due:soon")),
    ("error", ("lisst",)),
)


@pytest.mark.parametrize(
    ("name", "words"), LOOKS, ids=lambda value: value if isinstance(value, str) else "_".join(value)
)
def test_what_a_command_prints_fits_its_schema(run: Run, name: str, words: tuple[str, ...]) -> None:
    must_fit(name, run(*words))


def test_what_speaking_prints_fits_its_schema(run: Run) -> None:
    must_fit("act", run("request", "eva", "Mend the printer", "fri", "--by", "ana", "--id", "sys-printer"))
    must_fit("act", run("agree", "sys-printer", "sys-r2y8", "--by", "eva"))
    must_fit("act", run("renegotiate", "sys-printer", "+9d", "--by", "eva", "--reason", "supplier"))
    must_fit("act", run("note", "sys-printer", "it jams", "--by", "ana"))
    must_fit("act", run("yes", "sys-printer", "--by", "ana"))
    must_fit("act", run("deliver", "sys-printer", "--by", "eva", "--note", "it prints", "--waive-evidence"))
    must_fit("act", run("accept", "sys-printer", "--by", "ana", "--rating", "5"))


def test_the_files_of_the_example_fit_their_schemas() -> None:
    import yaml

    for path in (ROOT / "examples" / "workshop").rglob("*.yaml"):
        name = {"promisectl.yaml": "settings", "people.yaml": "people"}.get(path.name, "promise")
        loader = type("Loader", (yaml.SafeLoader,), {"yaml_implicit_resolvers": _without_dates(yaml)})
        must_fit(name, yaml.load(path.read_text(), loader))


def _without_dates(yaml: Any) -> Any:
    """YAML 1.2, as editors read it: a day is a text."""
    found = yaml.SafeLoader.yaml_implicit_resolvers
    return {first: [(tag, by) for tag, by in pairs if "timestamp" not in tag] for first, pairs in found.items()}


# The worked example


@pytest.fixture
def march(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run promisectl in the worked example, imported."""
    shutil.copytree(ROOT / "examples" / "worked-example", Path("../march"))
    monkeypatch.chdir("../march")
    monkeypatch.setenv("PROMISECTL_NOW", "2026-04-01T00:00:00Z")
    run("import", "jsonl", "promises.jsonl")
    return run


def table_of(page: str, first_cell: str) -> list[list[str]]:
    """Return the cells of the rows whose first or second cell begins so."""
    lines = [line.replace("`", "") for line in (REFERENCE / page).read_text().split("\n") if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    return [row for row in rows if row[0].startswith(first_cell) or row[1].startswith(first_cell)]


def test_the_table_of_the_worked_example_is_what_the_program_says(march: Run) -> None:
    listed = march("list", "--all", "--as-of", "2026-03-31")["promises"]
    printed = {row["id"]: (_day(row["first_due"]), _day(row["counted_due"]), row["class"] or "–") for row in listed}
    rows = table_of("worked-example.md", "p-")
    shown = {id_: (first, counted, outcome) for id_, _, first, _, counted, outcome in rows}
    assert len(shown) == 15
    assert shown == printed


RATES = (
    "fulfilment", "kept_first", "on_time", "otif", "first_time_accepted", "early_notice", "renegotiated", "voluntary",
)  # fmt: skip


@pytest.mark.parametrize("rate", RATES)
def test_the_figures_of_the_worked_example_are_the_programs(march: Run, rate: str) -> None:
    group = march("report", "fulfilment", "--as-of", "2026-03-31")["groups"][0][rate]
    ((_, _, counts, percent, interval),) = table_of("worked-example.md", rate)
    assert counts == f"{group['k']} of {group['n']}"
    low, high = (float(end) for end in interval.split(" to "))
    shown = [float(percent), low, high]
    printed = [100 * group[key] for key in ("rate", "low", "high")]
    assert all(abs(one - other) <= 0.06 for one, other in zip(shown, printed, strict=True)), (shown, printed)


def _day(iso: str | None) -> str:
    if iso is None:
        return "–"
    _, month, day = iso.split("-")
    return f"{int(day)} {({'03': 'Mar', '04': 'Apr'})[month]}"
