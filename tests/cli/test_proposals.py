"""Proposals that are replaced, declined or taken back: whoever is concerned is told, then and when terms are agreed."""

import pytest


@pytest.fixture
def proposed(run):
    """Ana asked for Friday, both agreed, and Diego proposes Monday."""
    run.promised()
    run.now = "2026-03-03T09:00:00-03:00"
    run("renegotiate k7m 2026-03-09 --reason capacity --by diego")
    run.now = "2026-03-03T10:00:00-03:00"
    return run


def test_a_renegotiation_says_whose_open_proposal_it_replaces(proposed):
    said = proposed("renegotiate k7m 2026-03-10 --reason other").out
    assert (
        "this replaces what diego proposed on Tue 03-03 09:00, which nobody can agree to any more: due Mon 2026-03-09\n"
    ) in said
    assert "this replaces" not in proposed("agree k7m --by diego").out


def test_an_agreement_says_what_had_been_replaced(proposed):
    proposed("renegotiate k7m 2026-03-10 --reason other")
    said = proposed("agree k7m --by diego").out
    assert "what diego proposed on Tue 03-03 09:00 had been replaced and does not hold: due Mon 2026-03-09\n" in said
    assert "due Tue 2026-03-10" in said


def test_a_counter_says_whose_counter_it_replaces_and_the_agreement_says_it_again(run):
    run.requested()
    assert "replaces" not in run("counter k7m 2026-03-09 --by diego").out
    assert "this replaces what diego proposed" in run("counter k7m 2026-03-10").out
    assert "what diego proposed on Mon 03-02 09:00 had been replaced" in run("agree k7m --by diego").out


def test_a_decline_says_which_terms_it_declined(proposed):
    said = proposed("decline k7m").out
    assert "declined: due Mon 2026-03-09; the terms in force stand\n" in said


def test_a_decline_of_a_request_says_its_terms(run):
    run.requested()
    assert "declined: due Fri 2026-03-06, criteria photos; estimate\n" in run("decline k7m --by diego").out


def test_a_decline_of_a_counter_says_the_terms_it_would_have_come_to(run):
    run.requested()
    run("counter k7m 2026-03-10 --by diego")
    assert "declined: due Tue 2026-03-10, criteria photos; estimate\n" in run("decline k7m").out


def test_a_withdrawal_says_what_is_taken_back(proposed):
    assert "withdrawn: due Mon 2026-03-09; the terms in force stand\n" in proposed("withdraw k7m --by diego").out


def test_show_marks_what_was_superseded_declined_and_withdrawn(proposed):
    proposed("renegotiate k7m 2026-03-10 --reason other")
    proposed("decline k7m --by diego")
    proposed("renegotiate k7m 2026-03-11 --reason other")
    proposed("withdraw k7m")
    shown = proposed("show k7m").out
    assert "due: Fri 2026-03-06 -> Mon 2026-03-09 (superseded by ana, Tue 03-03)" in shown
    assert "due: Fri 2026-03-06 -> Tue 2026-03-10 (declined by diego, Tue 03-03)" in shown
    assert "due: Fri 2026-03-06 -> Wed 2026-03-11 (withdrawn by ana, Tue 03-03)" in shown


def test_what_is_said_in_between_leaves_a_proposal_on_the_table(proposed):
    proposed("note k7m 'the insured called'")
    proposed("warn k7m --reason capacity --forecast 2026-03-09 --by diego")
    assert "this replaces what diego proposed" in proposed("renegotiate k7m 2026-03-10 --reason other").out


def test_programs_are_told_what_was_replaced(proposed):
    said = proposed("renegotiate k7m 2026-03-10 --reason other --format json").json
    assert [(act["by"], act["terms"]) for act in said["replaced"]] == [("diego", {"due": "2026-03-09"})]
    assert proposed("decline k7m --by diego --format json").json["replaced"] == []


def test_the_same_is_told_in_spanish(proposed):
    said = proposed("--lang es renegotiate k7m 2026-03-10 --reason other").out
    assert "esto reemplaza lo que diego propuso el mar 03-03 09:00, que ya nadie puede acordar: vencimiento" in said
    assert "declinado: vencimiento mar 2026-03-10; rige lo acordado" in proposed("--lang es decline k7m --by diego").out
