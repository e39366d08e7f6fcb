"""Texts of several lines: lines in the file and on the screen; what is promised is one line."""

from __future__ import annotations

import pytest

NOTE = "first line\n\nsecond line: # no comment\n- third"
IN_THE_FILE = """\
  note: |-
    first line

    second line: # no comment
    - third
"""


@pytest.fixture
def noted(run):
    run.promised()
    run(["note", "k7m", NOTE])
    return run


def test_a_note_stands_as_a_literal_block_in_the_file(noted):
    assert noted.promise().endswith(IN_THE_FILE)
    assert noted("show k7m --format json").json["promise"]["history"][-1]["note"] == NOTE


def test_what_follows_a_literal_block_is_no_part_of_it(noted):
    noted(["note", "k7m", "one more"])
    noted("warn k7m --reason supplier --by diego")
    notes = [act.get("note") for act in noted("show k7m --format json").json["promise"]["history"]]
    assert notes[-3:] == [NOTE, "one more", None]
    assert noted("check").code == 0


def test_it_is_read_line_by_line(noted):
    shown = [line.strip() for line in noted("show k7m").lines]
    at = shown.index("“first line")
    assert shown[at : at + 4] == ["“first line", "", "second line: # no comment", "- third”"]


def test_markdown_parts_the_lines(noted):
    assert "“first line<br>second line: \\# no comment<br>\\- third”" in noted("show k7m --format markdown").out


def test_a_list_shows_the_first_line_of_a_warning(run):
    run.promised()
    run(["warn", "k7m", "--reason", "supplier", "--note", "disk is late\nit comes on Tuesday", "--by", "diego"])
    assert "disk is late" in run("list").out
    assert "Tuesday" not in run("list").out


def test_evidence_may_have_lines_too(run):
    run.promised()
    run(["deliver", "k7m", "-e", "report 12\nand its annex", "-e", "photos", "--by", "diego"])
    assert run.promise().endswith("  evidence:\n  - |-\n    report 12\n    and its annex\n  - photos\n")


@pytest.mark.parametrize(
    "note", [" leading blank\nx", "trailing blank \nx", "\nfirst is empty", "last is empty\n\n", "tab\there\nx"]
)
def test_what_a_literal_block_cannot_say_is_quoted_and_stays_what_it_was(run, note):
    run.promised()
    run(["note", "k7m", note])
    assert run("show k7m --format json").json["promise"]["history"][-1]["note"] == note


def test_what_is_promised_is_one_line_and_that_is_said(run):
    said = run(["request", "diego", "Inspect\nthe vehicle", "fri", "--id", "clm-k7m2x9qd"])
    assert "what: Inspect the vehicle\n" in run.promise()
    assert "its lines were joined" in said.err
    run(["counter", "k7m", "--what", "Inspect\n\nthe truck", "--by", "diego"])
    assert "what: Inspect the truck" in run.promise()
