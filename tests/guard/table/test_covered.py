"""PC508 and PC408: what a service agreed beforehand, and what is redacted."""

from __future__ import annotations

import pytest

from .lab import (
    AGREE,
    OTHER,
    REQUEST,
    SERVICES,
    Q,
    act,
    promise,
)

# Services.


SERVICE = """\
services:
  lead:
    what: Answer the lead
    performer: diego
    within: 10d
    criteria: [called]
"""
STANDING = "    standing: {by: diego, at: 2026-03-01}\n"
HEAD = f"id: {OTHER}\nwhat: Answer the lead\ncustomer: ana\nperformer: diego\ndue: 2026-03-29\nwithin: 10d\ncriteria: [called]\nservice: lead\nstate: promised\nhistory:\n"
BY_SERVICE = act(
    "request", "ana", "19T09", terms="{what: Answer the lead, performer: diego, within: 10d, criteria: [called]}"
)
COVERED = act("agree", "ana", "19T09", for_="diego", via="service lead", due="2026-03-29")


def test_what_the_command_writes_under_a_standing_agreement_passes(lab):
    lab.start(services=SERVICE + STANDING, more="default-ledger: claims\n")
    lab.put({}, "ana")
    lab.run("request --service lead --by ana", by="ana")
    lab.passes(may="PC508:w PC503:w")


def test_an_agreement_by_a_service_without_a_standing_agreement_is_an_error(lab):
    lab.start(services=SERVICE).put({Q: HEAD + BY_SERVICE + COVERED}, "ana")
    lab.stopped("PC508:e")


def test_an_agreement_by_a_service_that_is_not_there_is_an_error(lab):
    lab.start().put({Q: HEAD.replace("service: lead\n", "") + BY_SERVICE + COVERED}, "ana")
    lab.stopped("PC508:e")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("what: Answer the lead", "what: Sell a house"),
        ("criteria: [called]", "criteria: []"),
        ("within: 10d", "within: 1d"),
    ],
    ids=["what", "criteria", "within"],
)
def test_an_agreement_to_terms_that_the_service_does_not_say_is_an_error(lab, old, new):
    lab.start(services=SERVICE + STANDING).put({Q: (HEAD + BY_SERVICE + COVERED).replace(old, new)}, "ana")
    lab.stopped("PC508:e")


def test_an_agreement_after_the_standing_agreement_ended_is_an_error(lab):
    ended = STANDING.replace("2026-03-01}", "2026-03-01, until: 2026-03-10}")
    lab.start(services=SERVICE + ended).put({Q: HEAD + BY_SERVICE + COVERED}, "ana")
    lab.stopped("PC508:e")


def test_a_renegotiation_is_not_agreed_to_by_a_service(lab):
    lab.start(services=SERVICE + STANDING)
    ask = act("renegotiate", "ana", "19T09", terms="{due: 2026-03-25}", reason="other")
    yes = act("agree", "ana", "19T09:30", for_="diego", via="service lead", terms="{due: 2026-03-25}")
    lab.say(ask, yes, by="ana", due="2026-03-25")
    seen, later = lab.guard(), lab.audit()
    assert seen.exit == 1, seen.told
    assert {"PC508:e", "PC406:w", "PC406:e"} & later.codes, later.told


def test_a_standing_agreement_brought_in_the_same_commit_by_another_is_an_error(lab):
    lab.start(services=SERVICE).put({SERVICES: SERVICE + STANDING, Q: HEAD + BY_SERVICE + COVERED}, "ana")
    lab.stopped("PC407:e")


# Redacting.


GONE = "{redacted: {by: BY, at: 2026-03-19, sha256: " + "ab" * 32 + "}}"
SAID = promise(REQUEST, AGREE, act("note", "ana", "03T09", note="call the hospital"))


def test_anothers_note_is_redacted_by_a_steward(lab):
    lab.start(SAID, policy="stewards: [eva]").edit("call the hospital", GONE.replace("BY", "eva"), "eva")
    lab.passes()


def test_ones_own_note_is_redacted_where_no_steward_is_named(lab):
    lab.start(SAID).edit("call the hospital", GONE.replace("BY", "ana"), "ana")
    lab.passes()


def test_anothers_note_is_not_redacted_by_him(lab):
    lab.start(SAID).edit("call the hospital", GONE.replace("BY", "diego"), "diego")
    lab.stopped("PC408:e")


def test_where_a_steward_is_named_another_does_not_redact(lab):
    lab.start(SAID, policy="stewards: [eva]").edit("call the hospital", GONE.replace("BY", "diego"), "diego")
    lab.stopped("PC408:e")


@pytest.mark.parametrize("by", ["ana", "diego", "eva"])
def test_terms_in_force_of_an_open_promise_are_redacted_by_nobody(lab, by):
    lab.start(policy="stewards: [eva]").edit("[photos]", f"[{GONE.replace('BY', by)}]", by)
    seen, later = lab.guard(), lab.audit()
    assert {"PC408:e", "PC402:e"} & seen.codes, seen.told
    assert later.exit == 1, later.told


def test_a_date_is_not_redacted(lab):
    lab.start(policy="stewards: [eva]").edit("due: 2026-04-20", f"due: {GONE.replace('BY', 'eva')}", "eva")
    seen, later = lab.guard(), lab.audit()
    assert (seen.exit, later.exit) == (1, 1), (seen.told, later.told)
