"""The fast reader and the exact one agree: whatever the fast one answers, the exact one reads the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisectl.model.promise import PromiseFile
from promisectl.store import reading
from promisectl.yamltext.emit import promise_text
from promisectl.yamltext.exact import read_exact
from promisectl.yamltext.fast import key_count, read_fast, read_fast_json

from .conversations import CONVERSATIONS, FREE, balanced
from .handwriting import Page
from .test_splice import pages

KEYS = st.sampled_from(["id", "what", "history", "act", "by", "terms", "criteria", "due", "x-a", "null", "no"])
SCALARS = st.sampled_from(
    [
        "Inspect the vehicle",
        "2026-03-06",
        "2026-03-02T09:10:00-03:00",
        "2026-03-02T09:10:00Z",
        "no",
        "0012",
        "1.10",
        "5",
        "0",
        "0.6",
        "10.",
        "2026-W10",
        "2026-Q1",
        "2026-03",
        "20260306",
        "123456789012",
        "a, 5 b",
        "{rating: 5, fraction: 0.6, of: [1, 2]}",
        "[5, '5', 0.60]",
        "12:30",
        "true",
        "null",
        "~",
        "nan x",
        "Infinity",
        "2bd from activation",
        "5d",
        "12bh",
        "5days",
        "5d: x",
        "{a: {b: 5d}, c: [2bd, 3 x]}",
        "{a: {b: {c: d}}}",
        "8 photos",
        "1e5",
        "0x1F",
        "'quoted: text # here'",
        '"double quoted"',
        '"esc\\n"',
        "[a, b c]",
        "[]",
        "[2026-03-06, 'x']",
        "{due: 2026-03-06}",
        "{a: b, c: [d, e]}",
        "{a: b: c}",
        "[a: b]",
        "x # a comment",
        "a:b",
        "a: b",
        "Inspección del vehículo",
        "¿por qué?",
        "clm-k7m2x9qd",
        "ext:claim-88123",
        "|",
        ">-",
        "&a b",
        "*a",
        "!!str x",
        "- x",
        "a, b",
        "a]",
        "",
        " two  spaces",
        "trailing ",
    ]
)
PIECE = st.one_of(
    st.builds("{}: {}".format, KEYS, SCALARS),
    st.builds("{}:".format, KEYS),
    st.builds("- {}: {}".format, KEYS, SCALARS),
    st.builds("- {}".format, SCALARS),
    SCALARS,
    st.sampled_from(["# comment", "", "---", "...", "\t", "-"]),
)
LINE = st.builds(lambda indent, piece: " " * indent + piece, st.integers(0, 5), PIECE)
SOUP = st.builds(lambda lines, end: end.join(lines) + end, st.lists(LINE, max_size=9), st.sampled_from(["\n", "\r\n"]))


def agree(text: str) -> None:
    fast = read_fast(text.encode())
    if fast is None:
        return
    documents, faults = read_exact(text)
    assert not faults, (text, fast, faults)
    assert documents[0].value == fast, text


@settings(max_examples=3000, deadline=None)
@given(SOUP)
def test_whatever_the_fast_reader_answers_the_exact_reader_reads_the_same(text: str) -> None:
    agree(text)


@settings(max_examples=1500, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab:-#[]{},'\" \n\t?!&*|>%@`~0.1ñ\u2028\ufeff")), max_size=30))
def test_the_readers_agree_on_random_characters(text: str) -> None:
    agree(text)


def test_a_plain_promise_is_read_by_the_fast_reader() -> None:
    text = (
        "# a comment\nid: clm-k7m2x9qd\nwhat: Inspeccionar el vehículo 88123\ndue: 2026-03-06\n"
        "criteria:\n- report with 8 photos\n\nstate: promised\nhistory:\n- act: request\n  by: ana\n"
        "  at: 2026-03-02T09:10:00-03:00\n  terms: {due: 2026-03-06, criteria: [a, 'b']}\n"
    )
    assert read_fast(text.encode()) is not None
    agree(text)


# Whole promise files. rapidyaml says on stderr what it refuses: it must only be handed what it accepts.

FILES = tuple(
    promise_text(balanced(list(acts[: index + 1]), FREE if index % 2 else {}))
    for acts in CONVERSATIONS
    for index in range(len(acts))
)
ODD_LINES = st.sampled_from(
    """
  |#|- x|  - x|x-b:|  x-b:|x-b: {|x-b: [a, b|x-b: 'it''s'|x-b: &a|x-b: a: b|x-b:  two|x-b: 'a' b|x-b: [a]]|x-b: {a: b}}
  |x-b: {a}|x-b: [a:b]|x-b: {a: {b: c}}|x-b: [[a]]|x-b: "a\\tb"|x-b: a\tb|---|...|\t|?|? x|: x|x-b: !t a|x-b: *a
""".strip("\n").replace("\n", "").split("|")
)  # fmt: skip


@st.composite
def broken(draw: st.DrawFn) -> str:
    """Draw a good file to whose lines something was done: moved, doubled, dropped, cut short, another put between."""
    lines = draw(st.sampled_from(FILES)).split("\n")
    for _ in range(draw(st.integers(1, 3))):
        index = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 6)):
            case 0:
                lines[index] = " " * draw(st.integers(0, 6)) + lines[index].lstrip()
            case 1:
                lines.insert(index, lines[index])
            case 2:
                del lines[index : index + 1]
            case 3:
                lines[index] = lines[index][: draw(st.integers(0, 40))]
            case 4:
                lines.insert(index, draw(ODD_LINES))
            case 5:
                lines[index] += draw(
                    st.sampled_from([" ", " # c", "#c", ":", ",", "]", "'", '"', "\\", "\r", " x", ": x"])
                )
            case _:
                lines[index] = lines[index].replace(*draw(st.sampled_from(REPLACED)))
        lines = lines or [""]
    return "\n".join(lines)


REPLACED = [
    (" ", "  "),
    (" ", ""),
    (":", " :"),
    ("-", ""),
    ('"', "'"),
    ("[", "["),
    (", ", ","),
    ("{", "{ "),
    ("a", '"'),
]


def agree_on_a_promise(text: str) -> None:
    """Whatever the fast way makes of a file, the exact way makes the same of it."""
    agree(text)
    fast = reading._read_plain(text.encode())
    if fast is not None:
        documents, faults = read_exact(text)
        assert not faults, text
        assert PromiseFile.model_validate(documents[0].value) == fast, text


@pytest.mark.parametrize(
    "examples", [pytest.param(2000, id="quick"), pytest.param(30_000, id="torture", marks=pytest.mark.torture)]
)
def test_they_agree_on_files_to_whose_lines_something_was_done_and_say_nothing(
    examples: int, capfd: pytest.CaptureFixture[str]
) -> None:
    settings(max_examples=examples, deadline=None, database=None)(given(broken())(agree_on_a_promise))()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("tidy", [True, False])
def test_they_agree_on_files_of_any_handwriting_and_say_nothing(tidy: bool, capfd: pytest.CaptureFixture[str]) -> None:
    @settings(max_examples=300, deadline=None, database=None)
    @given(pages(tidy=tidy))
    def law(drawn: tuple[Page, int, int]) -> None:
        agree_on_a_promise(drawn[0].text)

    law()
    assert capfd.readouterr() == ("", "")


def test_they_agree_on_soup_and_say_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    settings(max_examples=1000, deadline=None, database=None)(given(SOUP)(agree))()
    assert capfd.readouterr() == ("", "")


# A mapping within one between brackets, an escape, a literal block and a null are the exact reader's.
NESTED = re.compile(r"\{[^{}\n]*\{")
LEFT = ("x-deep", "\\", ": |", ": null")
PLAIN_FILES = [text for text in FILES if not NESTED.search(text) and not any(mark in text for mark in LEFT)]


@pytest.mark.parametrize("text", PLAIN_FILES)
def test_what_commands_write_is_read_by_the_fast_reader(text: str) -> None:
    assert read_fast(text.encode()) is not None


@pytest.mark.parametrize("value", ['"x: y"', "'a\": b'", '\'say ": "no": \'', '"it\'s: so"', '[\'": \', "k"]'])
def test_keys_are_counted_whatever_the_texts_hold(value: str) -> None:
    as_json = read_fast_json(f"a: {value}\nb: {{c: d, e: {value}}}\n".encode())
    assert as_json is None or key_count(as_json) == 4


@pytest.mark.parametrize("value", ["5", "0", "0.6", "1.10", "2026-W10", "2026-Q1", "2026-03"])
def test_numbers_and_periods_are_texts_to_the_fast_reader(value: str) -> None:
    text = f"a: {value}\nb: [{value}, x]\nc: {{d: {value}}}\ne:\n- {value}\nf: 'say, 5: 6'\n"
    expected = {"a": value, "b": [value, "x"], "c": {"d": value}, "e": [value], "f": "say, 5: 6"}
    assert read_fast(text.encode()) == read_exact(text)[0][0].value == expected


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("ledgers/*/**/*.yaml"))


def test_the_fast_reader_takes_almost_every_promise_of_the_examples() -> None:
    declined = [path for path in EXAMPLES if read_fast(path.read_bytes()) is None]
    assert len(EXAMPLES) > 200
    assert len(declined) <= len(EXAMPLES) * 0.02
