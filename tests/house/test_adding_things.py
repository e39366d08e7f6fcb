"""What it takes to add an act, a metric, a report, a list format, an importer, a language: files touched, counted.

Each is added to a copy of the tree as somebody who follows docs/architecture.md would, and then used from the command
line. The counts stand in the table of that page; this test holds them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"
PROMISE = {
    "id": "clm-k7m2x9qd",
    "what": "Inspect the vehicle",
    "customer": "ana",
    "performer": "diego",
    "due": "2026-03-06",
    "criteria": ["photos"],
    "state": "promised",
    "history": [
        {
            "act": "request",
            "by": "ana",
            "at": "2026-03-02T09:00:00Z",
            "terms": {
                "what": "Inspect the vehicle",
                "performer": "diego",
                "due": "2026-03-06",
                "criteria": ["photos"],
            },
        },
        {"act": "agree", "by": "diego", "at": "2026-03-02T10:00:00Z"},
    ],
}


@dataclass
class Tree:
    """A copy of the program, and the files that were touched in it."""

    source: Path
    workspace: Path
    touched: set[str] = field(default_factory=set)

    def add(self, path: str, text: str) -> None:
        """Add a file."""
        place = self.source / "promisectl" / path
        assert not place.exists(), path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        self.touched.add(path)

    def put(self, path: str, before: str, new: str) -> None:
        """Put lines before what stands in a file."""
        place = self.source / "promisectl" / path
        text = place.read_text(encoding="utf-8")
        assert text.count(before) == 1, (path, before)
        place.write_text(text.replace(before, new + before), encoding="utf-8")
        self.touched.add(path)

    def run(self, *words: str, code: int = 0) -> str:
        """Run the copy in the workspace."""
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(self.source),
            "HOME": str(self.workspace.parent),
            "PROMISECTL_NOW": "2026-03-03T09:00:00+00:00",
            "PROMISECTL_USER": "ana",
        }
        command = [sys.executable, "-m", "promisectl", *words]
        done = subprocess.run(command, cwd=self.workspace, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def json(self, *words: str) -> dict:
        """Run the copy and read its document."""
        return json.loads(self.run(*words, "--format", "json"))


@pytest.fixture
def tree(tmp_path) -> Tree:
    """A copy of the program, and a workspace with one promise that both agreed to."""
    source, workspace = tmp_path / "src", tmp_path / "work"
    shutil.copytree(ROOT / "src", source)  # with what is compiled already: it says of what time and size it is
    (workspace / "ledgers" / "claims").mkdir(parents=True)
    (workspace / "promisectl.yaml").write_text("format: 1\ndefault-ledger: claims\n", encoding="utf-8")
    (workspace / "ledgers" / "people.yaml").write_text("people: {ana: {}, diego: {}}\n", encoding="utf-8")
    made = Tree(source, workspace)
    lines = tmp_path / "promises.jsonl"
    lines.write_text(json.dumps(PROMISE), encoding="utf-8")
    made.run("import", "jsonl", str(lines))
    return made


def counts() -> dict[str, int]:
    """The files that each thing takes, as the page says."""
    rows = re.findall(r"^\| an? ([a-z ]+) \| .* \| (\d+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: int(count) for name, count in rows}


def hold(tree: Tree, thing: str) -> None:
    assert len(tree.touched) == counts()[thing], sorted(tree.touched)


def test_an_act_is_a_row_its_moves_and_the_command_that_says_it(tree):
    tree.put("model/acts.py", '    NOTE = "note"\n', '    THANK = "thank"\n')
    row = '    ActKind(Verb.THANK, M("Thank the performer."), M("{who} thanked {other}"), ("rating",)),\n'
    tree.put("model/acts.py", "    ActKind(\n        Verb.NOTE,", row)
    tree.put(
        "lifecycle/table.py",
        ")  # fmt: skip\n\nNOTE = ",
        "    Move(V.THANK, S.PROMISED, S.PROMISED, C, does.note),\n",
    )
    tree.add(
        "cli/commands/thank.py",
        '"""`thank`: the customer says thank you."""\n\n'
        "from promisectl.cli.options import speaking\n"
        "from promisectl.cli.parameters import Ids\n\n\n"
        "@speaking\n"
        'def thank_command(session: "ActSession", ids: Ids) -> None:\n'
        '    """Thank the performer."""\n'
        '    session.speak("thank", ids)\n',
    )
    assert "Thank the performer." in tree.run("--help")
    assert tree.json("thank", "k7m")["act"]["act"] == "thank"
    assert "ana thanked" in tree.run("show", "k7m")
    assert "thank" in tree.run("log")
    assert {"const": "thank"}.items() <= _verb_of(tree.json("schema", "apply-line"), "thank").items()
    tree.run("apply", "--by", "ana", str(_line(tree, {"promise": "clm-k7m2x9qd", "act": "thank", "rating": "5"})))
    tree.run("check", "--select", "PC1,PC2")
    tree.run("thank", "k7m", "--by", "diego", code=1)
    hold(tree, "act")


def _verb_of(schema: dict, verb: str) -> dict:
    verbs = [line["properties"]["act"] for line in schema["oneOf"]]
    return next(found for found in verbs if found["const"] == verb)


def _line(tree: Tree, values: dict) -> Path:
    place = tree.workspace.parent / "acts.jsonl"
    place.write_text(json.dumps(values), encoding="utf-8")
    return place


def test_a_metric_is_a_file_and_a_row(tree):
    tree.add(
        "metrics/warned.py",
        '"""Warned: of all promises, those with a warning."""\n\n'
        "from promisectl.metrics.rate import Rate\n\n\n"
        "def warned(views):\n"
        '    """Return the share."""\n'
        '    return Rate.of("at-risk" in view.overlays for view in views)\n',
    )
    tree.put("metrics/registry.py", "from promisectl.model.message", "from promisectl.metrics.warned import warned\n")
    tree.put(
        "metrics/registry.py",
        "    )\n}\nIDS",
        '        Metric("warned", "wrn", M("with a warning"), lambda views, reopened: warned(views)),\n',
    )
    settings = tree.workspace / "promisectl.yaml"
    targets = "targets: [{name: few warnings, metric: wrn, at-least: 1%}]\n"
    settings.write_text(settings.read_text(encoding="utf-8") + targets, encoding="utf-8")
    report = tree.json("report", "fulfilment")
    assert report["groups"][0]["warned"]["n"] == 1
    assert report["targets"][0]["metric"] == "warned"
    assert "with a warning" in tree.run("report", "fulfilment")
    tree.run("check", "--select", "PC308")
    hold(tree, "metric")


def test_a_report_is_a_file_and_a_row_and_every_format_prints_it(tree):
    tree.add(
        "reports/sizes.py",
        '"""Sizes: how many promises each ledger holds."""\n\n'
        "from promisectl.model.message import M\n"
        "from promisectl.reports.report import Asked, Column, Report, Table, report_on\n\n\n"
        "def make(asked: Asked) -> Report:\n"
        '    """Return a row for each ledger."""\n'
        "    ledgers = sorted({view.promise.ledger for view in asked.views})\n"
        "    rows = tuple((name, sum(v.promise.ledger == name for v in asked.views)) for name in ledgers)\n"
        '    columns = (Column("ledger", M("ledger")), Column("promises", M("promises"), "count"))\n'
        '    return report_on(asked, "sizes", M("Promises by ledger"), [Table("sizes", columns, rows)])\n',
    )
    tree.put("reports/__init__.py", "}\n", '    "sizes": M("Count the promises of each ledger."),\n')
    assert tree.json("report", "sizes")["tables"]["sizes"] == [{"ledger": "claims", "promises": 1}]
    assert tree.run("report", "sizes", "--format", "csv") == "ledger,promises\nclaims,1\n"
    assert "| claims | 1 |" in tree.run("report", "sizes", "--format", "markdown")
    text = tree.run("report", "sizes")
    assert text.startswith("Promises by ledger")
    assert re.search(r"claims +1", text)
    assert "report-sizes" in tree.run("schema", "report-sizes")
    assert "Count the promises of each ledger." in tree.run("report", "--help")
    hold(tree, "report")


def test_a_list_format_is_a_file_and_a_row_for_every_command_that_lists(tree):
    tree.add(
        "formats/list_ids.py",
        '"""A list of promises as their ids, a line each."""\n\n\n'
        "def render(listed):\n"
        '    """Return a line for each promise."""\n'
        '    return "\\n".join(view.id for view in listed.views)\n',
    )
    tree.put("formats/lists.py", '    "markdown": "promises_markdown",\n', '    "ids": "list_ids",\n')
    for command in ("list", "due", "inbox"):
        words = (command, "all") if command != "list" else (command,)
        printed = tree.run(*words, "--format", "ids")
        assert printed.split() == ([] if command == "inbox" else ["clm-k7m2x9qd"])
    hold(tree, "list format")


def test_an_importer_is_a_file_and_a_row(tree):
    tree.add(
        "importers/titles.py",
        '"""Titles: a draft for each line of text."""\n\n'
        "from promisectl.importers.line import Line\n\n\n"
        "def read(lines):\n"
        '    """Yield a draft for each line."""\n'
        "    for number, text in enumerate(lines, 1):\n"
        "        if text.strip():\n"
        '            yield Line(number, {"id": f"clm-line-{number}", "what": text.strip()})\n',
    )
    tree.put("importers/__init__.py", "}\n", '    "titles": M("Read a draft from each line of a text."),\n')
    text = tree.workspace.parent / "titles.txt"
    text.write_text("Paint the gate\nOil the gate\n", encoding="utf-8")
    assert tree.json("import", "titles", str(text))["added"] == 2
    assert "Paint the gate" in tree.run("list")
    hold(tree, "importer")


def test_a_rule_is_a_file_its_code_and_a_row(tree):
    tree.add(
        "rules/pc698_shouting.py",
        '"""Shouting: what is promised is said in capitals."""\n\n'
        "from promisectl.checking.rule import found, term_spot\n\n"
        'CODE = "PC698"\nSCOPE = "open"\nBAD = "what: NOW"\nGOOD = "what: now"\n\n\n'
        "def check(record, context):\n"
        '    """Yield what is shouted."""\n'
        "    if record.promise.file.what.isupper():\n"
        '        yield found(CODE, term_spot(record, "what"), promise=record.id)\n',
    )
    tree.put("rules/__init__.py", ")\n", '    "pc698_shouting",\n')
    row = '    ("PC698", "shouting", _W, M("what is promised is shouted")),\n'
    tree.put("model/codes.py", ")\n\nCODES = ", row)
    place = tree.workspace / "ledgers" / "claims" / "clm-k7m2x9qd.yaml"
    place.write_text(place.read_text(encoding="utf-8").replace("Inspect the vehicle", "INSPECT"), encoding="utf-8")
    assert [one["code"] for one in tree.json("check", "--select", "PC6")["findings"]].count("PC698") == 1
    assert "Shouting" in tree.run("rule", "PC698")
    hold(tree, "rule")


def test_a_language_is_a_row_and_its_catalogue(tree):
    tree.put("model/languages.py", "}\nSOURCE", "")
    place = tree.source / "promisectl" / "model" / "languages.py"
    place.write_text(place.read_text(encoding="utf-8").replace('"Spanish"}', '"Spanish", "pt": "Portuguese"}'))
    catalogue = Path("locale") / "pt" / "LC_MESSAGES" / "promisectl.mo"
    (tree.source / "promisectl" / catalogue).parent.mkdir(parents=True)
    _compile(tree.source / "promisectl" / catalogue, {"overdue": "vencidas", "nothing is overdue": "nada está vencido"})
    tree.touched.add("locale/pt/LC_MESSAGES/promisectl.po")
    assert "nada está vencido" in tree.run("overdue", "--lang", "pt")
    settings = tree.workspace / "promisectl.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "language: pt\n", encoding="utf-8")
    assert "nada está vencido" in tree.run("overdue")
    tree.run("check", "--select", "PC1")
    hold(tree, "language")


def _compile(place: Path, texts: dict[str, str]) -> None:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalogue = Catalog(locale="pt")
    for english, translated in texts.items():
        catalogue.add(english, translated)
    with place.open("wb") as file:
        write_mo(file, catalogue)
