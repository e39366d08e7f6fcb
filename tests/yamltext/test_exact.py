"""The exact reader's two parsers: what libyaml is too old for is read all the same, and every place is the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from ruamel.yaml.error import YAMLError

from promisectl.model.limits import MAX_SCALAR
from promisectl.yamltext.composer import Composer, Refused
from promisectl.yamltext.exact import Document, Fault, read_exact
from promisectl.yamltext.libyaml import parser
from promisectl.yamltext.pure import REFUSALS, PureParser

from .handwriting import Page
from .test_splice import pages
from .test_two_readers import SOUP

Reading = tuple[list[Document], list[Fault]] | None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("[https://x]", ["https://x"]),
        ("{at: 2026-03-09T10:00:00Z, for: ext:claim-1}", {"at": "2026-03-09T10:00:00Z", "for": "ext:claim-1"}),
        ("[\n  a:b]", ["a:b"]),
        ("[:y]", [":y"]),
        ('"\\ud83d\\ude00"', "😀"),
        ("[?x]", ["?x"]),
        ("{ ?x: y }", {"?x": "y"}),
        ("[\ue000, a:b]", ["\ue000", "a:b"]),
    ],
)
def test_what_libyaml_is_too_old_for_is_read(written: str, value: object) -> None:
    documents, faults = read_exact(f"a: {written}\nb: c\n")
    assert not faults
    assert documents[0].value == {"a": value, "b": "c"}
    assert documents[0].values["a",].end == 3 + len(written)


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ('"\\ud83d"', "half of a character (`\\ud83d`) stands here"),
        ("{: x}", "no key stands before this colon"),
        ("[a:, b]", "found unexpected ':'"),
        ('"\\Uffffffff"', "found invalid Unicode character escape code"),
    ],
)
def test_what_neither_parser_can_mean_is_refused(written: str, note: str) -> None:
    documents, faults = read_exact(f"a: {written}\n")
    assert (documents, [str(fault.note) for fault in faults]) == ([], [note])


def test_a_large_text_with_colons_between_brackets_is_read() -> None:
    text = "".join(f"k{number}: {{at: 2026-03-09T10:00:00Z, of: [a:b]}}\n" for number in range(MAX_SCALAR // 20))
    documents, faults = read_exact(text)
    assert not faults and documents[0].value["k7"] == {"at": "2026-03-09T10:00:00Z", "of": ["a:b"]}


def test_a_large_text_that_only_the_second_parser_could_read_is_refused() -> None:
    assert read_exact("a: [:y]\n" + "#" * (MAX_SCALAR - 8))[1] == []
    assert read_exact("a: [:y]\n" + "#" * MAX_SCALAR)[1] != []


def read_by(composer: Composer) -> Reading:
    try:
        return composer.documents(), composer.faults
    except Refused as refused:
        return [], [*composer.faults, refused.fault]
    except (YAMLError, *REFUSALS):
        return None


def same(text: str) -> None:
    first = read_by(Composer(text, parser(text, stand_ins=False), many=True))
    second = read_by(Composer(text, PureParser(text), many=True))
    if first and second and not first[1] and not second[1]:
        assert first == second


@settings(max_examples=500, deadline=None)
@given(SOUP)
def test_both_parsers_read_the_same_values_at_the_same_places_in_soup(text: str) -> None:
    same(text)


@settings(max_examples=60, deadline=None)
@given(pages())
def test_both_parsers_read_the_same_values_at_the_same_places_in_handwriting(drawn: tuple[Page, int, int]) -> None:
    same(drawn[0].text)
