"""Scalars are strings until the schema types them: `no`, `0012`, `1.10` and `12:30` mean themselves, in both readers."""

from __future__ import annotations

import pytest

from promisectl.model.promise import Promise
from promisectl.store.reading import read_promises
from promisectl.yamltext.exact import read_exact
from promisectl.yamltext.fast import read_fast

THEMSELVES = [
    "no",
    "yes",
    "on",
    "Off",
    "y",
    "true",
    "False",
    "0012",
    "1.10",
    "12:30",
    "1e3",
    "0x1F",
    "0o17",
    "1_000",
    ".5",
    "-1",
    "+1",
    "nan",
    ".inf",
    "2026-03-06",
    "2026-13-45",
    "2026-03-02T09:10:00Z",
    "=",
    "1,5",
    "50 %",
    "3 photos",
]


def promise(text: str) -> Promise:
    promises, findings = read_promises(text.encode(), "ledgers/claims/clm-k7m2x9qd.yaml", "claims")
    assert findings == []
    return promises[0]


@pytest.mark.parametrize("word", THEMSELVES)
def test_a_word_means_itself_plain_quoted_and_in_a_list(word: str) -> None:
    for written in (word, f"'{word}'", f'"{word}"'):
        text = f"id: clm-k7m2x9qd\nwhat: {written}\ncriteria: [{written.replace(',', ' ')}]\ntags:\n- {written}\n"
        file = promise(text).file
        assert (file.what, file.criteria, file.tags) == (word, (word.replace(",", " "),), (word,))


@pytest.mark.parametrize("word", THEMSELVES)
def test_the_fast_reader_says_the_same_or_nothing(word: str) -> None:
    text = f"what: {word}\n"
    assert read_exact(text)[0][0].value == {"what": word}
    assert read_fast(text.encode()) in (None, {"what": word})


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_only_nothing_a_tilde_and_null_are_no_text_and_quoted_they_are_one(word: str) -> None:
    assert read_exact(f"a: {word}\n")[0][0].value == {"a": None}
    assert read_exact(f"a: '{word}'\n")[0][0].value == {"a": word}
    assert read_fast(f"a: {word}\n".encode()) in (None, {"a": None})
    assert read_fast(f"a: '{word}'\n".encode()) in (None, {"a": word})


def test_a_number_is_read_where_the_schema_wants_one_quoted_or_not() -> None:
    assert promise("id: clm-k7m2x9qd\nwhat: x\nweight: 7\n").file.weight == 7
    assert promise("id: clm-k7m2x9qd\nwhat: x\nweight: '7'\n").file.weight == 7
