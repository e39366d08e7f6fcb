"""Agendas: what is on them, what is not, and what takes it off again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from metrics.stories import ZONE, C, P, accepted, act, agreed, delivered, end_of, moved, promise, request, seen, warned

from promisectl.metrics.goals import Goals, goals_at
from promisectl.metrics.view import View
from promisectl.model.objectives import GoalsFile
from promisectl.model.settings import Policy
from promisectl.query.environment import Environment
from promisectl.query.spans import parse_span, span_before
from promisectl.reports.agendas import close, mid, one_on_one, weekly
from promisectl.reports.fulfilment import make as fulfilment_report
from promisectl.reports.report import Asked, Report

OUT = "ext:insured-7"


def asked(views: list[View], goals: Goals | None = None, **more: Any) -> Asked:
    env = Environment(as_of=end_of("03-31"), zone=ZONE)
    return Asked(views, env, Policy.model_validate({"person-reports": "all"}), views, goals=goals, **more)


def ids(report: Report, key: str) -> list[str]:
    [table] = [table for table in report.tables if table.key == key]
    return [str(row[0]) for row in table.rows]


def noted(kind: str, day: str, text: str, by: str = P) -> dict[str, Any]:
    return act("note", by, day, kind=kind, note=text)


def week(*told: Any) -> Report:
    return weekly.make(asked(seen(*told)))


def to_customer(id_: str, *acts: Any, due: str = "04-10", **free: Any) -> Any:
    """Promised to somebody outside; her words are recorded by the performer."""
    terms = {"what": f"help {id_}", "performer": P, "due": f"2026-{due}"}
    opening = act("request", P, "03-02", for_=OUT, via="phone", terms=terms)
    return promise(id_, opening, act("agree", P, "03-02"), *acts, **free)


def test_promises_to_customers_stand_before_all_others() -> None:
    report = week(promise("a-1", agreed("03-02", "03-10")), to_customer("z-9", due="03-20"))
    assert ids(report, "overdue") == ["z-9", "a-1"]


def test_each_section_of_the_week_holds_what_its_heading_says() -> None:
    report = week(
        promise("a-late", agreed("03-02", "03-10")),
        promise("b-week", agreed("03-02", "04-03")),
        promise("c-warned", agreed("03-02", "04-20"), warned("03-20", help="a second lift")),
        promise("d-done", agreed("03-02", "04-03"), delivered("03-30")),
        promise("e-asked", request("03-30", due="04-09")),
        promise("f-needs", agreed("03-02", "04-02"), needs=["c-slow"]),
        promise("c-slow", agreed("03-02", "04-30")),
    )
    assert ids(report, "overdue") == ["a-late"]
    assert ids(report, "due") == ["f-needs", "b-week"]
    assert ids(report, "at_risk") == ["c-warned"]
    assert ids(report, "verdicts") == ["d-done"]
    assert ids(report, "answers") == ["e-asked"]
    assert ids(report, "threatened") == ["f-needs"]


def test_what_was_kept_since_last_monday_is_there_to_be_celebrated() -> None:
    report = week(
        promise("a-1", agreed("03-02", "03-26"), delivered("03-24"), accepted("03-25")),
        promise("b-1", agreed("03-02", "03-20"), delivered("03-18"), accepted("03-19")),
        promise("c-1", agreed("03-02", "03-20"), delivered("03-26"), accepted("03-27")),
    )
    assert ids(report, "kept") == ["a-1"]


def test_a_voice_of_a_customer_stays_until_something_follows_it_and_she_was_told() -> None:
    said = noted("voice-of-customer", "03-05", "nobody called me back")
    follower = promise("b-2", agreed("03-10", "04-10"), follows="a-1")
    told_before = noted("told", "03-04", "on our way")
    told_after = noted("told", "03-12", "we will call within the hour from now on")
    assert ids(week(to_customer("a-1", said)), "voices") == ["a-1"]
    assert ids(week(to_customer("a-1", said), follower), "voices") == ["a-1"]
    assert ids(week(to_customer("a-1", told_before, said), follower), "voices") == ["a-1"]
    assert ids(week(to_customer("a-1", said, told_after)), "voices") == ["a-1"]
    assert ids(week(to_customer("a-1", said, told_after), follower), "voices") == []


def test_a_customer_outside_must_be_told_of_a_moved_due_and_of_a_warning_until_she_was() -> None:
    terms = {"due": "2026-04-20"}
    move = (
        act("renegotiate", P, "03-10", terms=terms, reason="supplier"),
        act("agree", P, "03-11", for_=OUT, via="phone"),
    )
    warning = warned("03-15", note="the lift is out of order")
    assert ids(week(to_customer("a-1")), "to_tell") == []
    assert ids(week(to_customer("a-1", *move)), "to_tell") == ["a-1"]
    assert ids(week(to_customer("a-1", *move, noted("told", "03-12", "the 20th"))), "to_tell") == []
    assert ids(week(to_customer("a-1", *move, noted("told", "03-12", "the 20th"), warning)), "to_tell") == ["a-1"]
    assert ids(week(promise("b-1", agreed("03-02", "04-10"), warning)), "to_tell") == []


def test_one_signal_of_failing_is_common_and_two_stand_on_the_agenda() -> None:
    thrice = [
        act_
        for day, due in (("03-04", "04-01"), ("03-06", "04-03"), ("03-08", "03-20"), ("03-10", "03-24"))
        for act_ in moved(due, proposed=day, agreed=day)
    ]
    absent = noted("checkin", "03-20", f"missing: {P}")
    assert ids(week(promise("a-1", agreed("03-02", "03-10"))), "signals") == []
    assert ids(week(promise("a-1", agreed("03-02", "04-20"), absent)), "signals") == []
    assert ids(week(promise("a-1", agreed("03-02", "03-12"), *thrice, absent)), "signals") == ["a-1"]


def test_a_check_in_in_spanish_says_who_was_missing_too() -> None:
    from promisectl.metrics.failing_signals import missing_of

    assert missing_of("Faltaron: bruno, eva") == ["bruno", "eva"]
    assert missing_of("todos estuvieron") == []


GOALS = GoalsFile.model_validate(
    {
        "objectives": {
            "fast": {
                "text": "Be fast",
                "owner": P,
                "period": "2026-Q1",
                "hypothesis": "speed drives recommendation",
                "key-results": {
                    "kr-red": {"text": "days", "start": "10", "target": "2"},
                    "kr-fine": {"text": "calls", "start": "0", "target": "10"},
                },
                "check-ins": [
                    {"kr": "kr-red", "at": "2026-03-28", "by": P, "value": "9", "note": "no lift"},
                    {"kr": "kr-fine", "at": "2026-03-28", "by": P, "value": "10"},
                ],
            }
        }
    }
)


def goals(views: list[View]) -> Goals:
    return goals_at(GOALS, views, end_of("03-31"), ZONE)


def test_the_middle_review_shows_wishes_proposals_and_the_activity_trap() -> None:
    views = seen(
        promise(
            "a-1", agreed("03-02", "04-10"), act("renegotiate", P, "03-30", terms={"due": "2026-04-20"}, reason="data")
        ),
        promise("b-1", agreed("03-02", "04-10"), *moved("04-20", proposed="03-20", agreed="03-21"), serves=["kr-fine"]),
    )
    report = mid.make(asked(views, goals(views)))
    assert ids(report, "results") == ["kr-red", "kr-fine"]
    assert ids(report, "wishes") == ["kr-red"]
    assert ids(report, "proposed") == ["a-1"]
    assert ids(report, "moved") == ["b-1"]
    assert ids(report, "serves_nothing") == ["a-1"]


def test_an_open_promise_that_serves_it_makes_a_wish_a_commitment() -> None:
    views = seen(promise("a-1", agreed("03-02", "04-10"), serves=["kr-red"]))
    assert ids(mid.make(asked(views, goals(views))), "wishes") == []


def test_the_closing_review_has_final_values_both_rates_and_what_both_sides_learnt() -> None:
    views = seen(
        promise(
            "a-1",
            agreed("03-02", "03-06"),
            delivered("03-05"),
            accepted("03-06"),
            noted("retro", "03-07", "ask for photos first"),
            noted("retro", "03-07", "a call was enough", by=C),
        ),
        promise("b-1", agreed("03-02", "03-30")),
    )
    span = parse_span("2026-Q1")
    report = close.make(asked(views, goals(views), period=span, against=span_before(span)))
    assert ids(report, "results") == ["kr-red", "kr-fine"]
    assert ids(report, "retro") == ["a-1", "a-1"]
    assert ids(report, "left") == ["b-1"]
    [rates] = [table for table in report.tables if table.key == "rates"]
    assert [str(row[0]) for row in rates.rows] == ["kept", "kept as first promised"]


def test_one_on_one_opens_with_a_question_and_shows_what_others_owe_as_well() -> None:
    views = seen(
        promise("a-mine", agreed("03-02", "03-10"), needs=["b-need"]),
        promise("b-need", agreed("03-02", "04-20", by=P, to=C)),
        promise("c-owed", agreed("03-02", "03-12", by=P, to=C)),
        promise("d-warned", agreed("03-02", "04-20"), warned("03-20", help="a lift")),
        promise("e-kept", agreed("03-02", "03-20"), delivered("03-18"), accepted("03-19")),
    )
    report = one_on_one.make(asked(views, goals(views)), P)
    assert str(report.opening) == "Why is your key result red, and how can I help?"
    assert ids(report, "red") == ["kr-red"]
    assert ids(report, "blocked") == ["a-mine"]
    assert ids(report, "warnings") == ["d-warned"]
    assert ids(report, "overdue") == ["a-mine"]
    assert ids(report, "owed_to") == ["c-owed"]
    assert ids(report, "kept") == ["e-kept"]


@pytest.mark.parametrize("field", ["segment", "channel", "touchpoint"])
def test_by_an_interaction_the_hypothesis_stands_beside_how_promises_are_kept_there(field: str) -> None:
    ends = (delivered("03-05"), accepted("03-06"))
    views = seen(
        promise("a-1", agreed("03-02", "03-06"), *ends, serves=["kr-red"], **{field: "phone"}),
        promise("b-1", agreed("03-02", "03-06"), serves=["fast"], **{field: "web"}),
        promise("c-1", agreed("03-02", "03-06"), **{field: "web"}),
    )
    report = fulfilment_report(asked(views, goals(views), by=(field,)))
    [table] = [table for table in report.tables if table.key == "hypotheses"]
    told = [(row[0], row[1], row[2].k, row[2].n, row[-1]) for row in table.rows]  # type: ignore[union-attr]
    supposed = "speed drives recommendation"
    assert told == [("phone", "fast", 1, 1, supposed), ("web", "fast", 0, 1, supposed)]


def test_a_goal_of_decimals_is_read_as_it_is_written() -> None:
    result = GOALS.objectives["fast"].key_results["kr-red"]
    assert (result.start, result.target) == (Decimal(10), Decimal(2))
