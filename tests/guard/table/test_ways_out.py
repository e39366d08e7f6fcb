"""Every error has a lawful way out: what the finding says to do, done word by word with the program, ends well."""

from __future__ import annotations

import re

import pytest

from .lab import (
    ACCEPT,
    AGREE,
    ASK,
    BEGUN,
    DELIVER,
    MOVED,
    PEOPLE,
    REGISTER,
    REQUEST,
    SERVICES,
    SETTINGS,
    YES,
    Lab,
    P,
    act,
    displaced,
    promise,
    request,
    settings,
)

FAR = "2026-12-24"
ANA = "ana: {name: Ana, emails: [ana@example.com]}"
HER_NOTE = act("note", "ana", "19T09:30", note="call me first")


def told(lab: Lab, code: str) -> str:
    """Return what `check --base` says of a code, with its help."""
    found = [one for one in lab.guard().told if one.startswith(code)]
    assert found, lab.guard().told
    return found[0]


def command(lab: Lab, code: str, program: str = "promisectl ") -> str:
    """Return the command that a finding's help names."""
    commands = re.findall(rf"`{program}([^`]*)`", told(lab, code))
    assert commands, told(lab, code)
    return commands[-1]


# PC406, 501, 502, 503: she confirms.


@pytest.mark.parametrize("policy", ["", "trust: author"], ids=["recorded", "author"])
def test_the_confirmation_that_the_finding_names_ends_well(lab, policy):
    lab.start(policy=policy).say(ASK)
    lab.say(YES, due=MOVED)
    lab.run(command(lab, "PC406"), by="ana")
    lab.passes(may="PC501:w PC406:w")


def test_her_own_command_instead_of_his_word_ends_well(lab):
    lab.start().say(ASK)
    lab.run("agree k7m --by ana", by="ana")
    lab.passes()


def test_a_verdict_written_down_by_the_performer_is_confirmed(lab):
    lab.start(promise(REQUEST, AGREE, DELIVER.replace("19T", "18T"), state="delivered"))
    lab.run("accept k7m --by diego --for ana --via phone", by="diego")
    lab.passes(must="PC503:w")
    lab.run(command(lab, "PC503"), by="ana")
    lab.passes()


def test_an_approval_on_the_host_is_recorded_by_a_third_person_after_the_merge(lab):
    lab.start().say(ASK)
    reviews = lab.approvals({})
    lab.branch("landed").merge("pr")
    lab.run(f"record --approvals {reviews} --by eva", by="eva")
    seen = lab.audited("landed")
    assert not seen.loud, seen.told


RECORDED = act("agree", "ana", "19T10", via="https://git.example.org/7", terms="{due: 2026-05-20}")


def test_an_approval_recorded_by_an_agent_says_nothing_where_the_review_is_at_hand(lab):
    lab.start().say(ASK)
    lab.say(RECORDED, by="bot", due=MOVED)
    lab.passes(reviews=lab.approvals({}))


def test_an_agent_records_nothing_that_nobody_approved(lab):
    lab.start().say(ASK)
    lab.say(RECORDED, by="bot", due=MOVED)
    lab.stopped("PC406:e")


def test_an_agent_records_nothing_that_somebody_else_approved(lab):
    lab.start().say(ASK)
    lab.say(RECORDED, by="bot", due=MOVED)
    lab.stopped("PC406:e", reviews=lab.approvals({"by": "eva"}))


def test_whose_commit_was_squashed_confirms_afterwards(lab):
    lab.start().say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    lab.branch("landed").squash("pr", "diego")
    assert "PC406:w" in lab.audited("landed").codes
    lab.run("confirm k7m 4 --by ana", by="ana")
    seen = lab.audited("landed")
    assert not seen.loud, seen.told


# PC401, 402, 403, 404: give back what was said.


def test_what_was_edited_is_given_back_as_the_finding_says(lab):
    lab.start().edit("2026-04-20", FAR)
    assert "git show" in told(lab, "PC402") or "git checkout" in told(lab, "PC402")
    lab.put({P: BEGUN})
    lab.passes(must="PC402:w")


def test_what_was_removed_is_given_back_as_the_finding_says(lab):
    lab.start().put({P: None})
    assert "git checkout" in told(lab, "PC403")
    lab.put({P: BEGUN})
    lab.passes(may="PC403:w")


def test_an_edit_that_was_merged_is_given_back_on_main(lab):
    lab.start().edit("2026-04-20", FAR)
    lab.branch("landed").merge("pr")
    assert lab.audited("landed").exit == 1
    lab.put({P: BEGUN}, "eva")
    seen = lab.audited("landed")
    assert seen.exit == 0, seen.told


def test_a_removal_that_was_merged_is_given_back_on_main(lab):
    lab.start().put({P: None})
    lab.branch("landed").merge("pr")
    assert lab.audited("landed").exit == 1
    lab.put({P: BEGUN}, "eva")
    seen = lab.audited("landed")
    assert seen.exit == 0, seen.told


def test_an_edit_that_was_merged_and_spoken_after_is_given_back_with_a_note(lab):
    lab.start().edit("2026-04-20", FAR)
    lab.branch("landed").merge("pr")
    lab.say(HER_NOTE, by="ana")
    lab.put({P: promise(REQUEST, AGREE, displaced("eva", "19T12", HER_NOTE))}, "eva")
    seen = lab.audited("landed")
    assert seen.exit == 0, seen.told


def test_a_steward_confirms_an_edit_in_no_way(lab):
    """`Confirms:` answers PC407 to PC409 and PC509: never what was said."""
    lab.start(policy="stewards: [eva]").edit("2026-04-20", FAR)
    lab.put({}, "eva", message=f"fine\n\nConfirms: {lab.hash(lab.tips['pr'])}")
    lab.stopped("PC402:e")


def test_a_silent_head_is_rebalanced(lab):
    lab.start().edit("due: 2026-04-20\ncriteria", f"due: {FAR}\ncriteria")
    assert lab.guard().exit == 1
    lab.run("rebalance k7m", by="diego")
    lab.passes(may="PC401:w")


def test_a_silent_head_becomes_a_proposal(lab):
    lab.start().edit("due: 2026-04-20\ncriteria", f"due: {FAR}\ncriteria")
    lab.run("rebalance k7m", by="diego")
    lab.run(f"renegotiate k7m {FAR} --reason supplier --by diego", by="diego")
    lab.passes(may="PC401:w")


def test_what_resolve_makes_of_a_conflict_passes(lab):
    lab.start().say(act("warn", "diego", "18T10", reason="supplier"), at="18T10:30")
    lab.on("main").say(act("note", "ana", "18T11", note="thank you"), by="ana", at="18T11:30")
    lab.on("pr")
    resolved = promise(
        REQUEST, AGREE, act("warn", "diego", "18T10", reason="supplier"), act("note", "ana", "18T11", note="thank you")
    )
    lab.merge("main", "diego", {P: resolved})
    lab.passes()


# PC2: a history that the law refuses.


REFUSED = promise(REQUEST, AGREE, act("accept", "eva", "03T09", rating=5))


def test_a_steward_mends_a_history_that_the_law_refuses(lab):
    lab.start(REFUSED, policy="stewards: [ana]")
    lab.run("mend k7m --by ana", by="ana")
    lab.passes(may="PC402:w")


def test_without_a_steward_one_party_mends_and_the_other_confirms(lab):
    lab.start(REFUSED)
    lab.run("mend k7m --by diego", by="diego")
    lab.run("confirm k7m 3 --by ana", by="ana")
    lab.passes(may="PC402:w")


def test_without_a_steward_one_party_alone_does_not_mend(lab):
    lab.start(REFUSED)
    lab.run("mend k7m --by diego", by="diego")
    lab.stopped("PC404:e")


def test_a_third_person_does_not_mend(lab):
    lab.start(REFUSED, policy="stewards: [ana]")
    aside = displaced("eva", "19T09", act("accept", "eva", "03T09", rating=5))
    lab.put({P: promise(REQUEST, AGREE, aside)}, "eva")
    lab.stopped("PC404:e")


def test_mending_sets_no_lawful_act_aside(lab):
    lab.start(promise(REQUEST, AGREE, act("note", "ana", "03T09", note="x")), policy="stewards: [eva]")
    aside = displaced("eva", "19T09", AGREE, act("note", "ana", "03T09", note="x"))
    lab.put({P: promise(REQUEST, aside, state="requested")}, "eva")
    lab.stopped("PC404:e")


def test_mending_sets_the_tail_aside_whole(lab):
    lab.start(promise(REQUEST, AGREE, act("accept", "eva", "03T09", rating=5), act("note", "ana", "04T09", note="x")), policy="stewards: [ana]")
    aside = displaced("ana", "19T09", act("accept", "eva", "03T09", rating=5))
    lab.put({P: promise(REQUEST, AGREE, aside)}, "ana")
    lab.stopped("PC402:e")


# PC407, 408, 409: a steward.


def test_without_a_steward_one_is_named_first(lab):
    change = (ANA, ANA.replace("ana@example.com", "ana@example.org"))
    lab.start().edit(*change, by="eva", path=PEOPLE)
    assert "stewards" in told(lab, "PC409")
    lab.on("main").put({SETTINGS: settings("stewards: [eva]")}, "eva")
    lab.branch("again").edit(*change, by="eva", path=PEOPLE)
    seen = lab.guard("again")
    assert seen.exit == 0, seen.told


@pytest.mark.parametrize("length", [12, 40])
def test_a_steward_stands_by_a_change_of_settings(lab, length):
    lab.start(policy="stewards: [eva]").put({SETTINGS: settings("stewards: [eva]", "wip-limit: 3\n")}, "diego")
    lab.stopped("PC407:e")
    lab.put({}, "eva", message=f"fine\n\nConfirms: {lab.hash(lab.tips['pr'])[:length]}")
    lab.passes(may="PC407:w")


def test_a_steward_stands_by_a_merged_change_in_a_later_audit(lab):
    lab.start(policy="stewards: [eva]").put({SETTINGS: settings("stewards: [eva]", "wip-limit: 3\n")}, "diego")
    lab.branch("landed").merge("pr")
    assert lab.audited("landed").exit == 1
    lab.put({}, "eva", message=f"fine\n\nConfirms: {lab.hash(lab.tips['pr'])}")
    seen = lab.audited("landed")
    assert seen.exit == 0, seen.told


def test_a_steward_whom_the_change_itself_names_does_not_stand_by_it(lab):
    lab.start(policy="stewards: [ana]").put({SETTINGS: settings("stewards: [ana, diego]")}, "diego")
    lab.put({}, "diego", message=f"fine\n\nConfirms: {lab.hash(lab.tips['pr'])}")
    lab.stopped("PC407:e")


def test_a_steward_makes_the_change_again_after_it_was_given_back(lab):
    lab.start(policy="stewards: [eva]").put({SETTINGS: settings("stewards: [eva]", "wip-limit: 3\n")}, "diego")
    lab.put({SETTINGS: settings("stewards: [eva]")}, "eva")
    lab.put({SETTINGS: settings("stewards: [eva]", "wip-limit: 3\n")}, "eva")
    lab.passes(may="PC407:w")


def test_a_service_is_agreed_to_by_its_performer_again(lab):
    service = "services:\n  lead:\n    what: Answer the lead\n    performer: diego\n    within: 10d\n    criteria: [called]\n"
    lab.start(services=service)
    lab.on("main").run("service agree lead --by diego", by="diego")
    lab.branch("pr").edit("within: 10d", "within: 5d", "ana", SERVICES)
    lab.run("service agree lead --by diego", by="diego")
    lab.passes(may="PC407:w")


def test_terms_are_renegotiated_to_neutral_words_and_then_the_old_ones_redacted(lab):
    neutral = "{what: Inspect it}"
    lab.start(policy="stewards: [eva]").say(act("renegotiate", "diego", "19T09", terms=neutral, reason="other"))
    lab.say(act("agree", "ana", "19T10", terms=neutral), by="ana", what="Inspect it")
    lab.run("redact k7m 1 what --by eva", by="eva")
    lab.passes()


# PC108, 112, 210.


def test_settings_that_quiet_the_guard_are_taken_back(lab):
    lab.start().put({SETTINGS: settings(more="check: {ignore: [PC4]}\n")}, "diego")
    lab.put({SETTINGS: settings()}, "diego")
    lab.passes(may="PC409:w")


def test_attributes_are_taken_back(lab):
    lab.start().put({".gitattributes": "* filter=evil\n"}, "diego")
    lab.put({".gitattributes": "*.psd filter=lfs\n"}, "diego")
    lab.passes()


def test_a_due_counted_wrong_is_confirmed_by_the_customer(lab):
    opened = promise(request(when_due="within: 10d"), state="requested", due="", more="within: 10d\n")
    lab.start(opened).say(act("agree", "diego", "19T09", due="2026-04-10"), state="promised\ndue: 2026-04-10".split("\n")[0])
    text = lab.read().replace("within: 10d\ncriteria", "within: 10d\ndue: 2026-04-10\ncriteria")
    lab.put({P: text})
    lab.stopped("PC210:e", audit="-")
    lab.run("confirm k7m 2 --by ana", by="ana")
    lab.passes(may="PC401:w PC205:w PC210:w")


def test_a_due_counted_wrong_is_taken_back_and_said_again_by_the_command(lab):
    opened = promise(request(when_due="within: 10d"), state="requested", due="", more="within: 10d\n")
    agreed = promise(
        request(when_due="within: 10d"), act("agree", "diego", "19T09", due=FAR), due=FAR, more="within: 10d\n"
    )
    lab.start(opened).put({P: agreed})
    lab.put({P: opened})
    lab.run("agree k7m --by diego", by="diego")
    lab.passes(may="PC402:w PC210:w")


# A whole day of an honest team.


def test_a_promise_lives_from_request_to_acceptance_by_commands_alone(lab):
    lab.start()
    lab.run("renegotiate k7m 2026-05-20 --reason supplier --by diego", by="diego")
    lab.run("agree k7m --by ana", by="ana")
    lab.run("warn k7m --reason supplier --by diego", by="diego")
    lab.run("warn k7m --clear --by diego", by="diego")
    lab.run("deliver k7m -e report --by diego", by="diego")
    lab.run("reject k7m --unmet photos --by ana", by="ana")
    lab.run("deliver k7m -e photos --by diego", by="diego")
    lab.run("accept k7m --rating 5 --by ana", by="ana")
    lab.passes()


def test_a_request_is_made_answered_and_handed_over_by_commands_alone(lab):
    lab.start()
    lab.run("request diego 'Estimate the repair' 2026-04-30 -c estimate --id clm-est2m3n4 --by ana", by="ana")
    lab.run("counter est 2026-05-10 --by diego", by="diego")
    lab.run("agree est --by ana", by="ana")
    lab.run("renegotiate est --performer eva --reason capacity --by diego", by="diego")
    lab.run("agree est --by ana", by="ana")
    lab.run("agree est --by eva", by="eva")
    lab.passes()


def test_minutes_are_kept_by_commands_of_a_third_person(lab):
    lab.start()
    lab.run("renegotiate k7m 2026-05-20 --reason supplier --by eva --for diego --via stand-up", by="eva")
    lab.run("agree k7m --by eva --for ana --via stand-up", by="eva")
    lab.passes()


def test_a_promise_is_packed_by_the_command(lab):
    closed = promise(REQUEST, AGREE, DELIVER.replace("19T", "03T"), ACCEPT.replace("19T", "03T"), state="accepted")
    lab.start(closed)
    lab.run("pack --before 2026-03-15", by="eva")
    lab.passes()
    assert REGISTER
