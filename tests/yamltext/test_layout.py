"""The usual layout: values, quotes and comments stay, doing it twice does nothing, and what is unsafe is left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from promisectl.yamltext.emit import promise_text
from promisectl.yamltext.head_order import HEAD_ORDER
from promisectl.yamltext.layout import laid_out

from .handwriting import Page
from .test_splice import changed, document_of, pages, said


def laid(text: str) -> str:
    new = laid_out(text.encode())
    assert new is not None
    assert laid_out(new) == new
    return new.decode()


@pytest.mark.parametrize(
    "examples", [pytest.param(400, id="quick"), pytest.param(4000, id="torture", marks=pytest.mark.torture)]
)
def test_any_handwriting_is_put_into_the_usual_layout_without_loss(examples: int) -> None:
    @settings(max_examples=examples, deadline=None, database=None)
    @given(pages())
    def law(drawn: tuple[Page, int, int]) -> None:
        page, _, _ = drawn
        new = laid_out(page.data)
        if new is None:
            assert page.keeps  # a text that would take the blank lines of a new neighbour
            return
        text, document = document_of(new)
        assert document.value == page.values
        assert laid_out(new) == new
        assert new.startswith(b"\xef\xbb\xbf") == page.bom
        assert text.endswith("\r\n" if page.crlf else "\n")
        assert not document.values[()].flow
        order = [HEAD_ORDER.index(key) for key in document.value if key in HEAD_ORDER]
        assert order == sorted(order)
        assert {span.column for way, span in document.keys.items() if len(way) == 1} == {1}
        marks = re.findall(r"# c\d+\.", page.text)
        assert sorted(re.findall(r"# c\d+\.", text)) == sorted(marks)

    law()


def test_keys_lists_and_dashes_go_where_they_usually_stand() -> None:
    assert laid(
        """\
# the file
history:
    -   act: request   # she asked
        # about the date
        by: ana
        terms:
            what:  'Inspect: it'
            criteria:
                - one
    # and then
    - {act: agree}
  # trailing
state: requested
# the title
what: >-
     Inspect
     it

due:
    2026-03-06
id: clm-k7m2x9qd
# the end
"""
    ) == (
        """\
# the file
id: clm-k7m2x9qd
# the title
what: >-
  Inspect
  it

due:
  2026-03-06
state: requested
history:
- act: request   # she asked
  # about the date
  by: ana
  terms:
    what:  'Inspect: it'
    criteria:
    - one
# and then
- {act: agree}
  # trailing
# the end
"""
    )


def test_a_file_between_brackets_becomes_lines() -> None:
    text = '# c1\n{id: clm-k7m2x9qd, # c2\n history: [{act: request}], what: "a: b" # c3\n} # c4\n# c5'
    assert laid(text) == ('# c1\nid: clm-k7m2x9qd\nwhat: "a: b"\n# c2\nhistory: [{act: request}]\n# c3\n# c4\n# c5\n')


def test_what_commands_write_is_in_the_usual_layout() -> None:
    act = {"act": "request", "by": "ana", "at": "2026-03-02T09:10:00-03:00", "terms": {"what": "x", "criteria": ["a"]}}
    values = {"id": "clm-k7m2x9qd", "what": "x", "criteria": ["a", "b"], "state": "requested", "history": [act]}
    text = promise_text(values)
    assert laid(text) == text
    longer = changed(text, said({"act": "note", "by": "ana", "at": "2026-03-02T09:10:00-03:00", "note": "a\nb"}))
    assert laid(longer) == longer


@pytest.mark.parametrize(
    "data",
    [b"", b"# nothing yet\n", b"- a\n", b"a: [", b"\xff", b"a: &x b\n", b"a: 1\n---\nb: 2\n", b"a: 1\na: 2\n", b"{}\n"],
)
def test_what_cannot_be_read_as_one_promise_is_left_alone(data: bytes) -> None:
    assert laid_out(data) is None


@pytest.mark.parametrize("text", ["x-a: |+\n  text\n\nid: a-1\n\n", "id: a-1\nnotes: |\n  ended by the file"])
def test_where_a_text_would_become_another_nothing_is_done(text: str) -> None:
    assert laid_out(text.encode()) is None
