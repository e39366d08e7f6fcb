"""PC406, the traces: what answers for a word, what only looks as if it did."""

from __future__ import annotations

import pytest

from .lab import (
    AGREE,
    ASK,
    DELIVER,
    ID,
    MOVED,
    OTHER,
    PEOPLE,
    REGISTER,
    REQUEST,
    YES,
    P,
    Q,
    act,
    promise,
)

FAR = "2026-12-24"
BARE = act("agree", "ana", "19T10")
OPEN_YES = act("agree", "diego", "19T10", for_="ana", via="phone", terms="{due: 2026-05-20}")
EVA_YES = OPEN_YES.replace("by: diego", "by: eva")


def pair(first: str, then: str, **head: str) -> str:
    return promise(REQUEST, AGREE, first, then, **head)


# Her line over a commit that is not hers.


def test_her_author_line_under_his_committer_line_is_told(lab):
    lab.start().say(ASK)
    lab.put({P: pair(ASK, YES, due=MOVED)}, "ana", committer="diego")
    lab.passes(must="PC406:w")


def test_a_rebase_by_a_third_person_keeps_whose_words_they_are(lab):
    lab.start().put({P: promise(REQUEST, AGREE, ASK)}, "diego", committer="eva")
    lab.put({P: pair(ASK, YES, due=MOVED)}, "ana", committer="eva")
    lab.passes()


def test_a_merge_button_that_commits_for_the_host_keeps_whose_words_they_are(lab):
    host = "GitHub <noreply@github.com>"
    lab.start().put({P: promise(REQUEST, AGREE, ASK)}, "diego", committer=host)
    lab.put({P: pair(ASK, YES, due=MOVED)}, "ana", committer=host)
    lab.passes()


# Her trace, for another act.


def test_her_agreement_to_other_terms_is_no_trace_of_this_one(lab):
    lab.start().say(ASK)
    lab.say(BARE, by="ana", due=MOVED)
    again = ASK.replace(MOVED, FAR).replace("19T09", "19T10")
    lab.say(again, BARE, due=FAR)
    lab.stopped("PC406:e")


def test_her_note_on_the_branch_is_no_trace_of_her_agreement(lab):
    lab.start().say(ASK)
    lab.say(act("note", "ana", "19T09:30", note="looks fine"), by="ana")
    lab.say(YES, due=MOVED)
    lab.stopped("PC406:e")


def test_her_agreement_in_another_promise_is_no_trace_in_this_one(lab):
    lab.start()
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.branch("pr").say(ASK, path=Q)
    lab.say(YES, by="ana", path=Q, due=MOVED)
    lab.say(ASK)
    lab.say(YES, due=MOVED)
    lab.stopped("PC406:e")


def test_her_agreement_in_both_promises_passes(lab):
    lab.start()
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.branch("pr").put({Q: lab.said(ASK, path=Q), P: lab.said(ASK)})
    lab.put({Q: lab.said(YES, path=Q, due=MOVED), P: lab.said(YES, due=MOVED)}, "ana")
    lab.passes()


def test_her_verdict_of_an_earlier_delivery_is_no_trace_of_this_one(lab):
    no = act("reject", "ana", "19T10", unmet="[photos]")
    lab.start().say(DELIVER, state="delivered")
    lab.say(no, by="ana", state="promised")
    lab.say(act("deliver", "diego", "19T11", evidence="[y]"), act("accept", "ana", "19T11:30"), state="accepted")
    lab.stopped("PC406:e")


def test_her_agreement_with_his_other_note_slipped_under_it_is_stopped(lab):
    other = ASK.replace(MOVED, FAR)
    lab.start().say(ASK)
    lab.say(BARE, by="ana", due=MOVED)
    lab.put({P: pair(ASK + other, BARE, due=FAR)})
    lab.stopped("PC402:e")


def test_her_commit_on_a_side_branch_that_was_taken_in_is_her_trace(lab):
    lab.start().say(ASK)
    lab.branch("hers", "pr").say(YES, by="ana", due=MOVED)
    lab.on("pr").merge("hers", "diego")
    lab.passes()


def test_her_commit_that_was_cherry_picked_by_a_third_person_is_her_trace(lab):
    lab.start().say(ASK)
    lab.put({P: pair(ASK, YES, due=MOVED)}, "ana", committer="eva", message="x\n\n(cherry picked from commit abcdef)")
    lab.passes()


# Confirmations.


def test_a_confirmation_in_his_commit_answers_nothing(lab):
    lab.start().say(ASK, YES, due=MOVED)
    lab.run("confirm k7m 4 --by ana", by="diego")
    lab.stopped("PC406:e")


def test_a_confirmation_by_a_third_person_answers_nothing(lab):
    lab.start().say(ASK, YES, due=MOVED)
    lab.say(act("note", "eva", "19T11", kind="confirmed", of=lab.digest(4)), by="eva")
    lab.stopped("PC406:e")


def test_a_confirmation_of_the_proposal_does_not_agree_to_it(lab):
    lab.start().say(ASK, YES, due=MOVED)
    lab.run("confirm k7m 3 --by ana", by="ana")
    lab.stopped("PC406:e")


def test_a_confirmation_whose_words_were_changed_afterwards_answers_nothing(lab):
    lab.start().say(ASK, YES, due=MOVED)
    lab.run("confirm k7m 4 --by ana", by="ana")
    lab.edit(MOVED, FAR)
    lab.stopped("PC402:e")


def test_a_confirmation_copied_to_another_promise_answers_nothing_there(lab):
    lab.start()
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.branch("pr").say(ASK, YES, due=MOVED)
    lab.run("confirm k7m 4 --by ana", by="ana")
    lab.put({Q: lab.read().replace(ID, OTHER)}, "diego")
    lab.stopped("PC406:e")


def test_a_confirmation_after_the_merge_answers_in_a_later_audit(lab):
    lab.start().say(ASK, YES, due=MOVED)
    lab.branch("landed").merge("pr")
    assert "PC406:w" in lab.audited("landed").codes
    lab.on("landed").run("confirm k7m 4 --by ana", by="ana")
    seen = lab.audited("landed")
    assert not seen.loud, seen.told


def test_a_confirmation_answers_several_words_one_by_one(lab):
    lab.start().say(act("renegotiate", "ana", "19T09", terms="{due: 2026-05-20}", reason="other"))
    lab.say(act("cancel", "ana", "19T10", reason="other"), state="cancelled")
    lab.run("confirm k7m 3 --by ana", by="ana")
    lab.stopped("PC406:e")
    lab.run("confirm k7m 4 --by ana", by="ana")
    lab.passes()


# Trailers.


@pytest.mark.parametrize("author", ["diego", "stranger", "bot"])
def test_a_trailer_in_the_commit_of_who_may_not_speak_for_her_answers_nothing(lab, author):
    lab.start().say(ASK)
    lab.say(YES, by=author, due=MOVED, message="later\n\nAgreed-by: ana")
    lab.stopped("PC406:e")


def test_a_trailer_in_the_commit_of_a_third_person_is_an_open_proxy(lab):
    lab.start().say(ASK)
    lab.say(YES, by="eva", due=MOVED, message="later\n\nAgreed-by: ana")
    lab.passes()


def test_a_trailer_answers_nothing_for_an_earlier_commit(lab):
    lab.start().say(ASK, YES, due=MOVED)
    lab.put({}, "eva", message="later\n\nAgreed-by: ana")
    lab.stopped("PC406:e")


def test_a_trailer_that_does_not_say_which_of_two_promises_answers_neither(lab):
    lab.start()
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    both = {P: pair(ASK, YES, due=MOVED), Q: pair(ASK, YES, due=MOVED, id=OTHER)}
    lab.branch("pr").put(both, "eva", message="later\n\nAgreed-by: ana")
    lab.stopped("PC406:e")


def test_a_trailer_that_names_each_promise_is_an_open_proxy_in_both(lab):
    lab.start()
    lab.on("main").tell(promise(REQUEST, AGREE, id=OTHER), Q)
    lab.branch("pr").put({P: promise(REQUEST, AGREE, ASK), Q: promise(REQUEST, AGREE, ASK, id=OTHER)})
    both = {P: pair(ASK, YES, due=MOVED), Q: pair(ASK, YES, due=MOVED, id=OTHER)}
    lab.put(both, "eva", message=f"later\n\nAgreed-by: ana {ID}\nAgreed-by: ana {OTHER}")
    lab.passes()


def test_a_word_in_the_middle_of_a_message_is_no_trailer(lab):
    lab.start().say(ASK)
    lab.say(YES, by="eva", due=MOVED, message="later\n\nAgreed-by: ana said so\n\nand that was it")
    lab.stopped("PC406:e")


# Approvals.


def test_an_approval_of_these_terms_answers_for_her_agreement(lab):
    lab.start().say(ASK, YES, due=MOVED)
    lab.passes(reviews=lab.approvals({}))


@pytest.mark.parametrize(
    "wrong",
    [{"terms": {"due": FAR}}, {"by": "eva"}, {"by": "diego"}, {"promise": OTHER}, {"terms": {}}, {"by": "github:ana"}],
    ids=["terms", "third", "himself", "promise", "no-terms", "a-login-like-her-handle"],
)
def test_an_approval_of_something_else_answers_nothing(lab, wrong):
    lab.start().say(ASK, YES, due=MOVED)
    lab.stopped("PC406:e", reviews=lab.approvals(wrong))


def test_an_approval_of_an_earlier_commit_does_not_cover_what_came_after(lab):
    lab.start().say(ASK)
    first = lab.hash(lab.tips["pr"])
    lab.put({P: pair(ASK.replace(MOVED, FAR), YES.replace(MOVED, FAR), due=FAR)})
    reviews = lab.approvals({"commit": first})
    seen = lab.guard(approvals=reviews)
    assert "PC406:e" in seen.codes, seen.told


def test_an_approval_in_the_commit_it_names_answers(lab):
    lab.start().say(ASK, YES, due=MOVED)
    lab.passes(reviews=lab.approvals({"commit": lab.hash(lab.tips["pr"])}))


# Who somebody is.


def test_an_author_mapped_by_the_branch_alone_is_nobody(lab):
    lab.start().edit("[ana@example.com]", "[ana@example.com, laptop@example.com]", path=PEOPLE)
    lab.say(ASK)
    lab.say(YES, by="laptop", due=MOVED)
    lab.stopped("PC406:e PC409:e", audit="PC409:e")


def test_taking_her_address_away_first_does_not_make_her_nobody(lab):
    lab.start().edit("ana: {name: Ana, emails: [ana@example.com]}", "ana: {name: Ana}", path=PEOPLE)
    lab.say(ASK, YES, due=MOVED)
    lab.stopped("PC406:e PC409:e", audit="PC409:e")


def test_the_customer_without_any_address_is_spoken_for_with_a_warning_at_most(lab):
    people = REGISTER.replace("ana: {name: Ana, emails: [ana@example.com]}", "ana: {name: Ana}")
    lab.start(people=people, policy="stewards: [eva]").say(ASK, YES, due=MOVED)
    lab.passes(may="PC406:w PC503:w")


def test_an_outside_party_is_spoken_for_with_a_warning_at_most(lab):
    opened = act(
        "request",
        "eva",
        "02T09",
        for_="ext:claim-88",
        via="mail",
        terms="{what: Inspect the vehicle, performer: diego, due: 2026-04-20, criteria: [photos]}",
    )
    yes = act("agree", "diego", "19T10", for_="ext:claim-88", via="mail", terms="{due: 2026-05-20}")
    lab.start(promise(opened, AGREE, customer="ext:claim-88")).say(ASK, yes, due=MOVED)
    lab.passes(may="PC406:w PC503:w")


def test_a_noreply_address_of_an_account_of_hers_is_her(lab):
    people = REGISTER.replace("[ana@example.com]", "[ana@example.com], accounts: {github: ana-rios}")
    lab.start(people=people).say(ASK)
    lab.say(YES, by="Ana <12345+ana-rios@users.noreply.github.com>", due=MOVED)
    lab.passes()


@pytest.mark.parametrize(
    "address",
    [
        "1+ana@users.noreply.github.com",
        "1+ana-rios@users.noreply.github.com.example.com",
        "1+ana-rios@users.noreply.gitlab.com",
        "1+diego@users.noreply.github.com",
    ],
)
def test_a_noreply_address_of_another_account_is_nobody(lab, address):
    people = REGISTER.replace("[ana@example.com]", "[ana@example.com], accounts: {github: ana-rios}")
    lab.start(people=people).say(ASK)
    lab.say(YES, by=f"Ana <{address}>", due=MOVED)
    lab.stopped("PC406:e")


def test_her_new_handle_speaks_in_her_commit(lab):
    lab.start().edit("ana: {name: Ana, emails", "ana-soto: {name: Ana, formerly: [ana], emails", "ana", PEOPLE)
    lab.say(ASK)
    lab.say(YES.replace("by: ana", "by: ana-soto"), by="ana", due=MOVED)
    lab.passes()


def test_his_entry_cannot_become_hers_by_a_former_handle(lab):
    without = "\n".join(line for line in REGISTER.splitlines() if "ana:" not in line) + "\n"
    lab.start().put({PEOPLE: without.replace("{name: Diego,", "{name: Diego, formerly: [ana],")})
    lab.say(ASK, YES, due=MOVED)
    lab.stopped("PC409:e")


def test_a_person_who_is_new_on_the_branch_is_known_and_not_verified(lab):
    lab.start().edit("  eva:", "  luis: {name: Luis, emails: [luis@example.com]}\n  eva:", "eva", PEOPLE)
    ask = act("renegotiate", "ana", "19T09", terms="{performer: luis}", reason="capacity")
    lab.say(ask, by="ana")
    lab.passes(may="PC406:w PC409:w")
