"""Threats through needs, and what else a view tells."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from metrics.stories import C, P, accepted, act, agreed, cancelled, delivered, moved, promise, request, seen, warned
from promisectl.metrics.acceptance import satisfaction
from promisectl.metrics.answers import voluntary
from promisectl.metrics.first_time import first_time_accepted, reopenings
from promisectl.metrics.fulfilment import weighted_fulfilment
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import Threat
from promisectl.model.promise import Promise


def by(id_: str, due: str, *more: Any, needs: Any = ()) -> Promise:
    return promise(id_, agreed("03-02", due), *more, needs=list(needs))


def threat_of(id_: str, *told: Promise, as_of: str = "03-10") -> Threat | None:
    return next(view.threat for view in seen(*told, as_of=as_of) if view.id == id_)


def test_a_need_that_is_due_after_it_threatens_a_promise() -> None:
    told = by("a-1", "03-20", needs=["a-2"]), by("a-2", "03-23")
    threat = threat_of("a-1", *told)
    assert threat == Threat(date(2026, 3, 23), date(2026, 3, 20), ("a-1", "a-2"))
    assert threat.slack_days == -3
    assert threat_of("a-2", *told) is None


def test_a_lead_counts_and_a_need_in_time_threatens_nobody() -> None:
    need = by("a-2", "03-18")
    assert threat_of("a-1", by("a-1", "03-20", needs=[{"id": "a-2", "lead": "2d"}]), need) is None
    assert threat_of("a-1", by("a-1", "03-20", needs=[{"id": "a-2", "lead": "3d"}]), need)


def test_a_forecast_and_a_due_that_is_past_threaten_through_a_chain() -> None:
    chain = by("a-1", "03-20", needs=["a-2"]), by("a-2", "03-18", needs=["a-3"])
    warning = warned("03-05", forecast="2026-03-25")
    threat = threat_of("a-1", *chain, by("a-3", "03-15", warning))
    assert threat and threat.chain == ("a-1", "a-2", "a-3")
    assert threat.finish == date(2026, 3, 25)
    late = threat_of("a-1", *chain, by("a-3", "03-15"), as_of="03-22")
    assert late and late.finish == date(2026, 3, 22)


def test_a_promise_late_of_its_own_doing_is_not_threatened() -> None:
    own = by("a-1", "03-20", warned("03-04", forecast="2026-03-30"), needs=["a-2"])
    assert threat_of("a-1", own, by("a-2", "03-15")) is None
    threat = threat_of("a-1", own, by("a-2", "03-25"))
    assert threat == Threat(date(2026, 3, 30), date(2026, 3, 20), ("a-1", "a-2"))


def test_what_is_closed_or_delivered_or_unknown_threatens_nobody() -> None:
    told = by("a-1", "03-20", needs=["a-2", "a-3", "a-9"])
    done = by("a-2", "03-25", delivered("03-09"))
    assert threat_of("a-1", told, done, by("a-3", "03-25", cancelled("03-09"))) is None
    assert threat_of("a-2", by("a-2", "03-20", delivered("03-09"), needs=["a-4"]), by("a-4", "03-25")) is None


def test_a_request_that_was_not_answered_yet_threatens_too() -> None:
    asked = promise("a-2", request("03-02", due="03-25"))
    assert threat_of("a-1", by("a-1", "03-20", needs=["a-2"]), asked)


def test_a_circle_of_needs_ends() -> None:
    told = by("a-1", "03-20", needs=["a-2"]), by("a-2", "03-23", needs=["a-1"])
    assert threat_of("a-1", *told)


def test_a_chain_of_thousands_is_no_trouble() -> None:
    links = [by(f"a-{n}", "03-20", needs=[f"a-{n + 1}"]) for n in range(3000)]
    threat = threat_of("a-0", *links, by("a-3000", "03-21"))
    assert threat and len(threat.chain) == 3001


def test_threatened_is_an_overlay() -> None:
    view = seen(by("a-1", "03-20", needs=["a-2"]), by("a-2", "03-23"), as_of="03-10")[0]
    assert view.overlays == ("threatened",)


def test_a_view_says_whose_turn_it_is_and_who_must_answer() -> None:
    asked = promise("a-1", request("03-02", due="03-20"))
    proposal = act("renegotiate", P, "03-05", terms={"due": "2026-03-25"}, reason="capacity")
    views = seen(
        asked, by("a-2", "03-20"), by("a-3", "03-20", delivered("03-05")), by("a-4", "03-20", proposal), as_of="03-10"
    )
    assert [(view.turn, view.waiting_for) for view in views] == [
        ("performer", (P,)),
        ("performer", ()),
        ("customer", (C,)),
        ("performer", (C,)),
    ]
    assert [view.days_left for view in views] == [10, 10, 10, 10]


def test_a_view_counts_agreed_revisions_and_shows_three_dues() -> None:
    late = by("a-1", "03-05", moved("03-20", proposed="03-06", agreed="03-07"))
    view = seen(late, as_of="03-10")[0]
    assert view.revisions == 1
    assert [str(due) for due in (view.first_due, view.counted_due, view.due)] == [
        "2026-03-05",
        "2026-03-05",
        "2026-03-20",
    ]


def test_a_promise_reopened_within_fourteen_days_was_not_accepted_at_first() -> None:
    kept = by("a-1", "03-06", delivered("03-05"), accepted("03-06"))

    def rate(day: str) -> Rate:
        views = seen(kept, promise("a-2", request(day, due="03-30"), reopens="a-1"))
        return first_time_accepted(views[:1], reopenings(views))

    assert rate("03-20") == Rate(0, 1)
    assert rate("03-21") == Rate(1, 1)


def test_ratings_and_weights_are_counted() -> None:
    ends = [accepted("03-06", rating=rating) for rating in ("3", "4", "5")]
    told = [
        promise(f"a-{n}", agreed("03-02", "03-06"), delivered("03-05"), end, weight=str(n + 1))
        for n, end in enumerate([*ends, accepted("03-06")])
    ]
    views = seen(*told, promise("a-9", agreed("03-02", "03-06"), weight="10"))
    happy = satisfaction(views)
    assert (happy.rate, happy.rated) == (Rate(2, 3), Rate(3, 4))
    assert weighted_fulfilment(views) == Rate(10, 20)


def test_a_counter_is_an_answer_of_ones_own() -> None:
    countered = act("counter", P, "03-03", terms={"due": "2026-03-25"})
    told = promise("a-1", request("03-02", due="03-20"), countered, act("agree", C, "03-04"))
    assert voluntary(seen(told)) == Rate(1, 1)


def test_ten_thousand_views_are_cheap_to_make() -> None:
    one = by("a-1", "03-20")
    [view] = seen(one)
    from promisectl.metrics.views import views

    records = [(one, view.standing)] * 10_000
    start = time.perf_counter()
    made = views(records, view.as_of, view.context)
    overdue = sum(view.is_overdue for view in made)
    assert overdue == 10_000
    assert time.perf_counter() - start < 0.5
