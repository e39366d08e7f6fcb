"""`check` in the formats that CI reads: on standard output, beside a repository, with the same exit codes."""

import json
import xml.etree.ElementTree as ET

import pytest

from promisectl.formats.findings import FORMATS

LATER = {"PROMISECTL_NOW": "2026-03-20T09:00:00-03:00"}


@pytest.mark.parametrize("name", FORMATS)
def test_the_exit_code_does_not_depend_on_the_format(run, name):
    run(f"check --format {name}")
    run.promised()
    run(f"check --format {name}", code=1, **LATER)
    run(f"check --format {name} --fail-on never", **LATER)


@pytest.fixture
def late(run):
    """A promise that is overdue, in a workspace that is a folder of a repository."""
    run.promised()
    run.now = LATER["PROMISECTL_NOW"]
    return run


def test_paths_for_hosts_are_those_of_the_repository(late):
    late.git("init", "-q", "..")
    way = f"{late.folder.name}/ledgers/claims/clm-k7m2x9qd.yaml"
    for name in ("github", "gitlab", "sarif", "rdjson", "junit", "markdown"):
        assert way in late(f"check --format {name}", code=1).out
    assert late("check --format json", code=1).json["findings"][0]["path"] == "ledgers/claims/clm-k7m2x9qd.yaml"


def test_a_summary_is_appended_where_github_wants_one(late, tmp_path):
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    said = late("check --format github", code=1, GITHUB_STEP_SUMMARY=str(page))
    assert said.lines[0].startswith("::error file=ledgers/claims/clm-k7m2x9qd.yaml,line=")
    assert page.read_text().startswith("before\n`promisectl check` (2026-03-20): errors: 1")
    page.write_bytes(b"x" * 900 * 1024)
    late("check --format github", code=1, GITHUB_STEP_SUMMARY=str(page))
    assert page.stat().st_size == 900 * 1024


def test_a_summary_that_cannot_be_written_is_told_and_changes_nothing(late, tmp_path):
    said = late("check --format github", code=1, GITHUB_STEP_SUMMARY=str(tmp_path))
    assert "cannot write" in said.err
    assert said.out.startswith("::error ")


def test_only_github_writes_a_summary(late, tmp_path):
    late("check --format sarif", code=1, GITHUB_STEP_SUMMARY=str(tmp_path / "page"))
    assert not (tmp_path / "page").exists()


def test_settings_that_do_not_hold_are_told_in_every_format(late):
    late.write("promisectl.yaml", "format: 1\ntimezone: Nowhere\n")
    for name in FORMATS:
        assert "PC108" in late(f"check --format {name}", code=1).out
    assert late("check --format json", code=1).json["as_of"] is None


def test_the_same_is_found_in_every_format(late):
    count = len(late("check --format json", code=1).json["findings"])
    assert len(late("check --format json-lines", code=1).rows) == count
    assert len(late("check --format github", code=1).lines) == count
    assert len(late("check --format concise", code=1).lines) == count
    assert len(json.loads(late("check --format gitlab", code=1).out)) == count
    assert len(json.loads(late("check --format sarif", code=1).out)["runs"][0]["results"]) == count
    assert len(json.loads(late("check --format rdjson", code=1).out)["diagnostics"]) == count
    assert len(ET.fromstring(late("check --format junit", code=1).out).findall(".//testcase")) == count


def test_fingerprints_outlive_a_line_above(late):
    before = json.loads(late("check --format gitlab", code=1).out)
    path = "ledgers/claims/clm-k7m2x9qd.yaml"
    late.write(path, "# a remark\n\n" + late.read(path))
    after = json.loads(late("check --format gitlab", code=1).out)
    assert [row["fingerprint"] for row in after] == [row["fingerprint"] for row in before]
    assert after[0]["location"]["lines"]["begin"] == before[0]["location"]["lines"]["begin"] + 2


def test_a_report_goes_to_a_file_even_if_there_is_nothing_to_report(run):
    for name in ("gitlab", "json-lines", "github"):
        run(f"check --format {name} --output ../{name}.out")
    assert run.read("../gitlab.out") == "[]\n"
    assert run.read("../github.out").strip() == ""
