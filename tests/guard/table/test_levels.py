"""PC501, 502, 506 to 509: what the policy asks of commits, agents, leavers, services."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .lab import (
    ACCEPT,
    AGREE,
    ASK,
    DELIVER,
    MOVED,
    OTHER,
    PEOPLE,
    REGISTER,
    REQUEST,
    SETTINGS,
    YES,
    Lab,
    P,
    Q,
    act,
    promise,
    request,
    settings,
)

AUTHOR = "trust: author"
ANA = "ana: {name: Ana, emails: [ana@example.com]}"
DIEGO = "diego: {name: Diego, emails: [diego@example.com]}"
SENT = promise(REQUEST, AGREE, DELIVER.replace("19T", "18T"), state="delivered")
NOTE = act("note", "ana", "19T09", note="x")
signed = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen on this machine")


# Authors.


def test_where_authors_are_asked_her_word_in_his_commit_is_an_error(lab):
    lab.start(policy=AUTHOR).say(ASK, YES, due=MOVED)
    lab.stopped("PC501:e")


def test_where_authors_are_asked_the_words_of_each_in_their_commits_pass(lab):
    lab.start(policy=AUTHOR).say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    lab.passes()


def test_where_authors_are_asked_her_confirmation_answers(lab):
    lab.start(policy=AUTHOR).say(ASK)
    lab.say(YES, due=MOVED)
    lab.run("confirm k7m 4 --by ana", by="ana")
    lab.passes(may="PC501:w PC406:w")


def test_where_authors_are_asked_the_level_is_asked_of_the_speaker(lab):
    """Eva records both openly: neither has said it in a commit of theirs."""
    lab.start(policy=AUTHOR).say(
        act("renegotiate", "eva", "19T09", for_="diego", via="x", terms="{due: 2026-05-20}", reason="other"), by="eva"
    )
    lab.stopped("PC501:e")


def test_a_policy_raised_on_main_while_the_branch_was_open_counts(lab):
    lab.start()
    lab.on("main").put({SETTINGS: settings("trust: author")}, "ana")
    lab.on("pr").say(act("accept", "ana", "19T10", delivered_on="2026-03-19"), state="accepted")
    lab.stopped("PC501:e")


def test_a_policy_lowered_on_the_branch_does_not_count(lab):
    lab.start(policy=AUTHOR).put({SETTINGS: settings()}, "diego")
    lab.say(act("accept", "ana", "19T10", delivered_on="2026-03-19"), state="accepted")
    lab.stopped("PC501:e", audit="-")


def test_her_committer_line_is_not_her_author_line(lab):
    lab.start(policy=AUTHOR)
    cancelled = lab.said(act("cancel", "ana", "19T10", reason="other"), state="cancelled")
    lab.put({P: cancelled}, "diego", committer="ana")
    lab.stopped("PC501:e")


def test_acts_of_one_verb_are_asked_more(lab):
    lab.start(SENT, policy="acts: {accept: author}").say(ACCEPT, state="accepted")
    lab.stopped("PC501:e")


def test_acts_that_are_not_named_are_asked_no_more(lab):
    lab.start(policy="acts: {accept: author}").say(act("note", "eva", "19T09", note="x"), by="diego")
    lab.passes()


def test_a_squash_where_authors_are_asked_is_an_error_in_audit(lab):
    """`recorded` alone makes it a warning among published commits."""
    lab.start(policy=AUTHOR).say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    seen, later = lab.guard(), lab.audit("squash")
    assert seen.exit == 0, seen.told
    assert "PC501:e" in later.codes, later.told


def test_an_import_by_a_steward_where_authors_are_asked_is_a_warning(lab):
    lab.start(policy=f"{AUTHOR}, stewards: [eva]").put({Q: promise(REQUEST, AGREE, id=OTHER)}, "eva")
    lab.passes(may="PC501:w PC406:w PC504:w", must="PC501:w")


def test_an_import_by_another_where_authors_are_asked_is_an_error(lab):
    lab.start(policy=f"{AUTHOR}, stewards: [ana]").put({Q: promise(REQUEST, AGREE, id=OTHER)}, "eva")
    lab.stopped("PC501:e")


# Signatures.


def keys(lab: Lab, *names: str) -> dict[str, str]:
    """Make a key for each; return their public halves."""
    made = {}
    for name in names:
        path = lab.folder.parent / f"{name}.key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True)
        made[name] = path.with_suffix(".key.pub").read_text().strip()
    return made


def sign(lab: Lab, name: str, key: Path, author: str = "") -> None:
    """Sign the last commit of the branch, as its author or as somebody else, with a key."""
    lab.write()
    lab.git("checkout", "--quiet", "--force", lab.current)
    who = author or name
    lines = {
        "GIT_AUTHOR_NAME": who,
        "GIT_AUTHOR_EMAIL": f"{who}@example.com",
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": f"{name}@example.com",
        "GIT_COMMITTER_DATE": "2026-03-19T12:30:00Z",
        "GIT_AUTHOR_DATE": "2026-03-19T12:30:00Z",
    }
    amend = ["commit", "--quiet", "--amend", "--no-edit", "--reset-author", "-S"]
    lab.git("-c", "gpg.format=ssh", "-c", f"user.signingkey={key}", *amend, **lines)
    lab.git("symbolic-ref", "HEAD", "refs/heads/main")


def landed(lab: Lab) -> None:
    """Make `landed` the merge of the branch into main."""
    tree = lab.git("rev-parse", "pr^{tree}")
    who = {f"GIT_{role}_{part}": "eva" for role in ("AUTHOR", "COMMITTER") for part in ("NAME",)}
    who |= {"GIT_AUTHOR_EMAIL": "eva@example.com", "GIT_COMMITTER_EMAIL": "eva@example.com"}
    commit = lab.git("commit-tree", tree, "-p", "main", "-p", "pr", "-m", "merge", **who)
    lab.git("update-ref", "refs/heads/landed", commit)


def with_keys(lab: Lab, policy: str) -> None:
    known = keys(lab, "ana", "diego")
    people = REGISTER.replace(ANA, ANA.replace("}", f', keys: ["{known["ana"]}"]}}'))
    people = people.replace(DIEGO, DIEGO.replace("}", f', keys: ["{known["diego"]}"]}}'))
    lab.start(SENT, policy=policy, people=people).say(ACCEPT, by="ana", state="accepted")


@signed
def test_where_a_signature_is_asked_an_unsigned_word_is_an_error(lab):
    with_keys(lab, "acts: {accept: signed}")
    lab.stopped("PC502:e")


@signed
def test_a_word_signed_with_her_key_passes(lab):
    with_keys(lab, "acts: {accept: signed}")
    sign(lab, "ana", lab.folder.parent / "ana.key")
    landed(lab)
    seen, later = lab.guard(), lab.audited("landed")
    assert not seen.loud | later.loud, (seen.told, later.told)


@signed
def test_a_word_of_hers_signed_with_his_key_is_an_error(lab):
    with_keys(lab, "acts: {accept: signed}")
    sign(lab, "diego", lab.folder.parent / "diego.key", author="ana")
    landed(lab)
    seen, later = lab.guard(), lab.audited("landed")
    assert "PC502:e" in seen.codes & later.codes, (seen.told, later.told)


@signed
def test_a_key_that_the_branch_itself_lists_proves_nothing(lab):
    known = keys(lab, "ana", "diego")
    people = REGISTER.replace(ANA, ANA.replace("}", f', keys: ["{known["ana"]}"]}}'))
    lab.start(SENT, policy="acts: {accept: signed}", people=people)
    lab.edit(known["ana"], known["diego"], "diego", PEOPLE)
    lab.say(ACCEPT, by="ana", state="accepted")
    sign(lab, "ana", lab.folder.parent / "diego.key")
    seen = lab.guard()
    assert "PC502:e" in seen.codes, seen.told


@signed
def test_an_unsigned_confirmation_does_not_meet_the_level(lab):
    known = keys(lab, "ana")
    people = REGISTER.replace(ANA, ANA.replace("}", f', keys: ["{known["ana"]}"]}}'))
    lab.start(SENT, policy="acts: {accept: signed}", people=people).say(ACCEPT, state="accepted")
    lab.run("confirm k7m 4 --by ana", by="ana")
    lab.stopped("PC502:e")


# Agents.


@pytest.mark.parametrize("verb", ["agree", "accept", "cancel", "renegotiate"])
def test_an_agent_speaks_only_what_an_agent_may(lab, verb):
    keys = {
        "agree": {"terms": "{due: 2026-05-20}"},
        "accept": {"delivered-on": "2026-03-19"},
        "cancel": {"reason": "other"},
        "renegotiate": {"terms": "{due: 2026-05-21}", "reason": "other"},
    }[verb]
    head = {"agree": {"due": MOVED}, "accept": {"state": "accepted"}, "cancel": {"state": "cancelled"}}.get(verb, {})
    text = promise(REQUEST, AGREE, ASK.replace("19T", "18T"))
    lab.start(text).say(act(verb, "bot", "19T09", for_="ana", via="chat", **keys), by="bot", **head)
    lab.stopped("PC506:e")


def test_an_agents_note_passes(lab):
    lab.start().say(act("note", "bot", "19T09", note="build 7"), by="bot")
    lab.passes()


def test_an_agent_of_the_branch_alone_is_unknown(lab):
    lab.start().edit(
        "  bot:", "  robot: {kind: agent, answers-to: ana, emails: [robot@example.com]}\n  bot:", "diego", PEOPLE
    )
    lab.say(ASK)
    lab.say(YES, by="robot", due=MOVED)
    lab.stopped("PC406:e", audit="-")


# Leavers.


LEFT = REGISTER.replace(ANA, ANA.replace("}", ", left: 2026-03-15}"))
HANDED = act("agree", "eva", "19T10", for_="ana", via="handover", terms="{due: 2026-05-20}")


def test_who_has_left_does_not_speak(lab):
    lab.start(people=LEFT, policy="stewards: [eva]").say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    lab.stopped("PC509:e")


def test_a_steward_speaks_for_who_has_left(lab):
    lab.start(people=LEFT, policy="stewards: [eva]").say(ASK)
    lab.say(HANDED, by="eva", due=MOVED)
    lab.passes()


def test_nobody_else_speaks_for_who_has_left(lab):
    people = LEFT + "  bea: {emails: [bea@example.com]}\n"
    lab.start(people=people, policy="stewards: [bea]").say(ASK)
    lab.say(HANDED, by="eva", due=MOVED)
    lab.stopped("PC509:e")


def test_the_other_party_as_the_only_steward_speaks_for_who_has_left_with_a_warning(lab):
    lab.start(people=LEFT, policy="stewards: [diego]").say(ASK)
    lab.say(HANDED.replace("by: eva", "by: diego"), due=MOVED)
    lab.passes(may="PC509:w PC503:w PC406:w", must="PC509:w")


def test_the_other_party_does_not_speak_for_who_has_left_where_another_steward_is_named(lab):
    lab.start(people=LEFT, policy="stewards: [diego, eva]").say(ASK)
    lab.say(HANDED.replace("by: eva", "by: diego"), due=MOVED)
    lab.stopped("PC509:e")


def test_without_a_steward_nobody_speaks_for_who_has_left(lab):
    lab.start(people=LEFT).say(ASK)
    lab.say(HANDED, by="eva", due=MOVED)
    lab.stopped("PC509:e")


def test_a_steward_is_named_first_and_speaks_for_who_has_left(lab):
    lab.start(people=LEFT)
    lab.on("main").put({SETTINGS: settings("stewards: [eva]")}, "eva")
    lab.branch("pr").say(ASK)
    lab.say(HANDED, by="eva", due=MOVED)
    seen = lab.guard()
    assert seen.exit == 0, seen.told


def test_a_later_commit_of_a_steward_answers_for_the_words_of_who_has_left(lab):
    people = LEFT + "  bea: {emails: [bea@example.com]}\n"
    lab.start(people=people, policy="stewards: [bea]").say(ASK)
    lab.say(HANDED, by="eva", due=MOVED)
    lab.put({}, "bea", message=f"it is so\n\nConfirms: {lab.hash(lab.tips['pr'])}")
    lab.passes(may="PC509:w")


def test_a_performer_who_has_left_takes_no_promise_on(lab):
    people = REGISTER.replace("eva@example.com]}", "eva@example.com], left: 2026-03-10}")
    lab.start(people=people).say(
        act("renegotiate", "ana", "19T09", terms="{performer: eva}", reason="capacity"), by="ana"
    )
    lab.stopped("PC507:e")


def test_a_request_to_who_has_left_is_an_error(lab):
    people = REGISTER.replace("eva@example.com]}", "eva@example.com], left: 2026-03-10}")
    text = promise(request(at="19T09", performer="eva"), id=OTHER, performer="eva", state="requested")
    lab.start(people=people).put({Q: text}, "ana")
    lab.stopped("PC507:e")


def test_a_performer_who_leaves_later_takes_a_promise_on(lab):
    people = REGISTER.replace("eva@example.com]}", "eva@example.com], left: 2026-06-01}")
    lab.start(people=people).say(
        act("renegotiate", "ana", "19T09", terms="{performer: eva}", reason="capacity"), by="ana"
    )
    lab.passes()


def test_a_leave_set_on_the_branch_makes_no_unanswered_proposal_hold(lab):
    lab.start().edit(ANA, ANA.replace("}", ", left: 2026-03-01}"), "diego", PEOPLE)
    lab.say(ASK, due=MOVED)
    seen = lab.guard()
    assert seen.exit == 1, seen.told
