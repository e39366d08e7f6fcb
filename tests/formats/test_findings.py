"""Findings as text and as JSON."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisectl.formats.columns import width
from promisectl.formats.findings_concise import findings_concise, findings_statistics
from promisectl.formats.findings_full import findings_full
from promisectl.formats.findings_json import findings_document, render
from promisectl.formats.found import Found
from promisectl.formats.translator import Translator
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.model.place import Place, Spot
from promisectl.model.visible_text import escape_line

PATH = "ledgers/claims/clm-k7m2x9qd.yaml"
FINDING = Finding(
    "PC204",
    CODES["PC204"].title,
    Place(PATH, 31, 7, 12),
    promise="clm-k7m2x9qd",
    note=M(
        "only the customer ({customer}) may accept; {performer} is the performer", customer="ana", performer="diego"
    ),
    help=M(
        'ask {customer} to run `promisectl accept {id}`, or record her words: `--for {customer} --via "phone, 6 March"`',
        customer="ana",
        id="k7m",
    ),
    severity=Severity.ERROR,
    name="wrong-speaker",
)


def line_of(path, line):
    return "  by: diego"


def test_the_full_format_is_the_one_of_the_norm():
    assert findings_full([FINDING], line_of) == (
        """\
ledgers/claims/clm-k7m2x9qd.yaml:31:7: error[PC204] this act is not open to this speaker
   31 |   by: diego
      |       ^^^^^
   note: only the customer (ana) may accept; diego is the performer
   help: ask ana to run `promisectl accept k7m`, or record her words: `--for ana --via "phone, 6 March"`
"""
    )


def test_lines_to_paste_follow_the_help():
    text = findings_full(
        [replace(FINDING, note=None, help=M("paste"), paste="due: 2026-03-06\nstate: promised")], line_of
    )
    assert text.endswith("   help: paste\n      due: 2026-03-06\n      state: promised\n")


@pytest.mark.parametrize("line", ["", None, "   "])
def test_without_a_line_there_is_no_excerpt(line):
    assert "|" not in findings_full([replace(FINDING, help=None)], lambda path, number: line)


def test_what_was_not_located_shows_its_path():
    text = findings_full([replace(FINDING, where=Spot(PATH))], line_of)
    assert text.startswith(f"{PATH}: error[PC204] ")


@pytest.mark.parametrize(
    "line, column, end, excerpt, caret",
    [
        ("what: 漢字 x", 10, 11, "what: 漢字 x", "           ^"),
        ("a\x1b: diego", 5, 10, r"a\x1b: diego", "       ^^^^^"),
        ("e\u0301: diego", 5, 10, "e\u0301: diego", "   ^^^^^"),
        ("due:", 5, 5, "due:", "    ^"),
        ("due:", 3, 90, "due:", "  ^^"),
    ],
)
def test_the_caret_stands_under_what_is_meant(line, column, end, excerpt, caret):
    text = findings_full([replace(FINDING, where=Place(PATH, 3, column, end))], lambda path, number: line)
    assert text.splitlines()[1:3] == [f"   3 | {excerpt}", f"     | {caret}"]


def test_a_long_line_is_cut_around_the_caret():
    line = "a" * 500 + "MEANT" + "b" * 500
    text = findings_full([replace(FINDING, where=Place(PATH, 3, 501, 506))], lambda path, number: line)
    excerpt, caret = text.splitlines()[1:3]
    assert len(excerpt) < 180
    assert excerpt[caret.index("^") : caret.rindex("^") + 1] == "MEANT"


def test_colour_changes_nothing_but_colour():
    import re

    coloured = findings_full([FINDING], line_of, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == findings_full([FINDING], line_of)


def test_colour_reads_no_markup_from_the_ledger():
    finding = replace(FINDING, note=M("{words}", words="[bold]x[/bold] [link=http://evil]y[/link]"))
    assert "[bold]x[/bold] [link=http://evil]y[/link]" in findings_full([finding], line_of, colour=True)


def test_the_concise_format_is_one_line_each():
    assert findings_concise([FINDING, FINDING]).splitlines() == 2 * [
        f"{PATH}:31:7: error[PC204] this act is not open to this speaker: "
        "only the customer (ana) may accept; diego is the performer"
    ]


def test_statistics_count_by_code():
    late = replace(FINDING, code="PC301")
    assert findings_statistics([FINDING, late, late]) == (
        "2  PC301  the promise is overdue\n1  PC204  this act is not open to this speaker\n"
    )
    assert findings_statistics([]) == ""


def test_the_json_document_has_the_shape_of_the_norm():
    assert findings_document(Found([FINDING], "2026-03-31")) == {
        "format_version": 1,
        "as_of": "2026-03-31",
        "findings": [
            {
                "code": "PC204",
                "name": "wrong-speaker",
                "severity": "error",
                "path": PATH,
                "line": 31,
                "column": 7,
                "end_column": 12,
                "promise": "clm-k7m2x9qd",
                "message": "this act is not open to this speaker",
                "note": "only the customer (ana) may accept; diego is the performer",
                "help": str(FINDING.help),
            }
        ],
        "counts": {"error": 1, "warning": 0, "info": 0},
    }
    assert list(findings_document(Found([], "x"))["counts"]) == ["error", "warning", "info"]


def test_json_never_changes_with_the_language_and_keeps_every_letter():
    finding = replace(FINDING, help=None, paste="x: ñ", note=M("{n}", n="\x1b ñ"))
    read = json.loads(render(Found([finding], "2026-03-31")))["findings"][0]
    assert (read["help"], read["note"]) == ("x: ñ", "\x1b ñ")


@given(st.text())
def test_json_holds_no_harmful_letter_and_reads_as_it_was(text):
    finding = replace(FINDING, note=M("{n}", n=text), name="")
    shown = render(Found([finding], "2026-03-31"))
    shown.encode("utf-8")
    assert escape_line(shown.replace("\n", "")) == shown.replace("\n", "")
    read = json.loads(shown)["findings"][0]
    assert (read["note"], read["name"]) == (text, "wrong-speaker")


def test_text_speaks_the_readers_language():
    say = Translator("es").say
    assert findings_full([FINDING], line_of, say).startswith(f"{PATH}:31:7: ")


@given(st.text())
def test_nothing_harmful_is_left_in_a_text(text):
    shown = escape_line(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E for c in shown)
    assert escape_line(shown) == shown
    shown.encode("utf-8")
    assert width(shown) >= 0


@given(st.text(min_size=1), st.integers(1, 40), st.integers(1, 60))
def test_any_line_and_any_span_can_be_shown(line, column, length):
    where = Place("a\nb", 3, column, column + length)
    text = findings_full([replace(FINDING, where=where)], lambda path, number: line)
    assert "\x1b" not in text
    assert text.startswith("a\\nb:3:")
    assert len(text.split("\n")) in (4, 6)


def test_invisible_letters_are_shown_and_joiners_kept():
    assert escape_line("a\u200bb\u202e\ud800\U000e0041") == "a\\u200bb\\u202e\\ud800\\U000e0041"
    assert escape_line("👩\u200d🔧 ñ 漢") == "👩\u200d🔧 ñ 漢"
