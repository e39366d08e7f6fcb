"""The fast reader and the exact one agree: whatever the fast one answers, the exact one reads the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from promisectl.store.yaml_exact import read_exact
from promisectl.store.yaml_fast import read_fast

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
        "12:30",
        "true",
        "null",
        "~",
        "nan x",
        "Infinity",
        "2bd from activation",
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
