"""Speaking: every act typed as a person types it, the line that answers, and the file it leaves.

Each test begins on Monday 2 March 2026; Ana is logged in and the ledger is `claims`.
"""

import pytest

REQUESTED = """\
id: clm-k7m2x9qd
what: Inspect the vehicle
customer: ana
performer: diego
due: 2026-03-06
criteria:
- photos
- estimate
state: requested
history:
- act: request
  by: ana
  at: 2026-03-02T09:00:00-03:00
  terms:
    what: Inspect the vehicle
    performer: diego
    due: 2026-03-06
    criteria: [photos, estimate]
"""
AGREED = """\
- act: agree
  by: diego
  at: 2026-03-02T09:00:00-03:00
"""
PROMISED = REQUESTED.replace("state: requested", "state: promised") + AGREED
DELIVERED = (
    PROMISED.replace("state: promised", "state: delivered")
    + """\
- act: deliver
  by: diego
  at: 2026-03-02T09:00:00-03:00
  evidence: [report 12]
"""
)


# Opening.


def test_request_opens_a_promise_that_waits_for_the_performer(run):
    said = run("request diego 'Inspect the vehicle' fri -c photos -c estimate --id clm-k7m2x9qd")
    assert said.lines == [
        "k7m2  Inspect the vehicle (diego -> ana): requested; due Fri 2026-03-06",
        "requested: nothing is owed until diego agrees",
    ]
    assert run.promise() == REQUESTED


def test_offer_opens_a_promise_that_waits_for_the_customer(run):
    said = run("offer diego 'Migrate the quotes database' +9d --id clm-k7m2x9qd")
    assert said.lines == [
        "k7m2  Migrate the quotes database (ana -> diego): offered; due Wed 2026-03-11",
        "offered: not counted until diego agrees",
    ]
    assert run.promise() == (
        "id: clm-k7m2x9qd\n"
        "what: Migrate the quotes database\n"
        "customer: diego\n"
        "performer: ana\n"
        "due: 2026-03-11\n"
        "state: offered\n"
        "history:\n"
        "- act: offer\n"
        "  by: ana\n"
        "  at: 2026-03-02T09:00:00-03:00\n"
        "  terms:\n"
        "    what: Migrate the quotes database\n"
        "    customer: diego\n"
        "    due: 2026-03-11\n"
    )


def test_promise_by_the_performer_is_an_offer(run):
    said = run("promise diego 'Migrate the quotes database' fri --id clm-k7m2x9qd")
    assert said.lines[1] == "offered: not counted until diego agrees"
    assert "- act: offer\n  by: ana\n" in run.promise()


def test_an_opening_takes_every_term_and_free_field(run):
    run.requested("The other", "clm-other123")
    run(
        "request diego Inspect fri --id clm-k7m2x9qd -c photos --pause-on customer-input --reply-by tomorrow"
        " --why 'the insured waits' --serves kr-nps --tag critical --tag vip --needs other --part-of clm-other123"
    )
    assert run.promise() == (
        "id: clm-k7m2x9qd\n"
        "what: Inspect\n"
        "customer: ana\n"
        "performer: diego\n"
        "due: 2026-03-06\n"
        "criteria:\n"
        "- photos\n"
        "pause-on: [customer-input]\n"
        "serves: [kr-nps]\n"
        "tags: [critical, vip]\n"
        "needs: [clm-other123]\n"
        "part-of: clm-other123\n"
        "state: requested\n"
        "history:\n"
        "- act: request\n"
        "  by: ana\n"
        "  at: 2026-03-02T09:00:00-03:00\n"
        "  terms:\n"
        "    what: Inspect\n"
        "    performer: diego\n"
        "    due: 2026-03-06\n"
        "    criteria: [photos]\n"
        "    pause-on: [customer-input]\n"
        "  reply-by: 2026-03-03\n"
        "  why: the insured waits\n"
    )


def test_criteria_can_be_waived_openly(run):
    run("request diego Inspect fri --waive-criteria --id clm-k7m2x9qd")
    assert "due: 2026-03-06\ncriteria: []\n" in run.promise()


def test_an_id_is_minted_from_the_name_of_the_ledger(run):
    said = run("request diego Inspect fri --quiet")
    assert said.out.startswith("clm-")
    assert len(said.out.strip()) == len("clm-k7m2x9qd")
    assert run.read(f"ledgers/claims/{said.out.strip()}.yaml")


# Answering.


def test_agree_makes_a_request_a_promise(run):
    run.requested()
    said = run("agree k7m --by diego")
    assert said.lines == [
        "k7m2  Inspect the vehicle (diego -> ana): requested -> promised; due Fri 2026-03-06; it is diego's turn"
    ]
    assert run.promise() == PROMISED


def test_agree_may_say_what_was_understood(run):
    run.requested()
    run("agree k7m --by diego --understood 'eight photos, by e-mail'")
    assert run.promise().endswith("  understood: eight photos, by e-mail\n")


def test_decline_closes_a_request(run):
    run.requested()
    said = run("decline k7m --by diego -n 'no lift this week'")
    assert said.lines == [
        "k7m2  Inspect the vehicle (diego -> ana): requested -> declined",
        "declined: due Fri 2026-03-06, criteria photos; estimate",
    ]
    assert run.promise() == REQUESTED.replace("state: requested", "state: declined") + (
        "- act: decline\n  by: diego\n  at: 2026-03-02T09:00:00-03:00\n  note: no lift this week\n"
    )


def test_withdraw_takes_a_request_back(run):
    run.requested()
    said = run("withdraw k7m")
    assert said.lines == [
        "k7m2  Inspect the vehicle (diego -> ana): requested -> withdrawn",
        "withdrawn: due Fri 2026-03-06, criteria photos; estimate",
    ]
    assert run.promise() == REQUESTED.replace("state: requested", "state: withdrawn") + (
        "- act: withdraw\n  by: ana\n  at: 2026-03-02T09:00:00-03:00\n"
    )


def test_counter_changes_the_terms_on_the_table(run):
    run.requested()
    said = run("counter k7m mon --by diego")
    assert said.lines == [
        "k7m2  Inspect the vehicle (diego -> ana): requested -> offered; due Mon 2026-03-09",
        "offered: not counted until ana agrees",
    ]
    assert run.promise() == REQUESTED.replace("due: 2026-03-06\ncriteria:\n", "due: 2026-03-09\ncriteria:\n").replace(
        "state: requested", "state: offered"
    ) + ("- act: counter\n  by: diego\n  at: 2026-03-02T09:00:00-03:00\n  terms: {due: 2026-03-09}\n")


def test_counter_with_several_terms_writes_them_as_a_block(run):
    run.requested()
    run("counter k7m --due mon --what 'Inspect the car' -c photos --by diego")
    assert run.promise().endswith("  terms:\n    what: Inspect the car\n    due: 2026-03-09\n    criteria: [photos]\n")


def test_yes_agrees_to_a_request_and_says_so(run):
    run.requested()
    said = run("yes k7m --by diego")
    assert said.err == "this is `agree`\n"
    assert run.promise() == PROMISED


def test_yes_accepts_what_was_delivered(run):
    run.delivered()
    said = run("yes k7m")
    assert said.err == "this is `accept`\n"
    assert said.lines == ["k7m2  Inspect the vehicle (diego -> ana): delivered -> accepted"]


def test_no_declines_a_request(run):
    run.requested()
    assert run("no k7m --by diego").err == "this is `decline`\n"


def test_no_rejects_what_was_delivered(run):
    run.delivered()
    assert run("no k7m --unmet photos").err == "this is `reject`\n"


def test_yes_is_refused_where_nothing_was_asked_of_the_speaker(run):
    run.requested()
    said = run("yes k7m", code=1)
    assert said.err == (
        "error[PC209]: clm-k7m2x9qd asks nothing of ana that yes or no would answer\n"
        "  help: see what is lawful with `promisectl next clm-k7m2x9qd`\n"
        "  lawful now: counter, withdraw\n"
    )


# Keeping it.


def test_warn_moves_no_date(run):
    run.promised()
    said = run("warn k7m --reason supplier --forecast +9d --help-wanted 'a spare lift' -n 'lift broken' --by diego")
    assert said.lines == [
        "k7m2  Inspect the vehicle (diego -> ana): promised; due Fri 2026-03-06; it is diego's turn",
        "warned: expects Wed 2026-03-11",
    ]
    assert run.promise() == PROMISED + (
        "- act: warn\n"
        "  by: diego\n"
        "  at: 2026-03-02T09:00:00-03:00\n"
        "  forecast: 2026-03-11\n"
        "  reason: supplier\n"
        "  help: a spare lift\n"
        "  note: lift broken\n"
    )


def test_a_warning_is_cleared(run):
    run.promised()
    run("warn k7m --reason supplier --forecast unknown --by diego")
    run("warn k7m --clear --by diego")
    assert run.promise().endswith("- act: warn\n  by: diego\n  at: 2026-03-02T09:00:00-03:00\n  clear: true\n")
    assert "at-risk" not in run("list").out


def test_renegotiate_leaves_the_old_terms_in_force(run):
    run.promised()
    said = run("renegotiate k7m 2026-03-11 --reason supplier --by diego")
    assert said.lines == [
        "k7m2  Inspect the vehicle (diego -> ana): promised; due Fri 2026-03-06",
        "proposed: due Wed 2026-03-11",
        "the old terms stand; whose word is still needed: ana",
    ]
    assert run.promise() == PROMISED + (
        "- act: renegotiate\n"
        "  by: diego\n"
        "  at: 2026-03-02T09:00:00-03:00\n"
        "  terms: {due: 2026-03-11}\n"
        "  reason: supplier\n"
    )


def test_agreeing_to_a_proposal_repeats_its_terms_and_moves_the_head(run):
    run.promised()
    run("renegotiate k7m 2026-03-11 --reason supplier --by diego")
    said = run("agree k7m")
    assert said.lines == ["k7m2  Inspect the vehicle (diego -> ana): promised; due Wed 2026-03-11; it is diego's turn"]
    assert "due: 2026-03-11\ncriteria:\n" in run.promise()
    assert run.promise().endswith(
        "- act: agree\n  by: ana\n  at: 2026-03-02T09:00:00-03:00\n  terms: {due: 2026-03-11}\n"
    )


def test_a_change_of_wording_is_marked_as_no_change_of_substance(run):
    run.promised()
    run("renegotiate k7m --what 'Inspect the car' --wording --reason unclear-terms")
    assert run.promise().endswith("  terms: {what: Inspect the car}\n  material: false\n  reason: unclear-terms\n")


def test_deliver_declares_the_conditions_met(run):
    run.promised()
    said = run("deliver k7m -e 'report 12' --by diego")
    assert said.lines == [
        "k7m2  Inspect the vehicle (diego -> ana): promised -> delivered; due Fri 2026-03-06; it is ana's turn"
    ]
    assert run.promise() == DELIVERED


def test_evidence_is_waived_with_a_note(run):
    run.promised()
    run("deliver k7m --waive-evidence -n 'shown in person' --by diego")
    assert run.promise().endswith("  evidence: []\n  note: shown in person\n")


def test_accept_closes_the_loop(run):
    run.delivered()
    said = run("accept k7m --rating 5")
    assert said.lines == ["k7m2  Inspect the vehicle (diego -> ana): delivered -> accepted"]
    assert run.promise() == DELIVERED.replace("state: delivered", "state: accepted") + (
        "- act: accept\n  by: ana\n  at: 2026-03-02T09:00:00-03:00\n  rating: 5\n"
    )


def test_accept_in_part_says_how_much_and_why(run):
    run.delivered()
    run("accept k7m --partial 0.8 --reason quality")
    assert run.promise().endswith(
        "- act: accept\n  by: ana\n  at: 2026-03-02T09:00:00-03:00\n  as: partial\n  fraction: 0.8\n  reason: quality\n"
    )


def test_accept_without_a_delivery_says_when_it_came(run):
    run.promised()
    said = run("accept k7m --delivered-on today")
    assert said.lines == ["k7m2  Inspect the vehicle (diego -> ana): promised -> accepted"]
    assert run.promise().endswith("  delivered-on: 2026-03-02\n")


def test_reject_names_a_criterion_by_its_number_or_a_part_of_it(run):
    run.delivered()
    said = run("reject k7m --unmet 1 --unmet estim -n 'only two photos'")
    assert said.lines == [
        "k7m2  Inspect the vehicle (diego -> ana): delivered -> promised; due Fri 2026-03-06; it is diego's turn"
    ]
    assert run.promise() == DELIVERED.replace("state: delivered", "state: promised") + (
        "- act: reject\n"
        "  by: ana\n"
        "  at: 2026-03-02T09:00:00-03:00\n"
        "  unmet: [photos, estimate]\n"
        "  note: only two photos\n"
    )


def test_cancel_releases_the_performer(run):
    run.promised()
    said = run("cancel k7m --reason priority-change")
    assert said.lines == ["k7m2  Inspect the vehicle (diego -> ana): promised -> cancelled"]
    assert run.promise() == PROMISED.replace("state: promised", "state: cancelled") + (
        "- act: cancel\n  by: ana\n  at: 2026-03-02T09:00:00-03:00\n  reason: priority-change\n"
    )


def test_revoke_breaks_a_promise_in_the_open(run):
    run.promised()
    said = run("revoke k7m --reason capacity --remedy 'eva can do it on Monday' --by diego")
    assert said.lines == ["k7m2  Inspect the vehicle (diego -> ana): promised -> revoked"]
    assert run.promise() == PROMISED.replace("state: promised", "state: revoked") + (
        "- act: revoke\n"
        "  by: diego\n"
        "  at: 2026-03-02T09:00:00-03:00\n"
        "  reason: capacity\n"
        "  remedy: eva can do it on Monday\n"
    )


def test_fail_declares_an_overdue_promise_broken(run):
    run.promised()
    run.now = "2026-03-09T10:00:00-03:00"
    said = run("fail k7m --reason forgotten")
    assert said.lines == ["k7m2  Inspect the vehicle (diego -> ana): promised -> failed"]
    assert run.promise() == PROMISED.replace("state: promised", "state: failed") + (
        "- act: fail\n  by: ana\n  at: 2026-03-09T10:00:00-03:00\n  reason: forgotten\n"
    )


def test_note_moves_nothing(run):
    run.promised()
    said = run("note k7m 'the insured called' --kind told -e 'call 12'")
    assert said.lines == ["k7m2  Inspect the vehicle (diego -> ana): promised; due Fri 2026-03-06; it is diego's turn"]
    assert run.promise() == PROMISED + (
        "- act: note\n"
        "  by: ana\n"
        "  at: 2026-03-02T09:00:00-03:00\n"
        "  kind: told\n"
        "  evidence: [call 12]\n"
        "  note: the insured called\n"
    )


# Clocks.


def test_within_starts_at_the_agreement(run):
    said = run("request diego 'Pay the claim' --within 45d --id clm-k7m2x9qd")
    assert said.lines[0] == "k7m2  Pay the claim (diego -> ana): requested; within 45 days"
    assert run("agree k7m --by diego").lines == [
        "k7m2  Pay the claim (diego -> ana): requested -> promised; due Thu 2026-04-16; it is diego's turn"
    ]
    assert run.promise().endswith("- act: agree\n  by: diego\n  at: 2026-03-02T09:00:00-03:00\n  due: 2026-04-16\n")
    head = run.promise().partition("state:")[0]
    assert "within:" in head
    assert "due: 2026-04-16\n" in head


def test_within_and_a_condition_start_at_the_activation(run):
    run("request diego 'Pay' --within 45d --condition 'the court agrees' --condition-by 2026-04-01 --id clm-k7m2x9qd")
    assert "within: 45d from activation\n" in run.promise()
    assert "condition: {text: the court agrees, by: 2026-04-01}\n" in run.promise()
    assert run("agree k7m --by diego").lines == [
        "k7m2  Pay (diego -> ana): requested -> promised; within 45 days from activation; it is diego's turn"
    ]
    run.now = "2026-03-10T10:00:00-03:00"
    assert run("activate k7m -e 'ruling 12'").lines == [
        "k7m2  Pay (diego -> ana): promised; due Fri 2026-04-24; it is diego's turn"
    ]
    assert run.promise().endswith(
        "- act: activate\n  by: ana\n  at: 2026-03-10T10:00:00-03:00\n  evidence: [ruling 12]\n  due: 2026-04-24\n"
    )


def test_a_condition_that_did_not_come_true_lapses_the_promise(run):
    run("request diego Pay --within 45d --condition 'the court agrees' --condition-by 2026-04-01 --id clm-k7m2x9qd")
    run("agree k7m --by diego")
    run.now = "2026-04-02T10:00:00-03:00"
    assert run("list --all").lines[1].endswith("lapsed")
    run("activate k7m -e 'ruling 12'", code=1)


def test_a_pause_moves_every_due_by_its_days(run):
    run("request diego Pay --within 45d --id clm-k7m2x9qd --pause-on customer-input")
    run("agree k7m --by diego")
    run.now = "2026-03-10T10:00:00-03:00"
    assert run("pause k7m --reason customer-input --by diego").lines == [
        "k7m2  Pay (diego -> ana): promised; due Thu 2026-04-16",
        "paused: the clock stands still until `promisectl resume clm-k7m2x9qd`",
    ]
    run.now = "2026-03-15T10:00:00-03:00"
    assert run("resume k7m").lines == ["k7m2  Pay (diego -> ana): promised; due Tue 2026-04-21; it is diego's turn"]
    assert run.promise().endswith(
        "- act: pause\n"
        "  by: diego\n"
        "  at: 2026-03-10T10:00:00-03:00\n"
        "  reason: customer-input\n"
        "- act: resume\n"
        "  by: ana\n"
        "  at: 2026-03-15T10:00:00-03:00\n"
        "  dues: {first: 2026-04-21, counted: 2026-04-21, current: 2026-04-21}\n"
    )


def test_delivering_ends_a_pause(run):
    run("request diego Pay --within 45d --id clm-k7m2x9qd --pause-on customer-input")
    run("agree k7m --by diego")
    run("pause k7m --reason customer-input --by diego")
    run.now = "2026-03-05T10:00:00-03:00"
    run("deliver k7m -e 'transfer 5' --by diego")
    assert run.promise().endswith("  dues: {first: 2026-04-19, counted: 2026-04-19, current: 2026-04-19}\n")


# Who speaks.


def test_agreed_by_writes_both_acts_when_both_are_in_the_room(run):
    said = run("request diego Inspect fri --agreed-by diego --via stand-up --id clm-k7m2x9qd")
    assert said.lines == ["k7m2  Inspect (diego -> ana): promised; due Fri 2026-03-06; it is diego's turn"]
    assert run.promise().endswith(
        "- act: request\n"
        "  by: ana\n"
        "  at: 2026-03-02T09:00:00-03:00\n"
        "  terms:\n"
        "    what: Inspect\n"
        "    performer: diego\n"
        "    due: 2026-03-06\n"
        "- act: agree\n"
        "  by: ana\n"
        "  for: diego\n"
        "  at: 2026-03-02T09:00:00-03:00\n"
        "  via: stand-up\n"
    )


def test_agreed_by_settles_a_renegotiation_and_a_counter_too(run):
    run.requested()
    run("counter k7m mon --by diego --agreed-by ana --via phone")
    run("renegotiate k7m 2026-03-11 --reason supplier --by diego --agreed-by ana --via 'hallway, Monday'")
    assert run.promise().endswith(
        "- act: agree\n"
        "  by: diego\n"
        "  for: ana\n"
        "  at: 2026-03-02T09:00:00-03:00\n"
        "  via: hallway, Monday\n"
        "  terms: {due: 2026-03-11}\n"
    )
    assert "due: 2026-03-11\ncriteria:" in run.promise()


def test_agreed_by_needs_via(run):
    said = run("request diego Inspect fri --agreed-by diego", code=2)
    assert said.err == (
        "error: --agreed-by says that both were in the room, so it needs --via\n"
        '  help: add where it was said: --via "stand-up"\n'
    )
    assert not list((run.folder / "ledgers" / "claims").iterdir())


def test_anyone_may_record_words_for_another(run):
    run.requested()
    run("agree k7m --by eva --for diego --via 'phone, 2 March'")
    assert run.promise().endswith(
        "- act: agree\n  by: eva\n  for: diego\n  at: 2026-03-02T09:00:00-03:00\n  via: phone, 2 March\n"
    )


def test_an_outside_party_speaks_through_for_and_via(run):
    run("promise ext:claim-88123 'Pay the repair' fri --id clm-k7m2x9qd")
    said = run("agree k7m --for ext:claim-88123 --via 'phone, 2 March'")
    assert said.lines == [
        "k7m2  Pay the repair (ana -> ext:claim-88123): offered -> promised; due Fri 2026-03-06; it is ana's turn"
    ]
    assert run.promise().endswith("  for: ext:claim-88123\n  at: 2026-03-02T09:00:00-03:00\n  via: phone, 2 March\n")


def test_an_outside_party_does_not_speak_by_itself(run):
    run("promise ext:claim-88123 'Pay the repair' fri --id clm-k7m2x9qd")
    assert run("agree k7m --by ext:claim-88123", code=2).err == (
        "error: ext:claim-88123 is an outside party: somebody of people.yaml records its words\n"
        '  help: say where they were spoken: --for ext:claim-88123 --via "phone, 6 March"\n'
    )


def test_a_promise_to_oneself_is_kept_like_any_other(run):
    run("promise ana 'Learn Catalan' fri --id clm-k7m2x9qd")
    run("agree k7m")
    assert run("show k7m --format json").json["promise"]["overlays"] == ["self"]


def test_me_is_whoever_speaks(run):
    run("promise me 'Learn Catalan' fri --id clm-k7m2x9qd --by eva")
    assert "customer: eva\nperformer: eva\n" in run.promise()


def test_a_handover_needs_the_newcomer_and_the_customer(run):
    run.promised()
    said = run("renegotiate k7m --performer eva --reason capacity --by diego")
    assert said.lines[0] == "k7m2  Inspect the vehicle (diego -> ana): promised; due Fri 2026-03-06"
    run("agree k7m --by eva")
    assert "performer: diego\n" in run.promise().partition("history:")[0]
    said = run("agree k7m")
    assert said.lines == ["k7m2  Inspect the vehicle (eva -> ana): promised; due Fri 2026-03-06; it is eva's turn"]
    assert "performer: eva\n" in run.promise().partition("history:")[0]


def test_a_steward_speaks_for_a_leaver(run):
    run.write(
        "promisectl.yaml",
        "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\npolicy: {stewards: [ana]}\n",
    )
    run("promise eva 'Migrate' fri --by diego --id clm-k7m2x9qd")
    run("agree k7m --by eva")
    run("person left diego 2026-03-02")
    run("renegotiate k7m --performer ana --reason left --for diego --via handover")
    run("agree k7m")
    run("agree k7m --by eva")
    assert "performer: ana\n" in run.promise().partition("history:")[0]


STEWARDS = "format: 1\ntimezone: America/Santiago\ndefault-ledger: claims\npolicy: {stewards: [sam]}\n"


@pytest.fixture
def gone(run):
    """Ana asked diego, who has left, to agree to a later day; sam is a steward."""
    run.promised()
    run("person add sam")
    run.write("promisectl.yaml", STEWARDS)
    run("renegotiate k7m --due 2026-03-20 --reason other")
    run("person left diego 2026-03-02")
    return run


def test_a_leavers_word_is_still_needed_and_a_steward_says_it(gone):
    assert "due: 2026-03-06\n" in gone.promise().partition("history:")[0]
    assert "only a steward" in gone("agree k7m --for diego --via handover", code=1).err
    gone("agree k7m --for diego --via handover --by sam")
    assert "due: 2026-03-20\n" in gone.promise().partition("history:")[0]


def test_what_waits_for_a_leaver_stands_in_the_inbox_of_a_steward(gone):
    assert "promisectl agree k7m2 --for diego --via handover" in gone("inbox sam").out
    assert "nothing waits" in gone("inbox eva").out
    assert gone("status --by sam --format json").json["waiting_for_you"] != []


def test_next_tells_who_speaks_in_the_place_of_a_leaver(gone):
    said = gone("next k7m").out
    assert "diego has left: in that place speaks a steward (sam)" in said
    assert "promisectl agree k7m2 --for diego --via handover" in said
    lawful = gone("next k7m --format json").json["next"]
    assert {option["by"] for option in lawful if option.get("left")} == {"diego"}


def test_where_no_steward_is_named_help_says_to_name_one(gone):
    gone.write("promisectl.yaml", STEWARDS.replace("policy: {stewards: [sam]}\n", ""))
    refused = gone("agree k7m --for diego --via handover --by sam", code=1).err
    assert "name a steward first, in a change of its own: `policy.stewards` in promisectl.yaml" in refused
    assert "diego has left: name a steward first" in gone("next k7m").out
    assert "diego has left: name a steward first" in gone("inbox all").out


def test_no_register_makes_an_old_history_unreadable(gone):
    gone.write("promisectl.yaml", STEWARDS.replace("}\n", ", criteria: required}\n"))
    gone("person left ana 2026-03-01")
    assert [row["due"] for row in gone("list --format json").json["promises"]] == ["2026-03-06"]


def test_nobody_who_left_is_asked_anything_new(gone):
    before = gone.tree()
    for words in ("request diego 'Wash it' fri", "promise diego 'Wash it' fri"):
        assert "diego has left, and takes no promise on" in gone(words, code=1).err
    assert "PC507" in gone("renegotiate k7m --customer diego --reason other", code=1).err
    assert gone.tree() == before


def test_a_condition_is_not_changed_once_the_clock_runs(run):
    run.promised()
    before = run.tree()
    refused = run("renegotiate k7m --condition 'the lift is free' --reason other", code=1).err
    assert "the clock has started: what is owed no longer depends on a `condition`" in refused
    assert run.tree() == before


# When.


def test_words_of_the_past_are_written_with_their_own_time(run):
    run("request diego Inspect fri --at 2026-02-27 --id clm-k7m2x9qd")
    run("agree k7m --by diego --at 2026-03-01T18:00:00-03:00")
    assert "  by: ana\n  at: 2026-02-27T00:00:00-03:00\n" in run.promise()
    assert run.promise().endswith("  by: diego\n  at: 2026-03-01T18:00:00-03:00\n")


def test_words_of_the_future_are_refused(run):
    run.requested()
    before = run.tree()
    said = run("agree k7m --by diego --at tomorrow", code=1)
    assert said.err.startswith("error[PC203]: clm-k7m2x9qd: time runs backwards or into the future\n")
    assert run("request diego Inspect fri --at tomorrow", code=1).err.startswith("error[PC203]")
    assert run.tree() == before


def test_a_day_told_for_the_day_of_the_last_act_comes_after_it(run):
    run.requested()
    run("agree k7m --by diego --at today")
    assert run.promise() == PROMISED


def test_a_clock_ten_minutes_behind_uses_the_time_of_the_last_act(run):
    run.requested()
    run.now = "2026-03-02T08:51:00-03:00"
    run("agree k7m --by diego")
    assert run.promise() == PROMISED


def test_a_clock_further_behind_is_refused(run):
    run.requested()
    before = run.tree()
    run.now = "2026-03-02T08:49:00-03:00"
    assert "PC203" in run("agree k7m --by diego", code=1).err
    assert run.tree() == before


def test_a_day_may_be_written_in_many_ways(run):
    for written, due in (
        ("fri", "2026-03-06"),
        ("vie", "2026-03-06"),
        ("mañana", "2026-03-03"),
        ("+2w", "2026-03-16"),
        ("eom", "2026-03-31"),
        ("2026-Q3", "2026-09-30"),
        ("2026-W12", "2026-03-22"),
        ("2026-04", "2026-04-30"),
        ("2026-03-06T17:00:00-03:00", "2026-03-06T17:00:00-03:00"),
    ):
        id = run(["request", "diego", "Inspect", written, "--quiet"]).out.strip()
        assert f"\ndue: {due}\n" in run.promise(id), written
