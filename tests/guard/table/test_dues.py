"""PC210, PC211, PC504: what dues acts store, and what lies between a word and its commit."""

from __future__ import annotations

import pytest

from .lab import (
    ACCEPT,
    AGREE,
    DELIVER,
    OTHER,
    REQUEST,
    SETTINGS,
    YES,
    P,
    Q,
    act,
    promise,
    request,
    settings,
)

WEEK = "calendars: {x: {weekend: [sat, sun]}}\n"
CHILE = "calendars: {x: {country: CL, weekend: [sat, sun]}}\n"
FAR = "2026-12-24"


def asked(within: str, **head: str) -> str:
    """Return a promise that ana asked of diego, `within` some days of his agreement."""
    return promise(request(when_due=f"within: {within}"), state="requested", due="", more=_lines(within))


def _lines(within: str) -> str:
    return "within: " + within.replace(", ", "\n") + "\n"


def agreed(within: str, due: str, at: str = "19T09", calendar: str = "") -> str:
    """Return that promise agreed to, with the due that the agreement stores."""
    yes = act("agree", "diego", at, due=due) + (f"  calendar: {calendar}\n" if calendar else "")
    return promise(request(when_due=f"within: {within}"), yes, due=due, more=_lines(within))


# The due that starts a clock.


@pytest.mark.parametrize("due", [FAR, "2026-03-30", "2026-03-28", "2026-03-19"])
def test_ten_days_agreed_as_another_day_are_an_error(lab, due):
    lab.start(asked("10d")).put({P: agreed("10d", due)})
    lab.stopped("PC210:e")


def test_ten_days_agreed_as_the_tenth_day_pass(lab):
    lab.start(asked("10d")).put({P: agreed("10d", "2026-03-29")})
    lab.passes()


@pytest.mark.parametrize("due", [FAR, "2026-03-26"])
def test_two_business_days_agreed_as_another_day_are_an_error(lab, due):
    lab.start(asked("2bd, calendar: x"), more=WEEK)
    lab.put({P: agreed("2bd, calendar: x", due, calendar="x")})
    lab.stopped("PC210:e")


def test_two_business_days_pass(lab):
    lab.start(asked("2bd, calendar: x"), more=WEEK)
    lab.put({P: agreed("2bd, calendar: x", "2026-03-23", calendar="x")})
    lab.passes()


def test_a_calendar_changed_in_the_same_branch_does_not_count_yet(lab):
    closed = WEEK.replace("sun]", "sun], closed: [2026-03-20, 2026-03-23, 2026-03-24]")
    lab.start(asked("2bd, calendar: x"), more=WEEK).put({SETTINGS: settings(more=closed)}, "ana")
    lab.put({P: agreed("2bd, calendar: x", "2026-03-26", calendar="x")})
    lab.stopped("PC210:e", audit="-")


def test_a_calendar_of_the_base_counts(lab):
    closed = WEEK.replace("sun]", "sun], closed: [2026-03-20]")
    lab.start(asked("2bd, calendar: x"), more=closed)
    lab.put({P: agreed("2bd, calendar: x", "2026-03-24", calendar="x")})
    lab.passes()


def test_another_calendar_than_the_terms_name_is_an_error(lab):
    two = "calendars: {x: {weekend: [sat, sun]}, y: {weekend: [mon, tue, wed, thu, fri]}}\n"
    lab.start(asked("2bd, calendar: x"), more=two)
    lab.put({P: agreed("2bd, calendar: x", "2026-03-28", calendar="y").replace("calendar: x\nc", "calendar: y\nc")})
    lab.stopped("PC202:e", audit="-")


def test_the_command_writes_a_due_that_passes(lab):
    lab.start(asked("2bd, calendar: x"), more=CHILE)
    lab.run("agree k7m --by diego", by="diego")
    lab.passes()


def test_the_command_writes_the_holidays_it_skipped(lab):
    lab.start(asked("12bd, calendar: x"), more=CHILE)
    lab.run("agree k7m --by diego", by="diego")
    assert "without: [2026-04-03]" in lab.read()
    lab.passes()


@pytest.mark.parametrize(
    "without", ["[2026-03-24, 2026-03-25, 2026-03-26]", "[2026-04-03, 2026-03-24, 2026-03-25, 2026-03-26]"]
)
def test_three_holidays_that_nobody_knows_are_an_error(lab, without):
    lab.start(asked("12bd, calendar: x"), more=CHILE)
    text = agreed("12bd, calendar: x", "2026-04-09", calendar="x")
    lab.put({P: text.replace("  calendar: x\n", f"  calendar: x\n  without: {without}\n")})
    lab.stopped("PC210:e")


def test_two_holidays_that_nobody_knows_are_an_info(lab):
    lab.start(asked("5bd, calendar: x"), more=CHILE)
    text = agreed("5bd, calendar: x", "2026-03-30", calendar="x")
    lab.put({P: text.replace("  calendar: x\n", "  calendar: x\n  without: [2026-03-24, 2026-03-25]\n")})
    lab.passes()


def test_an_agreement_written_on_the_day_of_another_zone_passes(lab):
    """`at` as it is written is already the 20th."""
    yes = "- act: agree\n  by: diego\n  at: 2026-03-20T01:00:00+09:00\n  due: 2026-03-30\n"
    text = promise(request(when_due="within: 10d"), yes, due="2026-03-30", more="within: 10d\n")
    lab.start(asked("10d")).put({P: text}, at="19T16:30")
    lab.passes()


# Condition and activation.


CONDITION = "within: 5d from activation\ncondition: {text: the report is in}\n"
HELD = request(when_due="within: 5d from activation, condition: {text: the report is in}")


def activated(due: str) -> str:
    begun = act("activate", "ana", "19T09", evidence="[report]", due=due)
    return promise(HELD, AGREE, begun, due=due, more=CONDITION)


def test_an_activation_that_stores_another_day_is_an_error(lab):
    lab.start(promise(HELD, AGREE, due="", more=CONDITION)).put({P: activated(FAR)}, "ana")
    lab.stopped("PC210:e")


def test_an_activation_that_stores_the_fifth_day_passes(lab):
    lab.start(promise(HELD, AGREE, due="", more=CONDITION)).put({P: activated("2026-03-24")}, "ana")
    lab.passes()


def test_a_condition_renegotiated_after_the_start_is_an_error(lab):
    ask = act("renegotiate", "diego", "19T09", terms="{condition: {text: x}}", reason="other")
    lab.start().say(ask)
    lab.say(act("agree", "ana", "19T10", terms="{condition: {text: x}}"), by="ana")
    lab.stopped("PC202:e", audit="-")


def test_a_condition_renegotiated_before_the_activation_passes(lab):
    term = "{condition: {text: the report and the photos are in}}"
    lab.start(promise(HELD, AGREE, due="", more=CONDITION))
    lab.say(act("renegotiate", "diego", "19T09", terms=term, reason="other"))
    then = lab.said(act("agree", "ana", "19T10", terms=term)).replace(
        "\ncondition: {text: the report is in}", "\ncondition: {text: the report and the photos are in}"
    )
    lab.put({P: then}, "ana")
    lab.passes()


# Pauses.


RUNNING = promise(
    request(when_due="within: 30d, pause-on: [supplier]"),
    AGREE + "  due: 2026-04-01\n",
    due="2026-04-01",
    more="within: 30d\npause-on: [supplier]\n",
)
HIS_PAUSE = act("pause", "diego", "19T09", reason="supplier")


def dues(day: str) -> str:
    return f"{{first: {day}, counted: {day}, current: {day}}}"


def paused(day: str, since: str = "10T09") -> str:
    """Return the running promise, paused by ana."""
    return RUNNING + act("pause", "ana", since, reason="customer-input")


@pytest.mark.parametrize("day", [FAR, "2026-04-12", "2026-04-09"])
def test_a_resume_that_stores_other_days_is_an_error(lab, day):
    lab.start(paused(day)).say(act("resume", "ana", "19T09", dues=dues(day)), by="ana", due=day)
    lab.stopped("PC210:e")


def test_a_resume_that_moves_by_the_days_of_the_pause_passes(lab):
    lab.start(paused("")).say(act("resume", "ana", "19T09", dues=dues("2026-04-10")), by="ana", due="2026-04-10")
    lab.passes()


def test_a_resume_whose_three_dues_differ_is_an_error(lab):
    three = "{first: 2026-04-10, counted: 2026-12-24, current: 2026-04-10}"
    lab.start(paused("")).say(act("resume", "ana", "19T09", dues=three), by="ana", due="2026-04-10")
    lab.stopped("PC210:e")


@pytest.mark.parametrize("verb", ["deliver", "accept", "cancel", "revoke"])
def test_an_act_that_ends_a_pause_stores_the_days_of_it(lab, verb):
    by, keys, state = {
        "deliver": ("diego", {"evidence": "[x]"}, "delivered"),
        "accept": ("ana", {"delivered-on": "2026-03-19"}, "accepted"),
        "cancel": ("ana", {"reason": "other"}, "cancelled"),
        "revoke": ("diego", {"reason": "capacity"}, "revoked"),
    }[verb]
    lab.start(paused("")).say(act(verb, by, "19T09", dues=dues(FAR), **keys), by=by, due=FAR, state=state)
    lab.stopped("PC210:e")


@pytest.mark.parametrize("verb", ["deliver", "cancel", "revoke"])
def test_the_command_that_ends_a_pause_writes_dues_that_pass(lab, verb):
    by, words = {
        "deliver": ("diego", "-e x"),
        "cancel": ("ana", "--reason other"),
        "revoke": ("diego", "--reason capacity"),
    }[verb]
    lab.start(paused(""))
    lab.run(f"{verb} k7m {words} --by {by}", by=by)
    lab.passes()


# Between the word and the commit.


OVERDUE = promise(
    request(when_due="within: 10d, pause-on: [supplier]"),
    AGREE + "  due: 2026-03-12\n",
    due="2026-03-12",
    more="within: 10d\npause-on: [supplier]\n",
)


def test_a_pause_by_the_performer_from_before_the_due_is_an_error_after_it(lab):
    """Said on the 11th, committed on the 19th: published commits only tell."""
    lab.start(OVERDUE).say(act("pause", "diego", "11T09", reason="supplier"))
    lab.stopped("PC211:e", audit="PC211:w")


def test_the_customer_stands_by_that_pause(lab):
    lab.start(OVERDUE).say(act("pause", "diego", "11T09", reason="supplier"))
    lab.run("confirm k7m 3 --by ana", by="ana")
    lab.passes(may="PC211:w")


def test_a_pause_by_the_performer_committed_the_same_day_passes(lab):
    lab.start(OVERDUE).say(act("pause", "diego", "11T09", reason="supplier"), at="11T10")
    lab.passes()


def test_a_delivery_from_before_the_due_committed_after_it_is_told(lab):
    lab.start(promise(request(when_due="due: 2026-03-12"), AGREE, due="2026-03-12"))
    lab.say(DELIVER.replace("19T", "11T"), state="delivered")
    lab.passes(must="PC211:w")


def test_an_agreement_from_before_the_due_committed_after_it_is_told(lab):
    ask = act("renegotiate", "diego", "11T09", terms="{due: 2026-05-20}", reason="supplier")
    lab.start(promise(request(when_due="due: 2026-03-12"), AGREE, ask, due="2026-03-12"))
    lab.say(YES.replace("19T", "11T"), by="ana", due="2026-05-20")
    lab.passes(must="PC211:w")


def test_a_delivery_committed_on_its_day_passes(lab):
    lab.start().say(DELIVER, state="delivered")
    lab.say(ACCEPT, by="ana", state="accepted")
    lab.passes()


def test_a_commit_from_before_its_words_is_an_error(lab):
    lab.start().say(act("note", "diego", "19T09", note="x"), at="10T09")
    seen = lab.guard()
    assert "PC203:e" in seen.codes, seen.told


def test_backdating_is_asked_of_the_later_date_of_the_commit(lab):
    text = lab.start().said(act("note", "diego", "10T09", note="x"))
    lab.put({P: text}, "diego", "10T10", committed="2026-03-19T10:00:00Z")
    seen, later = lab.guard(), lab.audit()
    assert "PC504:i" in seen.codes & later.codes, (seen.told, later.told)


def test_words_committed_the_next_day_are_not_backdated(lab):
    lab.start().say(act("note", "diego", "18T09", note="x"))
    assert not lab.guard().codes


def test_an_import_of_old_dues_by_a_steward_stops_nobody(lab):
    text = agreed("10d", "2026-03-20", at="02T11").replace("clm-k7m2x9qd", OTHER)
    lab.start(policy="stewards: [ana]").put({Q: text}, "ana")
    lab.passes(may="PC406:w PC210:w PC211:w PC504:w")


def test_a_due_in_the_past_of_the_opening_is_told(lab):
    text = promise(
        REQUEST.replace("02T", "19T").replace("2026-04-20", "2026-03-01"), id=OTHER, due="2026-03-01", state="requested"
    )
    lab.start().put({Q: text}, "ana")
    lab.passes(guard="PC208:w")
