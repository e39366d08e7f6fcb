"""What commands write is read back as the same text, whatever the text is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisectl.yamltext.emit import flow
from promisectl.yamltext.exact import read_exact
from promisectl.yamltext.quoting import scalar

ODD = st.sampled_from(list("ab:-#[]{},'\" \n\t?!&*|>%@`~0.1ñ\u2028\ufeffé¿/\\\x85\x7f\x1b😀=yn<"))
TEXT = st.text(alphabet=st.one_of(ODD, st.characters(exclude_categories=["Cs"])), max_size=12)


def read(text: str) -> object:
    documents, faults = read_exact(text)
    assert not faults, (text, [str(fault.note) for fault in faults])
    return documents[0].value


@settings(max_examples=2000, deadline=None)
@given(TEXT)
def test_every_text_comes_back_as_it_was_written(text: str) -> None:
    assert read(f"a: {scalar(text)}\nb:\n- {scalar(text)}\n") == {"a": text, "b": [text]}
    assert read(f"a: {flow([text, {'k': text}])}\n") == {"a": [text, {"k": text}]}


@pytest.mark.parametrize(
    "text",
    ["Inspect the vehicle of claim 88123", "it's done", "¿listo?", "8 photos", "https://x.org/y", "2026-03-06", "a, b"],
)
def test_ordinary_words_stay_without_quotes(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize("text", ["no", "12:30", "0012", "1.10", "true", "a: b", "x #y", "- z", "", " a", "a ", "~"])
def test_what_another_reader_would_take_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text) == f'"{text}"'
