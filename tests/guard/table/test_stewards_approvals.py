"""A steward's approval of a commit: what it answers (PC407 to PC409, PC509), and whose it has to be.

Bea is the steward, and rarely anything else; eva is nobody in particular.
"""

from __future__ import annotations

import json

import pytest

from .lab import (
    AGREE,
    ASK,
    BEGUN,
    ID,
    MOVED,
    PEOPLE,
    REGISTER,
    REQUEST,
    SERVICES,
    SETTINGS,
    YES,
    Lab,
    act,
    promise,
    settings,
)

WITH_BEA = REGISTER + "  bea: {emails: [bea@example.com], accounts: {github: bea-mora}}\n"
BEA = "stewards: [bea]"
FEWER = settings(BEA, "wip-limit: 3\n")
ANA = "ana: {name: Ana, emails: [ana@example.com]}"
HERS_MOVED = ANA.replace("ana@example.com", "ana@example.org")
GONE = "{redacted: {by: diego, at: 2026-03-19, sha256: " + "ab" * 32 + "}}"
SAID = promise(REQUEST, AGREE, act("note", "ana", "03T09", note="call the hospital"))
LEFT = WITH_BEA.replace("ana@example.com]}", "ana@example.com], left: 2026-03-10}")
HANDED = act("agree", "eva", "19T10", for_="ana", via="handover", terms="{due: 2026-05-20}")
SERVICE = (
    "services:\n  lead:\n    what: Answer the lead\n    performer: diego\n    within: 10d\n    criteria: [called]\n"
)
STANDING = SERVICE + "    standing: {by: diego, at: 2026-03-19}\n"


def changed_settings(lab: Lab) -> int:
    """Diego changes a setting on the branch, though bea is the steward."""
    return lab.start(policy=BEA, people=WITH_BEA).put({SETTINGS: FEWER}, "diego")


def moved_address(lab: Lab) -> int:
    """Diego gives ana another address."""
    return lab.start(policy=BEA, people=WITH_BEA).edit(ANA, HERS_MOVED, "diego", PEOPLE)


def redacted(lab: Lab) -> int:
    """Diego takes out what ana said."""
    return lab.start(SAID, policy=BEA, people=WITH_BEA).edit("call the hospital", GONE, "diego")


def handed_over(lab: Lab) -> int:
    """Eva, who is no steward, agrees for ana, who has left."""
    lab.start(policy=BEA, people=LEFT).say(ASK)
    return lab.say(HANDED, by="eva", due=MOVED)


def written_standing(lab: Lab) -> int:
    """Ana writes that diego agreed beforehand."""
    return lab.start(policy=BEA, people=WITH_BEA, services=SERVICE).put({SERVICES: STANDING}, "ana")


STOPPED = [
    (changed_settings, "PC407:e"),
    (moved_address, "PC407:e PC409:e"),
    (redacted, "PC408:e"),
    (handed_over, "PC509:e"),
    (written_standing, "PC407:e"),
]


@pytest.mark.parametrize(("begin", "codes"), STOPPED)
def test_without_a_steward_it_is_stopped(lab, begin, codes):
    begin(lab)
    lab.stopped(codes)


@pytest.mark.parametrize(("begin", "codes"), STOPPED)
def test_a_steward_who_approves_the_commit_answers_it(lab, begin, codes):
    lab.passes(reviews=lab.stands_by(begin(lab)), may="PC503:w")


@pytest.mark.parametrize(("begin", "codes"), STOPPED)
def test_a_steward_who_names_it_in_a_later_commit_answers_it_alike(lab, begin, codes):
    commit = begin(lab)
    lab.put({}, "bea", message=f"fine\n\nConfirms: {lab.hash(commit)}")
    lab.passes(may="PC503:w")


@pytest.mark.parametrize(("begin", "codes"), STOPPED)
@pytest.mark.parametrize("by", ["diego", "ana", "stranger", "bot", "github:bea", "gitlab:bea-mora", ""])
def test_the_approval_of_anybody_else_answers_nothing(lab, begin, codes, by):
    lab.stopped(codes, reviews=lab.stands_by(begin(lab), by=by))


@pytest.mark.parametrize("by", ["github:bea-mora", "GitHub:Bea-Mora", "bea-mora"])
def test_a_steward_is_known_by_her_account(lab, by):
    lab.passes(reviews=lab.stands_by(changed_settings(lab), by=by))


def test_a_redaction_that_a_steward_stands_by_is_told_all_the_same(lab):
    reviews = lab.stands_by(redacted(lab))
    lab.passes(must="PC408:i", reviews=reviews)


# Of which commit.


def test_an_approval_of_another_commit_answers_nothing(lab):
    commit = changed_settings(lab)
    later = lab.put({SETTINGS: settings(BEA, "wip-limit: 9\n")}, "diego")
    lab.stopped("PC407:e", reviews=lab.stands_by(commit))
    lab.stopped("PC407:e", reviews=lab.stands_by(later), audit="-")


def test_both_commits_are_approved_each_by_its_name(lab):
    commit = changed_settings(lab)
    later = lab.put({SETTINGS: settings(BEA, "wip-limit: 9\n")}, "diego")
    lab.passes(reviews=lab.stands_by(commit, later))


def test_a_commit_that_was_amended_after_the_approval_is_another(lab):
    reviews = lab.stands_by(changed_settings(lab))
    lab.branch("again").put({SETTINGS: FEWER.replace("3", "99")}, "diego")
    lab.tips["pr"] = lab.tips["again"]
    seen = lab.guard("again", approvals=reviews)
    assert "PC407:e" in seen.codes, seen.told


def test_an_approval_of_the_base_answers_nothing_of_the_branch(lab):
    changed_settings(lab)
    lab.stopped("PC407:e", reviews=lab.stands_by(lab.tips["main"]))


def test_an_approval_of_the_commit_of_a_branch_is_not_one_of_its_squash(lab):
    reviews = lab.stands_by(changed_settings(lab))
    seen = lab.audit("squash", "diego", reviews)
    assert "PC407:e" in seen.codes, seen.told


def test_what_was_squashed_is_answered_by_an_approval_of_the_squash(lab):
    changed_settings(lab)
    lab.branch("landed").squash("pr", "diego")
    seen = lab.audited("landed", lab.stands_by(lab.tips["landed"]))
    assert seen.exit == 0, seen.told


# What it does not answer.


def test_it_answers_for_nobodys_word(lab):
    commit = lab.start(policy=BEA, people=WITH_BEA).say(ASK, YES, due=MOVED)
    lab.stopped("PC406:e", reviews=lab.stands_by(commit))


def test_it_gives_nothing_back_that_was_edited(lab):
    commit = lab.start(policy=BEA, people=WITH_BEA).edit("2026-04-20", "2026-12-24")
    lab.stopped("PC402:e", reviews=lab.stands_by(commit))


def test_terms_in_force_of_an_open_promise_stay_whoever_approves(lab):
    """Renegotiate them to neutral words first."""
    commit = lab.start(policy=BEA, people=WITH_BEA).edit("[photos]", f"[{GONE}]")
    reviews = lab.stands_by(commit)
    seen, later = lab.guard(approvals=reviews), lab.audit(approvals=reviews)
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


# Whose it is.


def test_nobody_stands_by_her_own_commit(lab):
    """Bea is ana's successor and the other party: with another steward named she does not decide alone."""
    text = BEGUN.replace("customer: ana", "customer: bea").replace("by: ana", "by: bea")
    left = WITH_BEA.replace("diego@example.com]}", "diego@example.com], left: 2026-03-10}")
    lab.start(text, policy="stewards: [bea, eva]", people=left)
    ask = act("renegotiate", "bea", "19T09", terms="{due: 2026-05-20}", reason="supplier")
    yes = act("agree", "bea", "19T10", for_="diego", via="handover", terms="{due: 2026-05-20}")
    lab.say(ask, by="bea")
    commit = lab.say(yes, by="bea", due=MOVED)
    lab.stopped("PC509:e", reviews=lab.stands_by(commit))
    lab.passes(reviews=lab.stands_by(commit, by="eva"), may="PC503:w")
    lab.put({}, "bea", message=f"it is so\n\nConfirms: {lab.hash(commit)}")
    lab.stopped("PC509:e")
    lab.put({}, "eva", message=f"it is so\n\nConfirms: {lab.hash(commit)}")
    lab.passes(may="PC503:w")


def test_whom_the_commit_itself_makes_a_steward_does_not_approve_it(lab):
    commit = lab.start(policy=BEA, people=WITH_BEA).put({SETTINGS: settings("stewards: [bea, eva]")}, "diego")
    lab.stopped("PC407:e", reviews=lab.stands_by(commit, by="eva"))


def test_whose_account_the_commit_itself_gives_a_steward_does_not_approve_it(lab):
    people = WITH_BEA.replace("github: bea-mora", "github: mallory")
    commit = lab.start(policy=BEA, people=WITH_BEA).put({PEOPLE: people}, "diego")
    lab.stopped("PC407:e", reviews=lab.stands_by(commit, by="github:mallory"))


def test_whose_account_an_earlier_commit_of_the_branch_gives_a_steward_does_not_approve_a_later_one(lab):
    people = WITH_BEA.replace("github: bea-mora", "github: mallory")
    first = lab.start(policy=BEA, people=WITH_BEA).put({PEOPLE: people}, "diego")
    later = lab.put({SETTINGS: FEWER}, "diego")
    lab.stopped("PC407:e", reviews=lab.stands_by(first, later, by="github:mallory"))


def test_a_steward_who_has_left_stands_by_nothing(lab):
    left = WITH_BEA.replace("emails: [bea@example.com]", "emails: [bea@example.com], left: 2026-03-10")
    lab.start(policy="stewards: [bea, eva]", people=left)
    commit = lab.put({SETTINGS: settings("stewards: [bea, eva]", "wip-limit: 3\n")}, "diego")
    lab.stopped("PC407:e", reviews=lab.stands_by(commit))
    lab.put({}, "bea", message=f"fine\n\nConfirms: {lab.hash(commit)}")
    lab.stopped("PC407:e")


def test_a_steward_by_her_former_handle_is_the_same_person(lab):
    people = WITH_BEA.replace("{emails: [bea@", "{formerly: [beatriz], emails: [bea@")
    commit = lab.start(policy=BEA, people=people).put({SETTINGS: FEWER}, "diego")
    lab.passes(reviews=lab.stands_by(commit, by="beatriz"))


# The file.


def both(lab: Lab) -> list[dict[str, object]]:
    """Diego changes a setting, and writes ana's agreement to his proposal."""
    first = changed_settings(lab)
    lab.say(ASK, YES, due=MOVED)
    return [
        {"commit": lab.hash(first), "by": "github:bea-mora", "source": "https://git.example.org/8"},
        {"promise": ID, "act": 3, "terms": {"due": MOVED}, "by": "ana", "source": "https://git.example.org/9"},
    ]


def test_one_file_holds_approvals_of_commits_and_of_proposals(lab):
    rows = both(lab)
    path = lab.folder.parent / "approvals.json"
    path.write_text(json.dumps(rows))
    lab.passes(reviews=path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"commit": "abc1234"},
        {"commit": "main"},
        {"commit": ""},
        {"commit": 7},
        {"commit": None},
        {"by": 7},
        {"by": None},
        {"source": []},
    ],
)
def test_a_row_that_names_no_commit_whole_is_refused(lab, wrong):
    reviews = lab.stands_by(changed_settings(lab), **wrong)
    seen, later = lab.guard(approvals=reviews), lab.audit(approvals=reviews)
    assert (seen.exit, later.exit) == (2, 2)
    assert seen.told == later.told
    assert "approval 1 lacks" in seen.told[0]


def test_the_change_says_which_commits_an_approval_would_have_to_name(lab):
    first = changed_settings(lab)
    later = lab.say(ASK)
    told = lab.told("diff main pr --format json").json
    assert told["commits"] == [lab.hash(first), lab.hash(later)]


def test_what_is_not_committed_has_no_commit_to_approve(lab):
    changed_settings(lab)
    lab.told("status")
    lab.write()
    lab.git("checkout", "--quiet", "--force", "pr")
    (lab.folder / SETTINGS).write_text(settings(BEA, "wip-limit: 9\n"))
    seen = lab.guard(head="worktree", approvals=lab.stands_by(lab.tips["pr"]))
    assert "PC407:e" in seen.codes, seen.told
