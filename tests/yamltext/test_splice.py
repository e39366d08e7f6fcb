"""Byte faithfulness: a command changes the lines it must and no other byte (format.md, Writing rules).

Hypothesis writes a promise file by hand, in any style; then what a command does is done to it. The file must say
exactly what was meant; every line of what did not change must be there as it was, in order; every comment must be
there that did not stand on a line that went.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisectl.app.acts.record import balance
from promisectl.model.trouble import Trouble
from promisectl.yamltext.exact import Document, decode, read_exact
from promisectl.yamltext.splice import Splice

from .conversations import CHANGES, CONVERSATIONS, FREE, balanced, standing_of
from .handwriting import Hand, Line, Page, tapes

Raw = dict[str, Any]
SCENES = [(number, count) for number, acts in enumerate(CONVERSATIONS) for count in range(1, len(acts) + 1)]


@cache
def standing_at(number: int, count: int) -> Any:
    return standing_of(list(CONVERSATIONS[number][:count]))


@cache
def head_at(number: int, count: int) -> Raw:
    return {key: value for key, value in balanced(list(CONVERSATIONS[number][:count]), {}).items() if key != "history"}


def document_of(data: bytes) -> tuple[str, Document]:
    text = decode(data)
    assert isinstance(text, str)
    documents, faults = read_exact(text)
    assert not faults, ([str(fault.note) for fault in faults], text)
    return text, documents[0]


@st.composite
def pages(draw: st.DrawFn, *, tidy: bool = False) -> tuple[Page, int, int]:
    """Draw a file in any handwriting whose head balances with its history; say which conversation, how far."""
    number, count = draw(st.sampled_from(SCENES))
    free = draw(st.lists(st.sampled_from(sorted(FREE)), unique=True, max_size=4))
    history = list(CONVERSATIONS[number][:count])
    head = head_at(number, count)
    state = {"state": head["state"]}
    values = {key: value for key, value in head.items() if key != "state"}
    values |= {key: FREE[key] for key in free} | state | {"history": history}
    page = Hand(draw(tapes), tidy=tidy).page(values)
    text, document = document_of(page.data)
    assert document.value == values, text
    return page, number, count


# What must hold whatever is done to a file.


def comments(lines: list[Line]) -> list[tuple[str, Line]]:
    return [("# c" + part.split(".", 1)[0], line) for line in lines for part in line.text.split("# c")[1:]]


def unit(text: str, document: Document, way: tuple[Any, ...]) -> str:
    """Return the text of a value, from its first byte to the end of the last scalar or bracket in it."""
    whole = document.values[way]
    leaves = [
        span.end
        for inner, span in document.values.items()
        if inner[: len(way)] == way and (span.flow or not any(k[:-1] == inner for k in document.values if k))
    ]
    return text[whole.start : whole.end if whole.flow else max(leaves)].rstrip()


def is_kept(line: Line, changed: set[Any], page: Page) -> bool:
    """Whether a line belongs to nothing that changed."""
    if line.owner is None:
        return True
    if page.root_flow or line.owner == ():
        return not changed
    return line.owner not in changed


def assert_faithful(page: Page, after: bytes, meant: Raw) -> None:
    before = page.values
    text, document = document_of(after)
    assert document.value == meant
    assert after.startswith(b"\xef\xbb\xbf") == page.bom
    assert text.count("\n") == (text.count("\r\n") if page.crlf else text.replace("\r", "").count("\n"))
    assert page.crlf or "\r" not in text

    changed = {(key,) for key in {**before, **meant} if before.get(key, ...) != meant.get(key, ...)}
    old, new = before["history"], meant["history"]
    if ("history",) in changed:
        changed |= {("history", index) for index in range(len(old)) if old[index : index + 1] != new[index : index + 1]}
        changed -= set() if document_of(page.data)[1].values[("history",)].flow else {("history",)}

    # A missing line end at the end stays missing, unless the last line itself went: a blank one may be the last then.
    assert text.endswith("\n") or not page.ended
    assert not text.endswith("\n") or page.ended or not is_kept(page.lines[-1], changed, page)

    # Every line that belongs to nothing that changed is there, as it was, in order (a blank line would be part of
    # a `|+` text whose next line went).
    lines = text.split("\r\n" if page.crlf else "\n")
    at = 0
    for line in page.lines:
        if not is_kept(line, changed, page) or (page.keeps and not line.text.strip()):
            continue
        while at < len(lines) and not is_same(lines[at], line, changed):
            at += 1
        assert at < len(lines), f"gone or moved: {line.text!r}"
        at += 1

    # Every comment is there, unless it stood on a line of what changed.
    for mark, line in comments(page.lines):
        kept = is_kept(line, changed, page) or is_rewritten_in_place(line, before, meant, page)
        assert text.count(mark + ".") == 1 or not kept, f"lost: {line.text!r}"

    # What did not change is written as it was, to the byte.
    was, there = document_of(page.data)
    for way in there.values:
        if len(way) == 1 and way not in changed and way != ("history",):
            assert unit(text, document, way) == unit(was, there, way)
        if len(way) == 2 and way[0] == "history" and way not in changed:
            assert unit(text, document, way) == unit(was, there, way)


def is_same(line: str, old: Line, changed: set[Any]) -> bool:
    """What belongs to nobody may move to the left, out of the reach of a block scalar that became its neighbour."""
    moved = old.owner is None and len(line) < len(old.text) and line.lstrip() == old.text.lstrip()
    return line == old.text or (bool(changed) and moved)


def is_rewritten_in_place(line: Line, before: Raw, meant: Raw, page: Page) -> bool:
    """Whether a line belongs to a text that became another text."""
    if page.root_flow or not line.owner or len(line.owner) != 1:
        return False
    key = line.owner[0]
    return isinstance(before.get(key), str) and isinstance(meant.get(key), str)


def spliced(page: Page, *deeds: Any) -> bytes:
    splice = Splice(page.data, "clm-k7m2x9qd.yaml")
    for deed in deeds:
        deed(splice)
    return splice.result()


def with_head(values: Raw, number: int, count: int) -> Raw:
    """Return values with the head that balances with so many acts of a conversation."""
    terms = ("what", "customer", "performer", "within", "calendar", "due", "criteria", "condition", "pause-on", "state")
    return {key: value for key, value in values.items() if key not in terms} | head_at(number, count)


# The laws. Each is searched twice: in the ordinary run, and for longer in the torture.


def searched(law: Any) -> Any:
    """Make a law two tests: an ordinary one, and a torture of many more examples."""
    lengths = [pytest.param(400, id="quick"), pytest.param(4000, id="torture", marks=pytest.mark.torture)]
    return pytest.mark.parametrize("examples", lengths)(law)


def search(examples: int, *strategies: Any) -> Any:
    def run(law: Any) -> None:
        settings(max_examples=examples, deadline=None, database=None)(given(*strategies)(law))()

    return run


@searched
def test_an_act_is_appended_and_the_head_follows_and_nothing_else_changes(examples: int) -> None:
    @search(examples, pages(), st.integers(1, 2))
    def law(drawn: tuple[Page, int, int], steps: int) -> None:
        page, number, count = drawn
        acts = CONVERSATIONS[number][count : count + steps]
        if not acts:
            return
        deeds = [lambda splice, raw=raw: splice.append_act(raw) for raw in acts]
        standing = standing_at(number, count + len(acts))
        after = spliced(page, *deeds, lambda splice: balance(splice, standing))
        meant = with_head(page.values, number, count + len(acts)) | {"history": [*page.values["history"], *acts]}
        assert_faithful(page, after, meant)


@searched
def test_a_free_field_is_set_replaced_or_removed_and_nothing_else_changes(examples: int) -> None:
    @search(examples, pages(), st.sampled_from(CHANGES))
    def law(drawn: tuple[Page, int, int], change: tuple[str, Any]) -> None:
        page, _, _ = drawn
        key, value = change
        after = spliced(page, lambda splice: splice.set_key(key, value))
        meant = {name: there for name, there in page.values.items() if name != key}
        assert_faithful(page, after, meant | ({} if value is None else {key: value}))


@searched
def test_the_last_act_is_taken_back_and_nothing_else_changes(examples: int) -> None:
    @search(examples, pages())
    def law(drawn: tuple[Page, int, int]) -> None:
        page, number, count = drawn
        if count == 1:
            return
        standing = standing_at(number, count - 1)
        after = spliced(page, Splice.drop_last_act, lambda splice: balance(splice, standing))
        meant = with_head(page.values, number, count - 1) | {"history": page.values["history"][:-1]}
        assert_faithful(page, after, meant)


@searched
def test_a_head_is_rebalanced_and_nothing_else_changes(examples: int) -> None:
    @search(examples, pages(), st.integers(1, 11))
    def law(drawn: tuple[Page, int, int], other: int) -> None:
        page, number, _ = drawn
        other = min(other, len(CONVERSATIONS[number]))
        after = spliced(page, lambda splice: balance(splice, standing_at(number, other)))
        assert_faithful(page, after, with_head(page.values, number, other))


@searched
def test_saying_an_act_and_taking_it_back_restores_the_file_to_the_byte(examples: int) -> None:
    @search(examples, pages())
    def law(drawn: tuple[Page, int, int]) -> None:
        page, _, _ = drawn
        raw = {"act": "note", "by": "ana", "at": "2026-03-30T10:00:00-03:00", "note": "a word"}
        said = spliced(page, lambda splice: splice.append_act(raw))
        splice = Splice(said, "x.yaml")
        splice.drop_last_act()
        assert splice.result() == page.data


@searched
def test_a_file_to_which_nothing_is_done_stays_as_it_is(examples: int) -> None:
    @search(examples // 4, pages())
    def law(drawn: tuple[Page, int, int]) -> None:
        page, number, count = drawn
        assert spliced(page) == page.data
        assert spliced(page, lambda splice: balance(splice, standing_at(number, count))) == page.data


# What it looks like.

AGREE = {"act": "agree", "by": "diego", "at": "2026-03-02T11:40:00-03:00"}
OPENED = """\
# the head
id: clm-k7m2x9qd
what: 'Inspect it'   # said on the phone
due: 2026-03-04
state: "requested"
history:
  -  act: request
     by: ana
     # about the date, see the mail
# the end
"""


def changed(text: str, *deeds: Any) -> str:
    splice = Splice(text.encode(), "clm-k7m2x9qd.yaml")
    for deed in deeds:
        deed(splice)
    return splice.result().decode()


def keys(**values: Any) -> Any:
    return lambda splice: [splice.set_key(key.replace("_", "-"), value) for key, value in values.items()]


def said(raw: Raw) -> Any:
    return lambda splice: splice.append_act(raw)


def test_an_act_takes_the_indentation_of_the_history_and_a_value_the_quotes_that_stand_there() -> None:
    after = changed(OPENED, said(AGREE), keys(state="promised", what="Inspect it: today"))
    assert (
        after
        == """\
# the head
id: clm-k7m2x9qd
what: 'Inspect it: today'   # said on the phone
due: 2026-03-04
state: "promised"
history:
  -  act: request
     by: ana
     # about the date, see the mail
  -  act: agree
     by: diego
     at: 2026-03-02T11:40:00-03:00
# the end
"""
    )


def test_new_keys_of_the_head_go_where_the_order_of_the_head_has_them() -> None:
    after = changed(OPENED, keys(customer="ana", criteria=["a photo", "a: b"], tags=["x"], x_mine="no"))
    assert after.split("\n")[2:12] == [
        "what: 'Inspect it'   # said on the phone",
        "customer: ana",
        "due: 2026-03-04",
        "criteria:",
        "- a photo",
        '- "a: b"',
        "tags: [x]",
        'x-mine: "no"',
        'state: "requested"',
        "history:",
    ]


def test_items_of_a_list_change_one_by_one_and_the_comments_between_them_stay() -> None:
    text = "id: a-1\ncriteria:   # agreed by phone\n  -  one # 1\n  # about two\n  -  'two'\n\n  - three\n"
    assert changed(text, keys(criteria=["one", "zwei", "three", "four"])) == (
        "id: a-1\ncriteria:   # agreed by phone\n  -  one # 1\n  # about two\n  -  'zwei'\n\n  - three\n  - four\n"
    )
    assert changed(text, keys(criteria=["three"])) == (
        "id: a-1\ncriteria:   # agreed by phone\n  # about two\n\n  - three\n"
    )
    assert changed(text, keys(criteria=[])) == "id: a-1\ncriteria: []   # agreed by phone\n  # about two\n\n"
    assert changed(text, keys(criteria=None)) == "id: a-1\n  # about two\n\n"


def test_a_block_scalar_becomes_a_line_and_keeps_the_comment_of_its_header() -> None:
    text = "id: a-1\nwhat: |2- # as she said it\n  Inspect\n  # no comment\n\n# a comment\nstate: promised\n"
    assert changed(text, keys(what="Look")) == "id: a-1\nwhat: Look # as she said it\n\n# a comment\nstate: promised\n"


def test_a_file_between_brackets_stays_between_brackets() -> None:
    text = "{id: a-1, due: 2026-03-04, # c\n  state: requested, history: [{act: request}],}\n"
    assert changed(text, keys(state="promised", what="x, y"), said(AGREE)) == (
        '{id: a-1, what: "x, y", due: 2026-03-04, # c\n'
        "  state: promised, history: [{act: request},"
        " {act: agree, by: diego, at: 2026-03-02T11:40:00-03:00}],}\n"
    )
    assert changed(text, keys(due=None)) == "{id: a-1, # c\n  state: requested, history: [{act: request}],}\n"
    assert changed(text, keys(due=None, within="3d")).startswith("{id: a-1, within: 3d, # c\n")


def test_acts_between_brackets_on_lines_of_their_own_stay_on_lines_of_their_own() -> None:
    text = "id: a-1\nhistory: [\n  {act: request}, # c1\n  {act: warn} # c2\n]\n"
    after = changed(text, said({"act": "agree"}), said({"act": "note"}))
    assert after == (
        "id: a-1\nhistory: [\n  {act: request}, # c1\n  {act: warn}, # c2\n  {act: agree},\n  {act: note}\n]\n"
    )
    assert changed(after, Splice.drop_last_act, Splice.drop_last_act) == text
    assert changed(text, Splice.drop_last_act) == "id: a-1\nhistory: [\n  {act: request} # c1\n]\n"


def test_a_text_that_the_end_of_the_file_ends_gains_no_line_end() -> None:
    text = "id: a-1\nhistory:\n- act: request\n  note: |\n    a word"
    after = changed(text, said({"act": "agree"}))
    assert after == "id: a-1\nhistory:\n- act: request\n  note: |-\n    a word\n- act: agree"


def test_a_term_in_other_words_or_without_a_value_is_left_alone() -> None:
    text = "id: a-1\ndue: 2026-03-04T17:00:00Z\ncondition: {text: x, by: null}\ncalendar: ~\nwithin:\n"
    head = keys(due="2026-03-04T17:00:00+00:00", condition={"text": "x"}, calendar=None, within=None)
    assert changed(text, head) == text


def test_a_comment_does_not_fall_into_a_block_scalar_whose_neighbour_went() -> None:
    text = "id: a-1\nfallback: |\n  call\ntags: [x]\n\n    # about tags\nstate: promised\n"
    assert changed(text, keys(tags=None)) == "id: a-1\nfallback: |\n  call\n\n # about tags\nstate: promised\n"


def test_a_key_that_is_not_written_as_yaml_would_need_it_is_not_written() -> None:
    splice = Splice(OPENED.encode(), "clm-k7m2x9qd.yaml")
    splice.set_key("x-a: b", "no")
    with pytest.raises(Trouble, match="cannot be changed safely") as caught:
        splice.result()
    assert caught.value.code == "splice"


@pytest.mark.parametrize(
    "data", [b"id: a\nid: b\n", b"- a list\n", b"a text", b"\xff", b"a: &x b\n", b"a: 1\n---\nb: 2\n"]
)
def test_a_file_that_cannot_be_read_is_not_edited(data: bytes) -> None:
    with pytest.raises(Trouble) as caught:
        Splice(data, "a.yaml")
    assert caught.value.code == "unreadable"


# Registers: entries of nested mappings.

REGISTERS = [
    ("people: {}\n", "people:\n  eva: {}\n"),
    ("people: {} # nobody\n", "people: # nobody\n  eva: {}\n"),
    ("people:\n", "people: {eva: {}}\n"),
    ("", "people:\n  eva: {}\n"),
    ("# who may speak\n", "# who may speak\npeople:\n  eva: {}\n"),
    ("people:\n  ana: {name: Ana}  # first\n\nareas: {}\n", "people:\n  ana: {name: Ana}  # first\n  eva: {}\n\nareas: {}\n"),
    ("people:\n    ana:\n        name: Ana\n        # hers\nareas: {}", "people:\n    ana:\n        name: Ana\n        # hers\n    eva: {}\nareas: {}"),
    ("{people: {ana: {}}}\n", "{people: {ana: {}, eva: {}}}\n"),
    ("areas: {x: {}}\r\n", "areas: {x: {}}\r\npeople:\r\n  eva: {}\r\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "after"), REGISTERS)
def test_a_new_entry_of_a_register_goes_after_the_last(text: str, after: str) -> None:
    assert changed(text, lambda splice: splice.set_entry(("people", "eva"), {})) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("people:\n  ana: {name: Ana}\n", "people:\n  ana: {name: Ana, left: 2026-05-01}\n"),
        ("people:\n  ana:\n    name: Ana\n", "people:\n  ana:\n    name: Ana\n    left: 2026-05-01\n"),
        ("people:\n  ana: {left: '2025-01-01'} # was\n", "people:\n  ana: {left: '2026-05-01'} # was\n"),
        ("people:\n  ana:\n  eva:\n", "people:\n  ana: {left: 2026-05-01}\n  eva:\n"),
        ("people:\n  ana: {}\n", "people:\n  ana: {left: 2026-05-01}\n"),
    ],
)
def test_a_detail_of_an_entry_is_set_where_the_entry_stands(text: str, after: str) -> None:
    assert changed(text, lambda splice: splice.set_entry(("people", "ana", "left"), "2026-05-01")) == after
