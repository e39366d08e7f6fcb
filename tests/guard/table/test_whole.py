"""Agents, and promises that come whole."""

from __future__ import annotations

from .lab import (
    ACCEPT,
    AGREE,
    ASK,
    BEGUN,
    DELIVER,
    ID,
    MOVED,
    OTHER,
    REQUEST,
    SETTINGS,
    YES,
    P,
    Q,
    act,
    promise,
    settings,
)

FAR = "2026-12-24"
OPEN_YES = act("agree", "diego", "19T10", for_="ana", via="phone", terms="{due: 2026-05-20}")
EVA_YES = OPEN_YES.replace("by: diego", "by: eva")


# Agents.


def test_an_agent_in_her_name_is_an_error(lab):
    lab.start().say(ASK)
    lab.say(YES, by="bot", due=MOVED)
    lab.stopped("PC406:e")


def test_an_agent_speaks_openly_as_whoever_it_answers_to(lab):
    lab.start().say(ASK)
    lab.say(OPEN_YES.replace("by: diego", "by: bot"), by="bot", due=MOVED)
    lab.stopped("PC406:e")


def test_an_agent_delivers_openly_for_whoever_it_answers_to(lab):
    lab.start().say(
        act("deliver", "bot", "19T09", for_="diego", via="pipeline", evidence="[x]"), by="bot", state="delivered"
    )
    lab.passes()


def test_an_agents_word_in_a_commit_of_whoever_it_answers_to_passes(lab):
    lab.start().say(
        act("deliver", "bot", "19T09", for_="diego", via="pipeline", evidence="[x]"), by="diego", state="delivered"
    )
    lab.passes()


# A promise that comes whole.


HER = promise(REQUEST.replace("02T", "19T"), AGREE.replace("02T11", "19T11"), id=OTHER)
DONE = promise(REQUEST, AGREE, DELIVER, ACCEPT, id=OTHER, state="accepted")


def test_an_open_promise_in_her_name_whole_by_the_other_party_is_an_error(lab):
    lab.start().put({Q: HER}, "diego")
    lab.stopped("PC406:e")


def test_an_open_promise_in_both_names_whole_by_a_stranger_is_an_error(lab):
    lab.start().put({Q: HER}, "stranger")
    lab.stopped("PC406:e")


def test_an_open_promise_in_both_names_whole_by_an_agent_is_an_error(lab):
    lab.start().put({Q: HER}, "bot")
    lab.stopped("PC406:e")


def test_an_open_promise_in_both_names_whole_by_a_third_person_is_a_warning(lab):
    lab.start().put({Q: HER}, "eva")
    lab.passes(must="PC406:w")


def test_a_closed_promise_whole_by_the_other_party_is_a_warning(lab):
    lab.start().put({Q: DONE}, "diego")
    lab.passes(must="PC406:w", may="PC211:w PC503:w")


def test_an_import_of_closed_promises_by_a_third_person_says_nothing_loud(lab):
    lab.start().put({Q: DONE}, "eva")
    lab.passes()


def test_an_import_of_an_open_promise_by_a_steward_is_a_warning(lab):
    lab.start(policy="stewards: [ana]").put({Q: HER}, "ana")
    lab.passes(must="PC406:w")


def test_a_request_of_hers_and_his_agreement_in_their_own_commits_pass(lab):
    opened = promise(REQUEST.replace("02T", "19T"), id=OTHER, state="requested")
    lab.start().put({Q: opened}, "ana")
    lab.say(AGREE.replace("02T11", "19T11"), path=Q, state="promised")
    lab.passes()


def test_a_promise_of_the_branch_is_asked_act_by_act_from_its_second_commit(lab):
    opened = promise(REQUEST.replace("02T", "19T"), id=OTHER, state="requested")
    lab.start().put({Q: opened}, "ana")
    lab.say(AGREE.replace("02T11", "19T11"), by="ana", path=Q, state="promised")
    lab.stopped("PC406:e")


def test_a_promise_that_was_away_for_a_commit_does_not_come_whole(lab):
    lab.start().put({P: None})
    lab.put({P: promise(REQUEST, AGREE, ASK, YES, due=MOVED)})
    lab.stopped("PC406:e")


def test_a_promise_that_comes_back_in_another_folder_does_not_come_whole(lab):
    lab.start().put({P: None, P.replace("claims", "claims/2026"): promise(REQUEST, AGREE, ASK, YES, due=MOVED)})
    lab.stopped("PC406:e")


def test_a_note_may_be_written_in_anybodys_name(lab):
    lab.start().say(act("note", "ana", "19T09", note="call me first"), by="eva")
    lab.passes()


def test_her_agreement_in_a_squash_by_the_host_is_a_warning_afterwards(lab):
    lab.start().say(ASK)
    lab.say(YES, by="ana", due=MOVED)
    lab.passes(how="squash", may="PC406:w")


def test_words_recorded_openly_by_him_are_stopped_and_confirmed(lab):
    lab.start().say(ASK)
    lab.say(OPEN_YES, due=MOVED)
    lab.stopped("PC406:e")
    lab.run("confirm k7m 4 --by ana", by="ana")
    lab.passes()


def test_minutes_of_a_third_person_say_what_both_said(lab):
    lab.start().say(
        ASK.replace("by: diego", "by: eva") + "  for: diego\n  via: stand-up\n", EVA_YES, by="eva", due=MOVED
    )
    lab.passes()


def test_a_policy_of_proxies_that_the_branch_itself_brings_does_not_count(lab):
    lab.start().put({SETTINGS: settings("proxy: allowed")}, "diego")
    lab.say(ASK)
    lab.say(OPEN_YES, due=MOVED)
    lab.stopped("PC406:e")


def test_where_proxies_are_allowed_a_word_in_her_name_is_still_an_error(lab):
    lab.start(policy="proxy: allowed").say(ASK, YES, due=MOVED)
    lab.stopped("PC406:e")


def test_the_draft_of_a_promise_is_anybodys_to_change(lab):
    draft = BEGUN.split("state:")[0].replace(ID, OTHER)
    lab.start().put({Q: draft}, "eva")
    lab.put({Q: draft.replace("04-20", "04-30")}, "diego")
    lab.put({Q: None}, "ana")
    lab.passes()
