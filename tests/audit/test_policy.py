"""Attacks on the policy: each new act, and each change of the rules, is judged by what the parent commit says."""

from __future__ import annotations

import pytest

from promisectl.git.programs import git_available

from .history import AGREE, NOTE, ONE, PEOPLE, REGISTER, REQUEST, SETTINGS, History, caught, path_of, promise, settings
from .test_attacks import ATTACKS

pytestmark = pytest.mark.skipif(not git_available(), reason="git is not installed")

HERE = path_of(ONE)
REDACTED = "{redacted: {by: eva, at: 2026-03-04T11:00:00Z, sha256: 5f0c}}"
EDITED, RULES = {("edited", "PC402")}, {("rules", "PC407")}
TAKEN_OUT = {("redacted", "PC408")}


def _text(*acts: str):
    return lambda h: h.commit({HERE: promise(*acts)})


def _files(files, **more):
    return lambda h: h.commit(files, **more)


STEWARD = "stewards: [eva]"
KEYS = REGISTER.replace(
    "diego: {", 'diego: {keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"], '
)
NOBODY = REGISTER.replace("emails: [diego@example.com]", "left: 2026-03-02")


def _forged(h: History) -> None:
    h.commit({HERE: promise(REQUEST, AGREE)}, by="ana", at="2026-03-02T10:00:00+00:00")


def _redact(by: str, author: str):
    def attack(h: History) -> None:
        taken = REDACTED.replace("eva", by)
        h.commit({HERE: promise(REQUEST.replace("the insured called", taken))}, by=author)

    return attack


def _lower_and_use(h: History) -> None:
    h.commit({SETTINGS: settings(), HERE: promise(REQUEST, AGREE)}, by="ana", at="2026-03-02T10:00:00+00:00")


POLICY = {
    "another's words under one's own name": ("trust: author", _forged, {("another-author", "PC501")}),
    "one act that wants its author": ("acts: {agree: author}", _forged, {("another-author", "PC501")}),
    "an unsigned act": ("acts: {agree: signed}", _forged, {("unsigned", "PC502")}),
    "a policy lowered and used in one commit": ("trust: author", _lower_and_use, {("another-author", "PC501")}),
    "a key added and used in one commit": (
        "acts: {agree: signed}",
        lambda h: h.commit({PEOPLE: KEYS, HERE: promise(REQUEST, AGREE)}, by="diego", at="2026-03-02T10:00:00+00:00"),
        {("unsigned", "PC502")},
    ),
    "an email added and used in one commit": (
        "trust: author",
        lambda h: h.commit(
            {PEOPLE: REGISTER.replace("diego@", "mallory@"), HERE: promise(REQUEST, AGREE)},
            by="mallory",
            at="2026-03-02T10:00:00+00:00",
        ),
        {("another-author", "PC501")},
    ),
    "a steward by one's own word": (STEWARD, _files({SETTINGS: settings("stewards: [ana]")}), RULES),
    "people changed by no steward": (STEWARD, _files({PEOPLE: NOBODY}), RULES),
    "people changed by nobody that is known": (STEWARD, _files({PEOPLE: NOBODY}, by="mallory"), RULES),
    "settings taken away": (STEWARD, _files({SETTINGS: None}), {("unreadable", "PC101")}),
    "settings made unreadable": (STEWARD, _files({SETTINGS: "x: [\n"}), {("unreadable", "PC101")}),
    "a text redacted by no steward": (STEWARD, _redact("diego", "diego"), TAKEN_OUT),
    "a text redacted in a steward's name": (STEWARD, _redact("eva", "ana"), TAKEN_OUT),
    "a redaction of what is no text": (
        "",
        lambda h: h.commit({HERE: promise(REQUEST.replace("due: 2026-03-06", f"due: {REDACTED}"))}, by="diego"),
        EDITED,
    ),
    "an agent that agrees": (
        "",
        lambda h: h.commit({HERE: promise(REQUEST, AGREE.replace("diego", "bot"))}, by="bot", at="2026-03-02T10:00:00+00:00"),
        {("agent", "PC506")},
    ),
    "an act of tomorrow": ("", _text(REQUEST, NOTE.replace("-04T09", "-05T09")), {("future", "PC203")}),
}  # fmt: skip


@pytest.mark.parametrize("name", POLICY)
def test_every_attack_on_the_policy_is_caught(h, name):
    policy, attack, wanted = POLICY[name]
    h.begin(policy)
    h.tell(REQUEST)
    assert caught(h.audit()) == set()
    attack(h)
    seen = h.audit()
    assert wanted <= caught(seen), [str(one.finding.note) for one in seen.caught]
    assert not seen.is_lawful


def test_a_policy_stands_after_its_file_was_broken(h):
    h.begin("trust: author")
    h.tell(REQUEST)
    h.commit({SETTINGS: None})
    _forged(h)
    assert ("another-author", "PC501") in caught(h.audit())


def test_a_steward_redacts_and_it_is_told(h):
    h.begin(STEWARD)
    h.tell(REQUEST)
    _redact("eva", "eva")(h)
    seen = h.audit()
    assert caught(seen) == {("redacted", "PC408")}
    assert seen.is_lawful


def test_a_text_put_back_after_its_redaction_is_an_edit(h):
    h.begin()
    h.tell(REQUEST)
    _redact("ana", "ana")(h)
    h.commit({HERE: promise(REQUEST)}, by="diego")
    assert caught(h.audit()) == {("redacted", "PC408"), ("edited", "PC402")}


def test_a_redaction_on_a_branch_is_merged_and_told_once(h):
    h.begin(STEWARD)
    h.tell(REQUEST)
    base = h.count
    _redact("eva", "eva")(h)
    left = h.count
    right = h.commit({HERE: promise(REQUEST, AGREE)}, by="diego", at="2026-03-02T10:00:00+00:00", parents=[base])
    taken = REQUEST.replace("the insured called", REDACTED)
    h.commit({HERE: promise(taken, AGREE)}, parents=[left, right])
    seen = h.audit()
    assert caught(seen) == TAKEN_OUT and seen.is_lawful


def test_words_written_down_late_are_told_with_their_weight(h):
    for policy, severity in (("", "info"), ("trust: author", "warning")):
        late = History(h.folder.parent / f"late{severity}")
        late.begin(policy)
        late.commit({HERE: promise(REQUEST)}, at="2026-03-08T09:00:00+00:00")
        assert [(one.finding.code, one.finding.severity) for one in late.audit().caught] == [("PC504", severity)]


def test_an_agent_may_note_and_a_leaver_is_spoken_for(h):
    left = REGISTER.replace("ana: {", "ana: {left: 2026-03-04, ")
    h.begin("trust: author, stewards: [eva]", people=left)
    h.tell(REQUEST)
    note = NOTE.replace("by: ana", "by: bot")
    left = "- act: cancel\n  by: eva\n  for: ana\n  via: handover\n  at: 2026-03-04T10:00:00Z\n  reason: left\n"
    h.commit({HERE: promise(REQUEST, note)}, by="bot")
    h.commit({HERE: promise(REQUEST, note, left)}, by="eva")
    assert h.audit().is_lawful


def test_what_somebody_said_stands_after_they_are_forgotten(h):
    h.begin("trust: author, stewards: [eva]")
    h.tell(REQUEST, AGREE)
    h.commit({PEOPLE: REGISTER.replace("{name: Diego, emails: [diego@example.com]}", "{}")}, by="eva")
    h.commit({HERE: promise(REQUEST, AGREE, NOTE)}, by="ana")
    seen = h.audit()
    assert seen.is_lawful
    assert [str(one.word) for one in seen.acts] == ["author", "author", "author"]


def test_each_act_has_a_trust_word(h):
    h.begin()
    h.tell(REQUEST)
    url = "- act: note\n  by: ana\n  for: diego\n  via: https://git.example.com/pull/7\n  at: 2026-03-03T09:00:00Z\n"
    new = "- act: note\n  by: rosa\n  at: 2026-03-03T10:00:00Z\n  note: hello\n"
    h.commit({HERE: promise(REQUEST, AGREE)}, at="2026-03-02T10:00:00+00:00")
    h.commit({HERE: promise(REQUEST, AGREE, url)}, by="eva", at="2026-03-03T09:00:00+00:00")
    h.commit({HERE: promise(REQUEST, AGREE, url, new)}, by="rosa", at="2026-03-03T10:00:00+00:00")
    assert [str(one.word) for one in h.audit().acts] == ["author", "recorded", "forge-asserted", "unverified"]


def test_an_agreement_of_a_trailer_is_asserted_by_a_host(h):
    h.begin()
    h.tell(REQUEST)
    h.commit({HERE: promise(REQUEST, AGREE)}, at="2026-03-02T10:00:00+00:00", message="merge\n\nAgreed-by: diego\n")
    assert [str(one.word) for one in h.audit().acts] == ["author", "forge-asserted"]


def test_people_of_two_branches_are_merged_by_anybody_and_nothing_else_is(h):
    h.begin(STEWARD)
    base = h.count
    left = h.commit({PEOPLE: REGISTER + "  rosa: {}\n"}, by="eva")
    right = h.commit({PEOPLE: REGISTER.replace("{name: Ana,", "{name: Ana Ríos,")}, by="eva", parents=[base])
    merged = REGISTER.replace("{name: Ana,", "{name: Ana Ríos,") + "  rosa: {}\n"
    h.commit({PEOPLE: merged}, by="diego", parents=[left, right])
    assert caught(h.audit()) == set()
    h.commit({PEOPLE: merged.replace("  rosa: {}\n", "")}, by="diego", parents=[left, right])
    assert caught(h.audit()) == RULES


def test_a_merge_that_brings_back_an_old_policy_is_caught(h):
    h.begin()
    base = h.count
    left = h.commit({SETTINGS: settings(STEWARD)})
    right = h.commit({"README": "x"}, by="diego", parents=[base])
    h.commit({SETTINGS: settings()}, by="diego", parents=[left, right])
    assert caught(h.audit()) >= RULES


def test_a_standing_agreement_is_its_speakers_to_write(h):
    service = "services:\n  look: {what: Look, performer: diego, within: 2d, standing: {by: diego, at: 2026-03-02}}\n"
    for by, wanted in (("diego", set()), ("ana", RULES)):
        one = History(h.folder.parent / by)
        one.begin()
        one.commit({"ledgers/services.yaml": service}, by=by)
        assert caught(one.audit()) == wanted


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("called", "wrote"),
        lambda text: promise(AGREE),
        lambda text: promise(REQUEST),
        lambda text: None,
    ],
)
def test_what_was_taken_or_changed_may_be_put_back_by_anybody(h, change):
    h.begin("trust: author")
    h.tell(REQUEST, AGREE)
    h.commit({HERE: change(promise(REQUEST, AGREE))}, by="eva")
    wanted = caught(h.audit())
    h.commit({HERE: promise(REQUEST, AGREE)}, by="eva")
    assert len(wanted) == 1 and caught(h.audit()) == wanted
    h.commit({HERE: promise(REQUEST, AGREE, NOTE)}, by="eva")
    assert caught(h.audit()) == wanted | {("another-author", "PC501")}


def test_there_are_as_many_attacks_as_are_promised():
    assert len(ATTACKS) + len(POLICY) >= 40
