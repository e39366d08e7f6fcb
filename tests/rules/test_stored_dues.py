"""PC210: the due that an act stores is counted again, from its terms, its day and the calendars that judge."""

from __future__ import annotations

import time
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from scenery import codes_of, findings_of

from promisectl.calendars.business import business_calendar
from promisectl.checking.stored_dues import stored_dues
from promisectl.lifecycle.standing import Context
from promisectl.model.promise import PromiseFile
from promisectl.model.settings import Calendar

CHILE = business_calendar(Calendar.model_validate({"country": "CL"}))  # Good Friday is 3 April 2026
PLAIN = business_calendar(Calendar.model_validate({"weekend": ["sat", "sun"]}))
CALENDARS = {"cl": CHILE, "plain": PLAIN}
UTC = Context(ZoneInfo("UTC"))
NEW = range(100)


def asked(within="2bd", at="2026-04-02T09:00:00Z", calendar="cl", **terms):
    named = {} if within.endswith("d") and not within.endswith("bd") else {"calendar": calendar}
    keys = {"what": "x", "performer": "diego", "within": within, **named, **terms}
    return {"act": "request", "by": "ana", "at": at, "terms": keys}


def agree(due, at="2026-04-02T10:00:00Z", **more):
    return {"act": "agree", "by": "diego", "at": at, "due": due, **more}


def judged(*history, introduced=NEW, older=(), context=UTC):
    acts = PromiseFile.model_validate({"id": "clm-k7m2", "what": "x", "history": list(history)}).history
    return list(stored_dues(acts, context, CALENDARS, introduced=introduced, older=older))


def weights(*history, **more):
    return [one.severity.value for one in judged(*history, **more)]


def test_what_a_command_stores_is_right():
    assert judged(asked(), agree("2026-04-07", without=["2026-04-03"])) == []
    assert judged(asked("45d"), agree("2026-05-17")) == []
    assert judged(asked("3bh"), agree("2026-04-02T13:00:00Z")) == []


def test_another_due_is_an_error_where_it_is_introduced_and_says_both():
    (found,) = judged(asked(), agree("2026-12-24"))
    assert (found.severity, found.position, found.field) == ("error", 1, "due")
    assert (found.expected, found.stored) == ("2026-04-07", "2026-12-24")
    assert str(found.note) == "2bd come to 2026-04-07; stored is 2026-12-24"


def test_days_are_exact():
    assert weights(asked("45d"), agree("2026-05-18")) == ["error"]
    assert weights(asked("45d"), agree("2026-05-18"), introduced=()) == ["warning"]


def test_the_day_counts_in_the_zone_or_as_it_is_written():
    santiago = Context(ZoneInfo("America/Santiago"))
    at = "2026-04-03T01:30:00Z"  # the evening before, in Santiago
    for due in ("2026-04-12", "2026-04-13"):
        assert judged(asked("10d", at), agree(due, at), context=santiago) == []
    assert weights(asked("10d", at), agree("2026-04-14", at), context=santiago) == ["error"]


def test_two_holidays_of_a_promise_may_be_unknown_here():
    two = agree("2026-04-10", without=["2026-04-06", "2026-04-07", "2026-04-03"])
    assert weights(asked(), agree("2026-04-09", without=["2026-04-03", "2026-04-06", "2026-04-07"])) == ["info"]
    assert weights(asked(), two) == ["error"], "the days named do not come to it"
    three = ["2026-04-03", "2026-04-06", "2026-04-07", "2026-04-08"]
    assert weights(asked(), agree("2026-04-10", without=three)) == ["error"]


def test_a_holiday_known_here_that_was_not_skipped_counts_as_one_of_the_two():
    assert weights(asked(), agree("2026-04-06", without=[])) == ["info"]


def test_an_introduced_act_without_the_field_counts_its_difference():
    assert weights(asked(), agree("2026-04-07")) == []
    assert weights(asked(), agree("2026-04-08")) == ["info"]
    assert weights(asked(), agree("2026-04-09")) == ["info"]
    assert weights(asked(), agree("2026-04-10")) == ["error"]
    assert weights(asked(), agree("2026-04-06")) == ["info"], "Good Friday was not known"
    assert weights(asked(), agree("2026-04-11")) == ["error"], "no count ends on a Saturday"
    assert weights(asked(), agree("2026-04-07T12:00:00Z")) == ["error"], "business days end with a day"
    assert weights(asked("3bh"), agree("2026-04-06T13:00:00Z")) == ["info"]
    assert weights(asked("3bh"), agree("2026-04-06T13:30:00Z")) == ["error"]


def test_the_two_days_are_two_in_the_whole_promise():
    pause = {"act": "pause", "by": "ana", "at": "2026-04-06T10:00:00Z", "reason": "x"}
    moved = dict.fromkeys(("first", "counted", "current"), "2026-04-10")
    resume = {"act": "resume", "by": "ana", "at": "2026-04-06T11:00:00Z", "dues": moved}
    history = (asked(), agree("2026-04-08"), pause, resume)
    assert weights(*history) == ["info", "error"]
    assert weights(*history, introduced=(3,)) == ["info"]


def test_an_older_act_may_lie_two_working_days_outside():
    old = {"introduced": (1,), "older": (1,)}
    for due in ("2026-04-06", "2026-04-07", "2026-04-08", "2026-04-09", "2026-04-02", "2026-04-03"):
        assert judged(asked(), agree(due), **old) == []
    for due in ("2026-04-01", "2026-04-10"):
        assert weights(asked(), agree(due), **old) == ["error"]
        assert weights(asked(), agree(due), introduced=()) == ["info"]


def test_a_pause_moves_the_three_dues_by_what_it_lasted():
    pause = {"act": "pause", "by": "ana", "at": "2026-03-10T10:00:00Z", "reason": "x"}
    resume = {"act": "resume", "by": "ana", "at": "2026-03-12T10:00:00Z"}
    history = (asked("18d", "2026-03-02T09:00:00Z"), agree("2026-03-20", "2026-03-02T10:00:00Z"), pause)
    right = dict.fromkeys(("first", "counted", "current"), "2026-03-22")
    assert judged(*history, resume | {"dues": right}) == []
    for name in right:
        (found,) = judged(*history, resume | {"dues": right | {name: "2026-12-24"}})
        assert (found.severity, found.position, found.field) == ("error", 3, "dues")
    deliver = {"act": "deliver", "by": "diego", "at": "2026-03-12T10:00:00Z", "dues": right, "evidence": ["y"]}
    assert judged(*history, deliver) == []


def test_a_pause_in_business_days_skips_the_holidays_it_names():
    pause = {"act": "pause", "by": "ana", "at": "2026-04-02T11:00:00Z", "reason": "x"}
    resume = {"act": "resume", "by": "ana", "at": "2026-04-07T10:00:00Z", "without": ["2026-04-03"]}
    history = (asked(), agree("2026-04-07", without=["2026-04-03"]), pause)
    right = dict.fromkeys(("first", "counted", "current"), "2026-04-09")
    assert judged(*history, resume | {"dues": right}) == []
    assert weights(*history, resume | {"dues": dict.fromkeys(right, "2026-12-24")}) == ["error"]


def test_a_calendar_that_the_judge_does_not_have_counts_nothing():
    assert weights(asked(calendar="new"), agree("2026-04-07")) == ["error"]
    assert weights(asked(calendar="new"), agree("2026-04-07"), introduced=()) == []


@pytest.mark.parametrize(
    ("within", "due"), [("999999bd", "2026-04-07"), ("2bd", "9998-01-03"), ("999999bh", "2026-04-07")]
)
def test_no_due_takes_minutes_to_judge(within, due):
    began = time.perf_counter()
    assert weights(asked(within), agree(due)) == ["error"]
    assert time.perf_counter() - began < 2


def test_a_history_is_walked_once():
    history = [asked("18d", "2026-03-02T09:00:00Z"), agree("2026-03-20", "2026-03-02T10:00:00Z")]
    dues = dict.fromkeys(("first", "counted", "current"), "2026-03-20")
    for _ in range(2000):
        history.append({"act": "pause", "by": "ana", "at": "2026-03-10T10:00:00Z", "reason": "x"})
        history.append({"act": "resume", "by": "ana", "at": "2026-03-10T10:00:00Z", "dues": dues})
    began = time.perf_counter()
    assert judged(*history) == []
    assert time.perf_counter() - began < 5


SETTINGS = "# file: promisectl.yaml\nformat: 1\ncalendars: {cl: {country: CL}}\n"
FILE = """\
# file: ledgers/claims/clm-k7m2x9qd.yaml
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
customer: ana
performer: diego
within: 2bd
calendar: cl
due: {due}
criteria: [photos]
state: promised
history:
- {{act: request, by: ana, at: 2026-03-30T09:10:00Z,
    terms: {{what: Inspect the vehicle of claim 88123, performer: diego, within: 2bd, calendar: cl, criteria: [photos]}}}}
- {{act: agree, by: diego, at: 2026-03-30T11:40:00Z, due: {due}, calendar: cl}}
"""


def test_a_plain_check_tells_of_business_days_as_an_info():
    (found,) = [one for one in findings_of(SETTINGS + FILE.format(due="2026-12-24")) if one.code == "PC210"]
    assert found.severity.value == "info"
    assert "PC210" not in codes_of(SETTINGS + FILE.format(due="2026-04-01"))


def test_public_holidays_are_named_where_business_days_are_counted_and_nowhere_else():
    for text in (
        FILE.format(due="2026-04-01").replace("calendar: cl}\n", "calendar: cl, without: [2026-04-03]}\n"),
        FILE.format(due="2026-04-01").replace(
            "due: 2026-04-01, calendar: cl}", "due: 2026-04-01, without: [2026-04-03]}"
        ),
    ):
        assert "PC202" not in codes_of(SETTINGS + text)
    days = (
        FILE.format(due="2026-04-01").replace("2bd", "2d").replace("calendar: cl\n", "").replace("calendar: cl, ", "")
    )
    days = days.replace(", calendar: cl}", ", without: [2026-04-03]}")
    assert codes_of(SETTINGS + days) == ["PC202"]
    assert date(2026, 4, 3) in CHILE.holidays(2026)
