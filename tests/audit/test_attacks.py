"""Attacks on a history, by name: each is caught, by the kind it is; what is no attack is not."""

from __future__ import annotations

import re

import pytest

from promisectl.git.programs import git_available

from .history import (
    AGREE,
    FOLDER,
    MOVE,
    NOTE,
    ONE,
    PEOPLE,
    REGISTER,
    REQUEST,
    SETTINGS,
    TWO,
    WARN,
    YES,
    History,
    caught,
    path_of,
    promise,
    settings,
)

pytestmark = pytest.mark.skipif(not git_available(), reason="git is not installed")

ALL = (REQUEST, AGREE, WARN, MOVE, YES)
HERE = path_of(ONE)
PACK = f"{FOLDER}/settled/2026-Q1.yaml"
LATE_WARN = WARN.replace("-03T09", "-04T08")
LATE_MOVE = MOVE.replace("-03T10", "-04T08").replace("-09}", "-12}")
LATE_YES = "- act: agree\n  by: ana\n  at: 2026-03-04T08:30:00Z\n"
CANCEL = "- act: cancel\n  by: ana\n  at: 2026-03-04T09:00:00Z\n  reason: customer-change\n"
DELIVER = "- act: deliver\n  by: diego\n  at: 2026-03-04T10:00:00Z\n  evidence: [report]\n"
OTHER_MOVE = MOVE.replace("-03T10", "-04T08").replace("-09}", "-30}")
REDACTED = "{redacted: {by: ana, at: 2026-03-04T11:00:00Z, sha256: 5f0c}}"
EDITED, REMOVED, GONE = {("edited", "PC402")}, {("removed", "PC402")}, {("removed", "PC403")}
EVIL, LOST = ("evil-merge", "PC404"), ("removed", "PC404")
UNREADABLE = {("unreadable", "PC101")}
RULES = {("rules", "PC407")}


def _edit(old: str, new: str):
    def attack(h: History) -> None:
        text = promise(*ALL)
        assert old in text
        h.commit({HERE: text.replace(old, new)})

    return attack


def _text(*acts: str, **more: str):
    return lambda h: h.commit({HERE: promise(*acts, **more)})


def _files(files, **more):
    return lambda h: h.commit(files, **more)


def _reused_id(h: History) -> None:
    h.commit({path_of(TWO): promise(*ALL, id=TWO), HERE: None})


def _moved_act(h: History) -> None:
    h.commit({path_of(TWO): promise(REQUEST, id=TWO)}, at="2026-03-02T09:30:00+00:00")
    h.commit({HERE: promise(REQUEST, AGREE, WARN, MOVE), path_of(TWO): promise(REQUEST, YES, id=TWO)})


def _merge(acts=None, files=None, one=(NOTE,), other=(), **more):
    """Two branches, on one of which something was said, or on both; the merge has what a test says."""

    def attack(h: History) -> None:
        base = h.count
        left = h.commit({HERE: promise(*ALL, *one)}, at="2026-03-04T09:00:00+00:00")
        said = {HERE: promise(*ALL, *other)} if other else {"README": "x"}
        right = h.commit(said, by="diego", at="2026-03-04T10:00:00+00:00", parents=[base])
        merged = {HERE: promise(*acts)} if acts is not None else files or {}
        h.commit(merged, parents=[left, right], **more)

    return attack


def _aside(act: str) -> str:
    lines = act.replace("- ", "  - ", 1).replace("\n  ", "\n    ")
    return "- act: note\n  by: ana\n  at: 2026-03-04T11:00:00Z\n  kind: displaced\n  acts:\n" + lines


def _lookalike(h: History) -> None:
    """What git does by itself: one branch packs a promise and adds a look-alike, the other appends to the first."""
    base = h.count
    left = h.commit({HERE: None, PACK: "---\n" + promise(*ALL), path_of(TWO): promise(REQUEST, id=TWO)})
    right = h.commit({HERE: promise(*ALL, NOTE)}, parents=[base])
    h.commit({path_of(TWO): promise(REQUEST, NOTE, id=TWO)}, parents=[left, right])


def _both_redacted(merged: str, *more: str, other: str = REQUEST.replace("Inspect the vehicle", REDACTED)):
    """One branch takes a text out of the request, the other another one, or speaks; the merge has what a test says."""

    def attack(h: History) -> None:
        base, acts = h.count, ALL[1:]
        left = h.commit({HERE: promise(REQUEST.replace("the insured called", REDACTED), *acts)}, by="ana")
        right = h.commit({HERE: promise(other, *acts, *more)}, parents=[base])
        h.commit({HERE: promise(merged, *acts, *more)}, parents=[left, right])

    return attack


def _pack(change):
    def attack(h: History) -> None:
        h.commit({HERE: None, PACK: "---\n" + promise(*ALL) + "---\n" + promise(REQUEST, AGREE, id=TWO)})
        h.commit({PACK: change("---\n" + promise(*ALL) + "---\n" + promise(REQUEST, AGREE, id=TWO))}, by="eva")

    return attack


def _hide_and_edit(h: History) -> None:
    h.commit({HERE: "<<<<<<< ours\n" + promise(*ALL)})
    h.commit({HERE: promise(REQUEST, AGREE)})


def _new_folder(h: History) -> None:
    h.commit({SETTINGS: settings() + "ledgers: other\n", "other/people.yaml": REGISTER, "other/claims/.keep": ""})


ATTACKS = {
    "the verb of an act": (_edit("act: warn", "act: note"), EDITED),
    "who said it": (_edit("by: diego\n  at: 2026-03-02T10", "by: eva\n  at: 2026-03-02T10"), EDITED),
    "when it was said": (_edit("2026-03-02T10:00:00Z", "2026-03-02T10:00:01Z"), EDITED),
    "the same instant in other words": (_edit("2026-03-02T10:00:00Z", "2026-03-02T07:00:00-03:00"), EDITED),
    "words for somebody else": (_edit(AGREE, AGREE + "  for: eva\n"), EDITED),
    "where it was said": (_edit(AGREE, AGREE + "  via: phone\n"), EDITED),
    "a due within terms": (_edit("    due: 2026-03-06", "    due: 2026-03-16"), EDITED),
    "a due agreed to": (_edit("terms: {due: 2026-03-09}\n  reason", "terms: {due: 2026-03-19}\n  reason"), EDITED),
    "a criterion of the terms": (_edit("[photos, estimate]", "[photos]"), EDITED),
    "a performer of the terms": (_edit("    performer: diego", "    performer: eva"), EDITED),
    "a reason": (_edit("  reason: supplier\n  note", "  reason: capacity\n  note"), EDITED),
    "a note": (_edit("lift out of order", "lift out of use"), EDITED),
    "a why": (_edit("the insured called", "the insured wrote"), EDITED),
    "a key taken away": (_edit("  why: the insured called\n", ""), EDITED),
    "two acts in the other order": (_text(REQUEST, AGREE, MOVE, WARN, YES), {("reordered", "PC402")}),
    "the last act taken away": (_text(*ALL[:-1]), REMOVED),
    "an act in the middle taken away": (_text(REQUEST, AGREE, MOVE, YES), REMOVED),
    "the whole history taken away": (_files({HERE: promise().replace("history:\n", "")}), REMOVED),
    "an act slipped in": (
        _text(REQUEST, AGREE, WARN, MOVE, "- act: decline\n  by: ana\n  at: 2026-03-03T10:30:00Z\n", YES),
        {("slipped-in", "PC402")},
    ),
    "an act moved into another promise": (_moved_act, REMOVED),
    "the file deleted": (_files({HERE: None}), GONE),
    "the file hidden": (_files({}, moved={HERE: f"{FOLDER}/.{ONE}.yaml"}), GONE),
    "the file moved out of the ledgers": (_files({}, moved={HERE: f"old/{ONE}.yaml"}), GONE),
    "the id changed with the name": (_reused_id, GONE),
    "the id changed in the file": (_edit(f"id: {ONE}", f"id: {TWO}"), GONE),
    "moved and edited": (
        lambda h: h.commit({f"{FOLDER}/march/{ONE}.yaml": promise(*ALL).replace("called", "wrote")}, moved={HERE: "x"}),
        EDITED,
    ),
    "the ledgers folder of the settings changed": (_new_folder, GONE),
    "a fused act": (_edit(YES, YES + "  by: diego\n"), UNREADABLE),
    "a file made unreadable, and an act gone when it is back": (_hide_and_edit, UNREADABLE | REMOVED),
    "settings made unreadable": (_files({SETTINGS: "format: [\n"}), UNREADABLE),
    "people made unreadable": (_files({PEOPLE: REGISTER + "  ana: {name: Somebody}\n"}), UNREADABLE),
    "a symbolic link in the place of people": (_files({PEOPLE: "../x"}, modes={PEOPLE: "120000"}), UNREADABLE),
    "a symbolic link in the file's place": (_files({HERE: "../../x"}, modes={HERE: "120000"}), GONE),
    "a symbolic link in the ledger's place": (
        _files({FOLDER: "../x", HERE: None}, modes={FOLDER: "120000"}),
        GONE,
    ),
    "another repository in the file's place": (_files({HERE: "1" * 40}, modes={HERE: "160000"}), GONE),
    "an edit in a pack": (_pack(lambda pack: pack.replace("lift out", "car out")), EDITED),
    "a promise dropped from a pack": (_pack(lambda pack: pack.partition(f"---\nid: {TWO}")[0]), GONE),
    "a pack deleted": (_pack(lambda pack: None), GONE),
    "an edit while packing": (
        _files({HERE: None, PACK: "---\n" + promise(*ALL).replace("called", "wrote")}),
        EDITED,
    ),
    "a text that swallows the history": (
        lambda h: h.commit({HERE: promise(*ALL, head='x-a: "\n') + '"\n'}),
        REMOVED,
    ),
    "the old history within a text, another one below": (
        lambda h: h.commit({HERE: promise(*ALL, head='x-a: "\n') + '"\nhistory:\n' + REQUEST}),
        REMOVED,
    ),
    "a merge that changes an act": (_merge((*ALL[:-1], YES.replace("09}", "19}"), NOTE)), {("edited", "PC404")}),
    "a merge that adds an act": (_merge((*ALL, NOTE, WARN.replace("-03T09", "-04T11"))), {EVIL}),
    "a merge that drops what one branch said": (_merge(ALL), {LOST}),
    "a merge that takes one side of two": (_merge((*ALL, NOTE), other=(WARN,)), {LOST}),
    "a merge that adds a promise": (_merge(files={path_of(TWO): promise(REQUEST, id=TWO)}), {EVIL}),
    "a merge that deletes a promise": (_merge(files={HERE: None}), {LOST}),
    "a merge that moves an act into a look-alike": (_lookalike, {EVIL, LOST}),
    "a merge that sets aside what both sides say": (_merge((*ALL[:-1], NOTE, _aside(YES))), {EVIL, LOST}),
    "a merge that takes one note of two by one person": (
        _merge((*ALL, NOTE), other=(NOTE.replace("call me first", "never mind"),)),
        {("edited", "PC404")},
    ),
    "a merge that says an act twice": (_merge((*ALL, NOTE, NOTE)), {EVIL}),
    "a merge that forges what it sets aside": (
        _merge((*ALL, NOTE, LATE_WARN.replace("T08", "T07"), _aside(LATE_WARN)), other=(LATE_WARN,)),
        {EVIL},
    ),
    "a merge that puts an agreement under another proposal": (
        _merge((*ALL, LATE_MOVE, OTHER_MOVE, LATE_YES), one=(LATE_MOVE, LATE_YES), other=(OTHER_MOVE,)),
        {("reordered", "PC404"), ("slipped-in", "PC404")},
    ),
    "a merge that takes a text out": (_merge((REQUEST.replace("the insured called", REDACTED), *ALL[1:], NOTE)), {("edited", "PC404")}),
    "a merge that puts back a text that one side took out": (
        _both_redacted(REQUEST.replace("Inspect the vehicle", REDACTED)),
        {("redacted", "PC408"), ("edited", "PC404")},
    ),
    "a merge that sets aside what nobody said": (
        _merge((*ALL, NOTE, "- act: note\n  by: ana\n  at: 2026-03-04T11:00:00Z\n  kind: displaced\n  acts:\n  - {act: fail, by: ana, at: 2026-03-04}\n")),
        {EVIL},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_every_attack_on_what_was_said_is_caught(h, name):
    attack, wanted = ATTACKS[name]
    h.begin()
    h.tell(*ALL)
    h.commit({"README": "between"}, by="eva")
    assert caught(h.audit()) == set()
    attack(h)
    h.commit({"README": "more"})
    seen = h.audit()
    assert not seen.is_lawful
    assert caught(seen) == wanted, [str(one.finding.note) for one in seen.caught]
    assert all(one.finding.help and one.commit for one in seen.caught)


def _quoted(text: str) -> str:
    return re.sub(r"by: (\w+)\n", r"'by':   'BY\1'\n", text).replace("'BY", "'")


def _taken_over(h: History) -> None:
    """A branch edits an act, and is merged."""
    base = h.count
    left = h.commit({HERE: promise(*ALL).replace("lift out", "car out")}, by="diego")
    right = h.commit({"README": "x"}, parents=[base])
    h.commit({HERE: promise(*ALL).replace("lift out", "car out")}, parents=[left, right])


def test_what_a_branch_edited_is_told_once_and_where_it_was_edited(h):
    h.begin()
    h.tell(*ALL)
    _taken_over(h)
    (one,) = h.audit().caught
    assert (one.kind, one.finding.code) == ("edited", "PC402")


HARMLESS = {
    "the head alone": _text(*ALL, state="delivered", due="2026-12-31"),
    "CRLF": lambda h: h.commit({HERE: promise(*ALL).replace("\n", "\r\n")}),
    "a BOM": lambda h: h.commit({HERE: b"\xef\xbb\xbf" + promise(*ALL).encode()}),
    "comments": _edit("- act: agree\n  by: ana", "# said on the phone\n- act: agree  # at last\n  by: ana"),
    "quotes and blanks": lambda h: h.commit({HERE: _quoted(promise(*ALL))}),
    "flow style": _edit(AGREE, "- {act: agree, by: diego, at: 2026-03-02T10:00:00Z}\n"),
    "other keys": _edit("state: promised", "tags: [vip]\nx-mine: 1\nstate: promised"),
    "the keys of the head in another order": _edit("id: clm-aaaa1111\nwhat: Inspect the vehicle\n", "what: Inspect the vehicle\nid: clm-aaaa1111\n"),
    "moved into a folder": _files({}, moved={HERE: f"{FOLDER}/march/{ONE}.yaml"}),
    "moved into another ledger": _files({}, moved={HERE: f"ledgers/work/{ONE}.yaml"}),
    "packed": _files({HERE: None, PACK: "---\n" + promise(*ALL)}),
    "packed and unpacked": _pack(lambda pack: pack),
    "a note after the last act": _text(*ALL, NOTE),
    "a merge of two branches": _merge((*ALL, WARN.replace("-03T09", "-04T08"), NOTE), other=(WARN.replace("-03T09", "-04T08"),)),
    "a merge that takes over one side": _merge((*ALL, NOTE)),
    "a merge of two redactions of one act": _both_redacted(
        REQUEST.replace("Inspect the vehicle", REDACTED).replace("the insured called", REDACTED)
    ),
    "a merge of a redaction and a note": _both_redacted(REQUEST.replace("the insured called", REDACTED), NOTE, other=REQUEST),
    "a merge of two proposals, each with its answer": _merge((*ALL, OTHER_MOVE, LATE_MOVE, LATE_YES), one=(LATE_MOVE, LATE_YES), other=(OTHER_MOVE,)),
    "a merge that sets aside what no order allows": _merge(
        (*ALL, CANCEL, _aside(DELIVER)), one=(CANCEL,), other=(DELIVER,)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_what_says_the_same_is_no_attack(h, name):
    h.begin()
    h.tell(*ALL)
    if name == "packed and unpacked":
        h.commit({path_of(TWO): promise(REQUEST, AGREE, id=TWO)})
        h.commit(
            {path_of(TWO): None, HERE: None, PACK: "---\n" + promise(*ALL) + "---\n" + promise(REQUEST, AGREE, id=TWO)}
        )
        h.commit({PACK: None, HERE: promise(*ALL), path_of(TWO): promise(REQUEST, AGREE, id=TWO)})
    else:
        HARMLESS[name](h)
    h.commit({"README": "more"})
    seen = h.audit()
    assert seen.is_lawful, [str(one.finding.note) for one in seen.caught]


def test_findings_stand_where_a_person_edits(h):
    h.begin()
    h.tell(*ALL)
    _edit("lift out of order", "lift out of use")(h)
    (one,) = h.audit().caught
    where = one.finding.where
    assert (where.path, promise(*ALL).split("\n")[where.line - 1]) == (HERE, "  note: lift out of order")
