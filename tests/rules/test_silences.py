"""Silences: what is a comment, what it quiets, and what is wrong with it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenery import files_of, findings_of

from promisectl.checking.examples import AGREE, example
from promisectl.checking.silences import find_silences
from promisectl.checking.silencing import apply_silences

TODAY = date(2026, 3, 31)
GOOD = "# promisectl: ignore PC604 until 2026-06-15 because we trust each other"


def seen(text):
    return [(s.codes, s.until, s.line, s.reach, s.target) for s in find_silences(text)]


def judged(text, **options):
    found = apply_silences(findings_of(text, **options), files_of(text), TODAY, **options)
    return sorted((f.code, f.where.line) for f in found)


def test_on_the_line_above_it_or_before_the_first_key():
    text = """\
# a note
# promisectl: ignore PC3, PC607 until 2026-06-15
id: x
due: 2026-03-06  # promisectl: ignore PC301 until 2026-04-30 because of the strike
# promisectl: ignore PC604 until 2026-05-01
# promisectl: ignore PC605 PC606 until 2026-05-02
what: y
"""
    assert seen(text) == [
        (("PC3", "PC607"), date(2026, 6, 15), 2, "file", 0),
        (("PC301",), date(2026, 4, 30), 4, "line", 4),
        (("PC604",), date(2026, 5, 1), 5, "next line", 7),
        (("PC605", "PC606"), date(2026, 5, 2), 6, "next line", 7),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f'id: x\nnote: "a {GOOD}"\n',
        f"id: x\nnote: 'it''s {GOOD}'\n",
        f'id: x\nnote: "two\n  lines {GOOD}"\n',
        f"id: x\nnote: |\n  a\n\n  {GOOD}\n",
        f"- note: >-\n    a\n    {GOOD}\n  b: c\n",
        f"id: x\nnote: |2 # why\n  {GOOD}\n",
        f"- |\n {GOOD}\n",
        f"id: x\nnote: a{GOOD}\n",
        f"id: x\nlist: [a, 'b {GOOD}', c]\n",
        f'{{"a": "b {GOOD}"}}\n',
    ],
)
def test_what_only_looks_like_a_comment_is_none(text):
    assert seen(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"id: x\nnote: it's {GOOD}\n",
        f"id: x\nnote: |\n  a\n{GOOD}\nb: c\n",
        f"- note: |\n    a\n  {GOOD}\n  b: c\n",
        f"id: x\nnote: see -> {GOOD}\n",
        f"id: x\nnote: a - >\n{GOOD}\nb: c\n",
        f"id: x\nlist: [a, 'b', c] {GOOD}\n",
        f'id: x\nnote: "a \\" b" {GOOD}\n',
        f"id: x\r\nnote: y {GOOD}\r\n",
        f"id: x\nnote: |\n  a\n\n  b\nc: d {GOOD}\n",
        f'id: x\nnote: 5" {GOOD}\n',
    ],
)
def test_a_real_comment_is_one(text):
    assert [s.until for s in find_silences(text)] == [date(2026, 6, 15)]


BARE = example(AGREE, criteria=None)


def test_a_silence_quiets_its_file_or_its_line():
    assert judged(BARE) == [("PC604", 2)]
    assert judged(f"{GOOD}\n{BARE}") == []
    assert judged(BARE.replace("what:", f"{GOOD}\nwhat:", 1)) == []
    assert judged(BARE.replace("customer: ana", f"customer: ana  {GOOD}", 1)) == [("PC111", 3), ("PC604", 2)]


@pytest.mark.parametrize(
    "comment, note",
    [
        ("# promisectl: ignore PC604", "names no day"),
        ("# promisectl: ignore PC604 because we trust", "names no day"),
        ("# promisectl: ignore PC604 until June", "names no day"),
        ("# promisectl: ignore PC604 until 2026-02-30", "names no day"),
        ("# promisectl: ignore PC604 until 2026-03-30", "until 2026-03-30"),
        ("# promisectl: ignore PC604 until 2026-06-30", "more than 90 days"),
        ("# promisectl: ignore until 2026-06-15", "no code"),
        ("# promisectl: ingore PC604 until 2026-06-15", "no code"),
    ],
)
def test_a_silence_without_a_future_day_quiets_nothing(comment, note):
    assert judged(f"{comment}\n{BARE}") == [("PC111", 1), ("PC604", 3)]
    (finding,) = apply_silences([], {"x": comment}, TODAY)
    assert note in str(finding.note)


def test_the_law_cannot_be_silenced():
    text = example(AGREE, due="2026-04-24", opened_due="2026-04-20")
    assert judged(f"# promisectl: ignore PC205 until 2026-06-15\n{text}") == [("PC111", 1), ("PC205", 6)]


def test_a_silence_holds_on_its_last_day():
    assert judged(f"{GOOD.replace('2026-06-15', '2026-03-31')}\n{BARE}") == []


def test_a_silence_of_a_code_that_was_not_looked_for_is_not_unused():
    assert judged(f"{GOOD}\n{example(AGREE)}") == [("PC111", 1)]
    assert judged(f"{GOOD}\n{example(AGREE)}", select=["PC1"]) == []
    assert judged(f"{GOOD}\n{example(AGREE)}", ignore=["PC604"]) == []
    assert judged(f"{GOOD.replace('PC604', 'PC6')}\n{example(AGREE)}", select=["PC111", "PC601"]) == [("PC111", 1)]


@given(st.text(alphabet=" \n\t#:-|>'\"[]{},ab\\", max_size=60))
def test_any_text_is_read_without_a_fault(text):
    for silence in find_silences(f"{text}\n{GOOD}\n"):
        assert silence.line == text.count("\n") + 2
