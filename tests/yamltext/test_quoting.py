"""One rule of quoting: whatever text is written, every reader of YAML takes it for the same text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from promisectl.checking.lines import value_text
from promisectl.yamltext.exact import read_exact
from promisectl.yamltext.quoting import scalar

ODD = st.sampled_from(list("ab:-#[]{},'\" \n\t?!&*|>%@`~0.1ñ\u2028\ufeffé¿/\\\x85\x7f\x1b😀=yn<"))
TEXT = st.text(alphabet=st.one_of(ODD, st.characters(exclude_categories=["Cs"])), max_size=12)
LIKE_A_NUMBER = st.text(alphabet=st.sampled_from(list("0123456789abcdefxoXOTtZz_.,:+- eE")), max_size=10)
WORDS = st.sampled_from(
    [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "true",
        "null",
        "nan",
        "inf",
        "~",
        "=",
        "<<",
        ".nan",
        ".inf",
        "-.inf",
        "0x1F",
        "0b1",
        "0o17",
        "1_000",
    ]
)
ANY_TEXT = st.one_of(TEXT, LIKE_A_NUMBER, WORDS)
TYPED_BY_THE_SCHEMA = ["2026-03-09", "2026-03-09T10:00:00Z", "2026-03-09T10:00:00-03:00", "5d", "2bd", "12bh"]


def exactly(text: str) -> object:
    documents, faults = read_exact(text)
    assert not faults, text
    return documents[0].value


READERS: dict[str, Callable[[str], object]] = {
    "promisectl": exactly,
    "PyYAML": yaml.safe_load,
    "ruamel.yaml": YAML(typ="safe", pure=True).load,
}


def is_typed_elsewhere(text: str) -> bool:
    """A day or an instant: plain because the schema types it; other readers type it as well."""
    return text[:4].isdigit() and text[4:5] == "-" and scalar(text) == text


@pytest.mark.parametrize("name", READERS)
def test_every_reader_takes_what_is_written_for_the_same_text(name: str) -> None:
    @settings(max_examples=800, deadline=None, database=None)
    @given(ANY_TEXT)
    def law(text: str) -> None:
        block, flow = scalar(text), scalar(text, flow=True)
        written = f"a: {block}\nb:\n- {block}\nc: [{flow}, {{k: {flow}}}]\n"
        if name == "promisectl" or not is_typed_elsewhere(text):
            assert READERS[name](written) == {"a": text, "b": [text], "c": [text, {"k": text}]}, written

    law()


@pytest.mark.parametrize(
    "text",
    [
        "0x1F",
        "0b1",
        "0o17",
        "2026-03-09 10:00:00",
        "1_000",
        "12:30",
        "no",
        ".5",
        "1e3",
        "0012",
        "1.10",
        "2026-13-45",
        "190:20:30",
        "~",
        "=",
    ],
)
def test_what_some_reader_takes_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text) == scalar(text, flow=True) == value_text(text) == f'"{text}"'


@pytest.mark.parametrize("text", [*TYPED_BY_THE_SCHEMA, "8 photos", "it's done", "3 d late", "2026-W10", "(so it is)"])
def test_ordinary_words_and_what_the_schema_types_stay_plain(text: str) -> None:
    assert scalar(text) == scalar(text, flow=True) == value_text(text) == text


@pytest.mark.parametrize("text", ["a, b", "https://x.org", "¿listo?", "a [b]"])
def test_between_brackets_more_is_quoted(text: str) -> None:
    assert scalar(text) == text
    assert scalar(text, flow=True) == value_text(text) == f'"{text}"'
