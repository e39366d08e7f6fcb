"""Findings in the formats that services read: annotations, reports, code scanning."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from promisectl.formats.findings import FORMATS, render
from promisectl.formats.findings_github import summary
from promisectl.formats.findings_markdown import findings_markdown
from promisectl.formats.fingerprint import fingerprints
from promisectl.formats.found import SITE, Found
from promisectl.formats.translator import Translator
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.model.place import Place, Spot

HERE = Path(__file__).parent
SARIF = json.loads((HERE / "schemas" / "sarif-2.1.0-rtm.5.json").read_text())
PATH = "ledgers/claims/clm-k7m2x9qd.yaml"
LATE = Finding(
    "PC301",
    CODES["PC301"].title,
    Place(PATH, 5, 6, 16),
    promise="clm-k7m2x9qd",
    note=M("{who} owes it, 100 % sure", who="diego"),
    help=M("`promisectl deliver {id}`", id="clm-k7m2x9qd"),
    paste="state: delivered",
    name="overdue",
    subject=("due",),
)
WARNED = replace(LATE, code="PC306", name="", severity=Severity.WARNING, subject=("history", 2, "act"), paste="")
SOON = replace(LATE, code="PC302", name="", severity=Severity.INFO, note=None, help=None, paste="")
UNKNOWN = replace(LATE, code="PC999", name="", where=Spot("people.yaml", ("people", "ana")), promise=None)
FOUND = Found(
    [LATE, WARNED, SOON, UNKNOWN], as_of="2026-03-09", prefix="team/book", line_of=lambda path, line: "añ:漢字 x"
)
NONE = Found([], as_of="2026-03-09")

# Of reviewdog's own schema, DiagnosticResult: what is written here.
_POSITION = {
    "type": "object",
    "required": ["line"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
RDJSON = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {
                        "type": "object",
                        "required": ["path", "range"],
                        "properties": {"range": {"properties": {"start": _POSITION, "end": _POSITION}}},
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {"type": "object", "required": ["value", "url"]},
                    "original_output": {"type": "string"},
                },
            },
        },
    },
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_something_and_nothing(name):
    assert "PC301" in render(name, FOUND)
    assert not render(name, NONE).endswith("\n")


@pytest.mark.parametrize("name", ["json", "json-lines", "github", "gitlab", "sarif", "junit", "rdjson"])
def test_what_programs_read_never_changes_with_the_language(name):
    assert render(name, replace(FOUND, say=Translator("es").say)) == render(name, FOUND)


@pytest.mark.parametrize("name", ["full", "concise", "markdown"])
def test_what_people_read_is_in_their_language(name):
    assert "la promesa está vencida" in render(name, replace(FOUND, say=Translator("es").say))


# SARIF.


@pytest.mark.parametrize("found", [FOUND, NONE], ids=["some", "none"])
def test_sarif_is_valid_by_the_schema_of_its_standard(found):
    Draft4Validator.check_schema(SARIF)
    errors = [error.message for error in Draft4Validator(SARIF).iter_errors(json.loads(render("sarif", found)))]
    assert errors == []


def test_every_result_of_sarif_has_a_place_and_a_rule_with_a_page():
    run = json.loads(render("sarif", FOUND))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["PC301", "PC302", "PC306", "PC999"]
    for rule in rules:
        assert rule["name"].isalnum()
        assert rule["helpUri"].startswith(f"{SITE}/docs/reference/codes.html#pc")
        assert rule["help"]["text"]
    for result in run["results"]:
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"].startswith("team/book/")
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "error"]


def test_the_page_of_a_rule_is_where_sarif_says():
    page = (HERE.parents[1] / "docs" / "reference" / "codes.md").read_text()
    assert "\n## PC301 overdue\n" in page
    assert f'"{SITE}/docs/reference/codes.html#pc301-overdue"' in render("sarif", FOUND)
    assert f'Documentation = "{SITE}"' in (HERE.parents[1] / "pyproject.toml").read_text()


def test_nothing_quoted_becomes_a_link_or_a_placeholder_of_sarif():
    note = r"see [here](https://evil) and \[x] {0}"
    result = json.loads(render("sarif", Found([replace(LATE, note=M("{n}", n=note))])))["runs"][0]["results"][0]
    assert r"see \[here\](https://evil) and \\\[x\] {{0}}" in result["message"]["text"]
    assert result["properties"]["note"] == note


def test_an_address_of_sarif_is_escaped():
    found = Found([replace(LATE, where=Place("ledgers/ñ o#1/x.yaml", 1, 1, 2))])
    assert "ledgers/%C3%B1%20o%231/x.yaml" in render("sarif", found)


# Fingerprints.


def test_a_fingerprint_knows_rule_promise_and_act_and_no_line():
    moved = replace(WARNED, where=Place(PATH, 99, 1, 2), note=M("other words"), subject=("history", 2, "by"))
    assert fingerprints([moved]) == fingerprints([WARNED])
    others = [
        replace(WARNED, code="PC305"),
        replace(WARNED, promise="clm-9xk4m2pp"),
        replace(WARNED, subject=("history", 3, "act")),
        replace(WARNED, subject=("due",)),
    ]
    assert len({*fingerprints([WARNED]), *(fingerprints([one])[0] for one in others)}) == 5


def test_findings_about_the_same_are_told_apart():
    marks = fingerprints([LATE, LATE, LATE])
    assert len(set(marks)) == 3
    assert marks[0] == fingerprints([LATE])[0]


def test_a_packed_promise_keeps_its_fingerprint():
    packed = replace(LATE, where=Place("ledgers/claims/settled/2026-Q1.yaml", 80, 6, 16))
    assert fingerprints([packed]) == fingerprints([LATE])


# GitLab.


def test_gitlab_takes_the_report():
    rows = json.loads(render("gitlab", FOUND))
    assert rows[0] == {
        "description": "clm-k7m2x9qd: the promise is overdue: diego owes it, 100 % sure. `promisectl deliver clm-k7m2x9qd`",
        "check_name": "PC301",
        "fingerprint": fingerprints([LATE])[0],
        "severity": "major",
        "location": {"path": f"team/book/{PATH}", "lines": {"begin": 5}},
    }
    assert [row["severity"] for row in rows] == ["major", "minor", "info", "major"]
    assert len({row["fingerprint"] for row in rows}) == len(rows)


def test_nothing_found_is_an_empty_list_for_gitlab():
    assert render("gitlab", NONE) == "[]"


# JUnit.


@pytest.mark.parametrize("found", [FOUND, NONE], ids=["some", "none"])
def test_junit_is_what_jenkins_takes(found):
    """The rules of junit-10.xsd, of Jenkins' xUnit plugin, for the elements that are used."""
    root = ET.fromstring(render("junit", found).encode())
    allowed = {
        "testsuites": ({"name", "tests", "failures", "errors"}, {"testsuite"}),
        "testsuite": ({"name", "tests", "failures", "errors", "skipped"}, {"properties", "testcase"}),
        "properties": (set(), {"property"}),
        "property": ({"name", "value"}, set()),
        "testcase": ({"name", "classname"}, {"failure", "system-out"}),
        "failure": ({"type", "message"}, set()),
        "system-out": (set(), set()),
    }
    assert root.tag == "testsuites"
    for element in root.iter():
        attributes, children = allowed[element.tag]
        assert set(element.attrib) <= attributes
        assert {child.tag for child in element} <= children
    suite = root.find("testsuite")
    assert int(suite.get("tests")) == len(suite.findall("testcase")) >= 1
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))


def test_only_what_weighs_enough_is_a_failure():
    failures = {
        level: render("junit", replace(FOUND, fail_on=level)).count("<failure ")
        for level in ("error", "warning", "info", "never")
    }
    assert failures == {"error": 2, "warning": 3, "info": 4, "never": 0}


# reviewdog.


@pytest.mark.parametrize("found", [FOUND, NONE], ids=["some", "none"])
def test_reviewdog_takes_the_document(found):
    errors = [error.message for error in Draft202012Validator(RDJSON).iter_errors(json.loads(render("rdjson", found)))]
    assert errors == []


def test_columns_for_reviewdog_count_bytes():
    span = json.loads(render("rdjson", FOUND))["diagnostics"][0]["location"]["range"]
    assert span == {"start": {"line": 5, "column": 11}, "end": {"line": 5, "column": 21}}


# GitHub.


def test_github_annotates_the_lines():
    lines = render("github", FOUND).splitlines()
    assert lines[0] == (
        f"::error file=team/book/{PATH},line=5,endLine=5,col=6,endColumn=16,"
        "title=PC301%3A%3Athe promise is overdue::clm-k7m2x9qd: diego owes it, 100 %25 sure"
        "%0Ahelp: `promisectl deliver clm-k7m2x9qd`%0Astate: delivered"
    )
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "::error"]
    assert render("github", NONE) == ""


def test_the_summary_tells_all_or_counts_or_nothing():
    many = replace(FOUND, findings=[LATE] * 5000)
    assert summary(FOUND).count("PC301") == 1
    short = summary(many)
    assert "5000 × **PC301** the promise is overdue" in short
    assert len(short) < 1000
    assert len(summary(replace(FOUND, findings=[LATE] * 1000)).encode()) > 100_000
    assert summary(FOUND, 10) == ""


# Markdown.


def test_markdown_groups_by_severity_and_pastes_in_a_block():
    assert findings_markdown(replace(FOUND, findings=[WARNED, LATE]), 10_000) == (
        f"""\
`promisectl check` (2026-03-09): errors: 1, warnings: 1, infos: 0

### Errors (1)

- **PC301** the promise is overdue (`team/book/{PATH}:5`)
  - note: diego owes it, 100 % sure
  - help: `promisectl deliver clm-k7m2x9qd`

  ```yaml
  state: delivered
  ```

### Warnings (1)

- **PC306** the promise is overdue (`team/book/{PATH}:5`)
  - note: diego owes it, 100 % sure
  - help: `promisectl deliver clm-k7m2x9qd`
"""
    )
    assert render("markdown", NONE) == "`promisectl check` (2026-03-09): no findings"


def test_a_comment_too_long_for_a_host_tells_the_counts():
    text = render("markdown", replace(FOUND, findings=[LATE] * 900 + [WARNED] * 20))
    assert len(text) < 1000
    assert text.index("900 × **PC301**") < text.index("20 × **PC306**")
