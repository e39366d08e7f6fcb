"""Attacks of several steps, each with its honest twin beside it."""

from __future__ import annotations

import time

import pytest

from .lab import (
    AGREE,
    ASK,
    BEGUN,
    DELIVER,
    ID,
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
    Seen,
    act,
    displaced,
    promise,
    request,
    settings,
)

FAR = "2026-12-24"
BARE = act("agree", "ana", "19T10")
SECOND = act("renegotiate", "diego", "19T09:30", terms=f"{{due: {FAR}}}", reason="other")
NOTE = act("note", "diego", "19T09", note="x")
HER_NOTE = act("note", "ana", "19T09:30", note="y")
ANA = "ana: {name: Ana, emails: [ana@example.com]}"


def both_stop(lab: Lab) -> None:
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)


# Agreements that land where their speaker did not look.


def test_a_merge_does_not_put_her_bare_agreement_on_another_proposal(lab):
    lab.start()
    lab.branch("side").say(SECOND)
    lab.on("pr").say(ASK)
    lab.say(BARE, by="ana", due=MOVED)
    lab.merge("side", "diego", {P: promise(REQUEST, AGREE, ASK, SECOND, BARE, due=FAR)})
    both_stop(lab)


def test_a_proposal_that_comes_after_her_agreement_in_the_merge_stays_open(lab):
    lab.start()
    late = SECOND.replace("19T09:30", "19T10:30")
    lab.branch("side").say(late)
    lab.on("pr").say(ASK)
    lab.say(BARE, by="ana", due=MOVED)
    lab.merge("side", "diego", {P: promise(REQUEST, AGREE, ASK, BARE, late, due=MOVED)})
    lab.passes()


def test_main_does_not_get_an_agreement_to_what_it_proposes_itself(lab):
    """Main holds a second proposal; the branch's agreement was to the first."""
    lab.start(promise(REQUEST, AGREE, ASK.replace("19T09", "18T09"))).say(BARE, by="ana", due=MOVED)
    second = SECOND.replace("19T09:30", "18T10")
    lab.on("main").say(second)
    lab.on("pr").merge(
        "main", "diego", {P: promise(REQUEST, AGREE, ASK.replace("19T09", "18T09"), second, BARE, due=FAR)}
    )
    both_stop(lab)


def test_her_agreement_is_displaced_where_main_has_proposed_anew(lab):
    first = ASK.replace("19T09", "18T09")
    lab.start(promise(REQUEST, AGREE, first)).say(YES, by="ana", due=MOVED)
    second = SECOND.replace("19T09:30", "18T10")
    lab.on("main").say(second)
    aside = displaced("diego", "19T11", YES)
    lab.on("pr").merge("main", "diego", {P: promise(REQUEST, AGREE, first, second, aside)})
    lab.passes(may="PC404:w")


def test_an_agreement_of_both_that_cannot_stand_is_set_aside_with_a_warning(lab):
    cancel = act("cancel", "ana", "18T11", reason="other")
    lab.start().say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    lab.on("main").say(cancel, by="ana", at="18T11:30", state="cancelled")
    aside = displaced("diego", "19T11", ASK, YES)
    lab.on("pr").merge("main", "diego", {P: promise(REQUEST, AGREE, cancel, aside, state="cancelled")})
    lab.passes(must="PC404:w")


def test_only_the_agreement_set_aside_leaves_the_proposal_where_it_cannot_stand(lab):
    cancel = act("cancel", "ana", "18T11", reason="other")
    lab.start().say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    lab.on("main").say(cancel, by="ana", at="18T11:30", state="cancelled")
    aside = displaced("diego", "19T11", YES)
    lab.on("pr").merge("main", "diego", {P: promise(REQUEST, AGREE, cancel, aside, state="cancelled")})
    assert lab.guard().exit == 1


def test_a_displaced_note_in_a_merge_that_names_acts_of_nobody_is_stopped_or_told(lab):
    lab.start().say(NOTE)
    lab.on("main").say(HER_NOTE, by="ana")
    forged = act("accept", "ana", "19T08", rating=5)
    lab.on("pr").merge(
        "main", "diego", {P: promise(REQUEST, AGREE, NOTE, HER_NOTE, displaced("diego", "19T11", forged))}
    )
    seen, later = lab.guard(), lab.audit()
    assert seen.codes & {"PC404:e", "PC404:w"}, seen.told
    assert later.codes & {"PC404:e", "PC404:w"}, later.told


# Who is a party.


HANDOVER = act("renegotiate", "diego", "19T09", terms="{performer: eva}", reason="capacity")


def test_who_would_get_the_promise_does_not_agree_in_the_customers_place(lab):
    lab.start().say(HANDOVER)
    lab.say(act("agree", "eva", "19T10", for_="ana", via="phone", terms="{performer: eva}"), by="eva")
    lab.stopped("PC406:e")


def test_the_performer_does_not_agree_for_who_would_get_the_promise(lab):
    lab.start().say(HANDOVER, act("agree", "eva", "19T10", terms="{performer: eva}"))
    lab.stopped("PC406:e")


def test_a_handover_by_three_in_their_own_commits_passes(lab):
    lab.start().say(HANDOVER)
    lab.say(act("agree", "eva", "19T10", terms="{performer: eva}"), by="eva")
    lab.say(act("agree", "ana", "19T11", terms="{performer: eva}"), by="ana", performer="eva")
    lab.passes()


def test_his_open_record_in_a_commit_of_a_third_person_is_not_open(lab):
    lab.start().say(ASK)
    lab.say(act("agree", "diego", "19T10", for_="ana", via="phone", terms="{due: 2026-05-20}"), by="eva", due=MOVED)
    lab.stopped("PC406:e")


def test_a_third_persons_record_in_his_commit_is_not_open(lab):
    lab.start().say(ASK)
    lab.say(act("agree", "eva", "19T10", for_="ana", via="phone", terms="{due: 2026-05-20}"), by="diego", due=MOVED)
    lab.stopped("PC406:e")


def test_the_address_is_read_without_capitals_mattering(lab):
    lab.start().say(ASK)
    lab.say(YES, by="Ana <Ana@Example.com>", due=MOVED)
    lab.passes()


def test_a_name_like_hers_is_not_her(lab):
    lab.start().say(ASK)
    lab.say(YES, by="Ana <diego@example.com>", due=MOVED)
    lab.stopped("PC406:e")


@pytest.mark.parametrize("address", ["ana@example.com.evil.org", "ana", "xana@example.com", "ana@example.co"])
def test_an_address_that_only_looks_like_hers_is_nobody(lab, address):
    lab.start().say(ASK)
    lab.say(YES, by=f"Ana <{address}>", due=MOVED)
    lab.stopped("PC406:e")


def test_a_mailmap_makes_nobody_somebody_else(lab):
    lab.start().put({".mailmap": "Ana <ana@example.com> <diego@example.com>\n"})
    lab.say(ASK, YES, due=MOVED)
    lab.stopped("PC406:e")


# Files that change places.


def test_two_promises_do_not_change_places(lab):
    lab.start()
    other = promise(request(when_due=f"due: {FAR}"), AGREE, id=OTHER, due=FAR)
    lab.on("main").tell(other, Q)
    lab.branch("pr").put({P: other.replace(OTHER, ID), Q: BEGUN.replace(ID, OTHER)})
    both_stop(lab)


def test_an_act_does_not_move_into_another_promise(lab):
    lab.start(promise(REQUEST, AGREE, act("note", "ana", "03T09", note="y")))
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.branch("pr").put({P: BEGUN, Q: promise(REQUEST, AGREE, act("note", "ana", "03T09", note="y"), id=OTHER)})
    both_stop(lab)


def test_a_loose_file_beside_its_pack_does_not_stand_for_it(lab):
    closed = promise(REQUEST, AGREE, act("cancel", "ana", "03T09", reason="other"), state="cancelled")
    pack = "ledgers/claims/settled/2026-Q1.yaml"
    lab.start(closed)
    lab.on("main").put({P: None, pack: "---\n" + closed}, "ana", "04T12")
    lab.branch("pr").put({P: promise(request(when_due=f"due: {FAR}"), AGREE, due=FAR)})
    both_stop(lab)


def test_unpacking_moves_no_word(lab):
    closed = promise(REQUEST, AGREE, act("cancel", "ana", "03T09", reason="other"), state="cancelled")
    pack = "ledgers/claims/settled/2026-Q1.yaml"
    lab.start(closed)
    lab.on("main").put({P: None, pack: "---\n" + closed}, "ana", "04T12")
    lab.branch("pr").put({P: closed, pack: None})
    lab.passes()


def test_an_edit_between_packing_and_unpacking_is_seen(lab):
    closed = promise(REQUEST, AGREE, act("cancel", "ana", "03T09", reason="other"), state="cancelled")
    pack = "ledgers/claims/settled/2026-Q1.yaml"
    lab.start(closed).put({P: None, pack: "---\n" + closed})
    lab.put({P: closed.replace("by: ana\n  at: 2026-03-03", "by: ana\n  at: 2026-03-04"), pack: None})
    both_stop(lab)


@pytest.mark.parametrize(
    "lines",
    ["tags: [blue]\n", "priority: 1\n", "notes: x\n", "x-mine: {a: 1}\n", "links: [https://example.org]\n"],
    ids=["tags", "priority", "notes", "own", "links"],
)
def test_free_fields_change_at_will(lab, lines):
    lab.start().put({P: BEGUN.replace("state:", lines + "state:")}, "eva")
    lab.passes()


def test_a_number_in_quotes_is_that_number(lab):
    done = [REQUEST, AGREE, DELIVER.replace("19T", "03T"), act("accept", "ana", "03T10", rating=4)]
    lab.start(promise(*done, state="accepted")).edit("rating: 4", "rating: '4'")
    lab.passes()


def test_another_number_is_an_edit(lab):
    done = [REQUEST, AGREE, DELIVER.replace("19T", "03T"), act("accept", "ana", "03T10", rating=4)]
    lab.start(promise(*done, state="accepted")).edit("rating: 4", "rating: 5")
    lab.stopped("PC402:e")


# Straight on main, as `audit` meets it.


def audited_on_main(lab: Lab) -> Seen:
    return lab.audited("main")


def test_on_main_ones_own_last_word_is_mended_in_the_next_commit(lab):
    lab.start().on("main").say(NOTE)
    lab.edit("note: x", "note: z")
    seen = audited_on_main(lab)
    assert (seen.exit, "PC402:w" in seen.codes) == (0, True), seen.told


def test_on_main_ones_own_last_word_is_not_changed_after_somebody_elses_commit(lab):
    lab.start().on("main").say(NOTE)
    lab.put({"x.txt": "x"}, "ana")
    lab.edit("note: x", "note: z")
    assert "PC402:e" in audited_on_main(lab).codes


def test_on_main_ones_own_last_word_is_not_changed_after_her_answer(lab):
    lab.start().on("main").say(ASK)
    lab.say(HER_NOTE, by="ana")
    lab.edit(MOVED, FAR)
    assert "PC402:e" in audited_on_main(lab).codes


def test_on_main_a_word_that_came_by_a_merge_is_not_changed_by_its_author(lab):
    lab.start().say(NOTE)
    lab.on("main").merge("pr", "eva")
    lab.edit("note: x", "note: z")
    assert "PC402:e" in audited_on_main(lab).codes


# Levels on two sides.


def test_what_the_branch_brings_is_asked_the_level_of_main_after_it_took_main_in(lab):
    cancel = act("cancel", "ana", "19T10", reason="other")
    lab.start().say(cancel, state="cancelled")
    lab.on("main").put({SETTINGS: settings("trust: author")}, "ana")
    lab.on("pr").merge("main", "diego")
    lab.stopped("PC501:e")


def test_what_the_branch_brings_in_the_authors_own_commits_meets_a_level_raised_meanwhile(lab):
    lab.start().say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    lab.on("main").put({SETTINGS: settings("trust: author")}, "ana")
    lab.on("pr").merge("main", "diego")
    lab.passes()


def test_a_person_added_on_main_meanwhile_speaks_on_the_branch(lab):
    lab.start()
    lab.on("main").put({PEOPLE: REGISTER + "  luis: {emails: [luis@example.com]}\n"}, "ana")
    lab.on("pr").merge("main", "diego")
    lab.say(act("note", "luis", "19T10", note="x"), by="luis")
    lab.passes()


# Registers, again.


@pytest.mark.parametrize(
    "text",
    [
        "# who may speak\n" + REGISTER,
        REGISTER.replace("{name: Ana, emails: [ana@example.com]}", "{emails: [ana@example.com], name: 'Ana'}"),
        REGISTER.replace("\n", "\r\n"),
    ],
    ids=["comment", "order", "line-ends"],
)
def test_how_a_register_is_written_is_nobodys_change(lab, text):
    lab.start(policy="stewards: [ana]").put({PEOPLE: text}, "diego")
    lab.passes()


def test_behind_a_register_that_cannot_be_read_an_address_is_not_changed(lab):
    lab.start(policy="stewards: [ana]").put({PEOPLE: "people: [\n"}, "diego")
    lab.put({PEOPLE: REGISTER.replace("ana@example.com", "x@example.com")}, "diego")
    both_stop(lab)


def test_behind_settings_that_cannot_be_read_the_stewards_do_not_change(lab):
    lab.start(policy="stewards: [ana]").put({SETTINGS: "format: [\n"}, "diego")
    lab.put({SETTINGS: settings("stewards: [diego]")}, "diego")
    both_stop(lab)


def test_settings_broken_for_a_commit_and_given_back_stop_nobody(lab):
    lab.start(policy="stewards: [ana]").put({SETTINGS: "format: [\n"}, "diego")
    lab.put({SETTINGS: settings("stewards: [ana]")}, "diego")
    lab.passes(may="PC101:w PC108:w PC407:w PC409:w")


def test_her_words_in_a_commit_between_two_register_changes_are_still_not_his(lab):
    lab.start().edit("[ana@example.com]", "[ana@example.com, laptop@example.com]", "diego", PEOPLE)
    lab.say(ASK, YES, by="laptop", due=MOVED)
    lab.put({PEOPLE: REGISTER}, "diego")
    assert lab.guard().exit == 1


def test_a_squashed_register_change_and_word_are_still_seen_before_the_merge(lab):
    lab.start()
    lab.put(
        {
            PEOPLE: REGISTER.replace("[ana@example.com]", "[ana@example.com, laptop@example.com]"),
            P: promise(REQUEST, AGREE, ASK, YES, due=MOVED),
        },
        "laptop",
    )
    lab.stopped("PC406:e PC409:e", audit="PC409:e")


# Restoring, again.


def test_a_restoring_commit_does_not_say_something_new_for_her(lab):
    lab.start().edit("2026-04-20", FAR)
    lab.put({P: promise(REQUEST, AGREE, ASK, YES, due=MOVED)})
    lab.stopped("PC406:e")


def test_restoring_to_before_an_honest_agreement_is_a_removal(lab):
    """The edit came in by an error; her agreement after it did not."""
    lab.start().say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    lab.edit("2026-04-20", "2026-04-21")
    lab.put({P: BEGUN})
    lab.stopped("PC402:e")


def test_two_edits_and_two_restorations_are_warnings(lab):
    lab.start()
    for _ in range(2):
        lab.edit("2026-04-20", FAR)
        lab.put({P: BEGUN})
    lab.passes(must="PC402:w")


def test_a_restoration_that_is_undone_again_is_an_error(lab):
    lab.start().edit("2026-04-20", FAR)
    lab.put({P: BEGUN})
    lab.edit("2026-04-20", FAR)
    lab.stopped("PC402:e")


def test_a_revert_of_a_lawful_act_takes_it_away(lab):
    lab.start(promise(REQUEST, AGREE, act("note", "ana", "03T09", note="y")))
    lab.put({P: BEGUN}, "eva", message='Revert "note"\n\nThis reverts commit abcdef0.')
    lab.stopped("PC402:e")


# Work.


def test_fourteen_thousand_acts_in_one_file_are_judged_in_seconds(lab):
    notes = [act("note", "ana", "03T09", note=f"n{number}") for number in range(14_000)]
    lab.start()
    lab.on("main").put({P: promise(REQUEST, AGREE, *notes)}, "ana", "03T12")
    lab.branch("pr").put({P: promise(REQUEST, AGREE, *notes[::-1])})
    begun = time.process_time()
    assert "PC402:e" in lab.guard().codes
    assert time.process_time() - begun < 30


def test_ten_thousand_acts_with_something_to_say_of_each_are_judged_in_seconds(lab):
    opened = request(when_due="due: 2026-03-10")
    talk = [_proposal_taken_back(number) for number in range(5_000)]
    lab.start(promise(opened, AGREE, due="2026-03-10"))
    lab.put({P: promise(opened, AGREE, *talk, due="2026-03-10")}, "ana", "19T12")
    begun = time.process_time()
    assert "PC211:w" in lab.guard().codes
    assert time.process_time() - begun < 60


def _proposal_taken_back(number):
    proposal = act("renegotiate", "ana", "03T09", terms="{due: 2026-03-24}", reason=f"r{number}")
    return proposal + act("withdraw", "ana", "03T09")
