"""The chain of needs: dates forwards from what is expected, backwards from the due of the promise at the top."""

from __future__ import annotations

from datetime import date

from metrics.stories import agreed, delivered, promise, seen, warned
from promisectl.metrics.need_chain import Link, Plan, critical_chain, plan_of
from promisectl.metrics.threat import expectations
from promisectl.model.promise import Promise


def plan(*told: object, top: str = "do-car") -> Link:
    by_id = {view.id: view for view in seen(*told)}  # type: ignore[arg-type]
    return plan_of(by_id[top], by_id, deepest=100).top


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


CAR = promise("do-car", agreed("03-02", "04-20"), needs=[{"id": "do-paint", "lead": "2d"}, "do-papers"])
PAINT = promise("do-paint", agreed("03-02", "04-15"), needs=["do-door"])
PAPERS = promise("do-papers", agreed("03-02", "04-10"))


def test_a_chain_in_time_has_slack_and_no_threat() -> None:
    door = promise("do-door", agreed("03-02", "04-05"))
    chain = plan(CAR, PAINT, PAPERS, door)
    assert (chain.finish, chain.due, chain.slack_days) == (day("04-20"), day("04-20"), 0)
    paint, papers = chain.needs
    assert (paint.finish, paint.slack_days) == (day("04-15"), 0)
    assert (papers.finish, papers.slack_days) == (day("04-10"), 0)
    assert not chain.view.threatened


def test_latest_dates_are_worked_back_from_the_date_of_the_promise_at_the_top() -> None:
    door = promise("do-door", agreed("03-02", "04-05"))
    paint, papers = plan(CAR, PAINT, PAPERS, door).needs
    assert (paint.lead, paint.latest_finish) == (2, day("04-18"))
    assert papers.latest_finish == day("04-20")
    assert paint.latest_start == day("03-05")  # 44 days from its agreement to its due, before the 18th
    assert paint.needs[0].latest_finish == day("04-18")


def test_the_critical_chain_leads_to_the_promise_that_decides_when_the_top_is_there() -> None:
    door = promise("do-door", agreed("03-02", "04-05"), warned("03-20", forecast="2026-04-25"))
    told = (CAR, PAINT, PAPERS, door)
    chain = plan(*told)
    assert (chain.finish, chain.slack_days) == (day("04-27"), -7)
    assert chain.view.threatened
    assert critical_chain("do-car", expectations({view.id: view for view in seen(*told)})) == [
        "do-car",
        "do-paint",
        "do-door",
    ]
    paint, papers = chain.needs
    assert (chain.critical, paint.critical, paint.needs[0].critical, papers.critical) == (True, True, True, False)


def test_what_was_delivered_is_there_on_its_day_and_waits_for_nothing() -> None:
    door = promise("do-door", agreed("03-02", "04-05"), delivered("03-30"))
    paint = plan(CAR, PAINT, PAPERS, door).needs[0]
    assert paint.needs[0].finish == day("03-30")


def test_a_need_that_two_promises_have_is_told_once() -> None:
    both = promise("do-papers", agreed("03-02", "04-10"), needs=["do-door"])
    door = promise("do-door", agreed("03-02", "04-05"))
    paint, papers = plan(CAR, PAINT, both, door).needs
    assert (paint.needs[0].repeated, papers.needs[0].repeated) == (False, True)


def test_a_circle_of_needs_ends_where_it_closes() -> None:
    chain = plan(
        promise("do-car", agreed("03-02", "04-20"), needs=["do-door"]),
        promise("do-door", agreed("03-02", "04-10"), needs=["do-car"]),
    )
    assert chain.needs[0].needs[0].repeated


def plan_in_trees(*told: Promise, deepest: int) -> Plan:
    by_id = {view.id: view for view in seen(*told)}
    return plan_of(by_id[told[0].id], by_id, deepest)


def chain_of(count: int, last_needs: list[str]) -> list[Promise]:
    """Each needs the next one."""
    words = agreed("03-02", "04-20")
    following = [[f"do-{number + 1:04}"] for number in range(count - 1)]
    return [promise(f"do-{number:04}", words, needs=needs) for number, needs in enumerate([*following, last_needs])]


def test_what_is_too_deep_goes_on_in_a_tree_of_its_own() -> None:
    told = plan_in_trees(*chain_of(5, []), deepest=2)
    end = told.top.needs[0].needs[0]
    assert (end.view.id, end.continued, end.needs) == ("do-0002", True, ())
    [further] = told.further
    assert (further.view.id, further.continued, further.repeated) == ("do-0002", False, False)
    assert further.needs[0].needs[0].view.id == "do-0004"
    assert (further.latest_finish, further.critical) == (end.latest_finish, end.critical)


def test_a_chain_of_thousands_is_told_to_its_end() -> None:
    told = plan_in_trees(*chain_of(2500, []), deepest=10)
    assert len(told.critical) == 2500
    assert len(told.further) == 249
    assert told.circles == ()


def test_promises_that_need_each_other_are_named_in_order() -> None:
    told = plan_in_trees(*chain_of(3, ["do-0001"]), deepest=10)
    assert [[view.id for view in circle] for circle in told.circles] == [["do-0001", "do-0002", "do-0001"]]


def test_a_circle_of_thousands_is_named_too() -> None:
    told = plan_in_trees(*chain_of(2500, ["do-0000"]), deepest=10)
    [circle] = told.circles
    assert [view.id for view in circle[-2:]] == ["do-2499", "do-0000"]


def test_only_circles_that_the_promise_needs_are_named() -> None:
    elsewhere = promise("do-else", agreed("03-02", "04-20"), needs=["do-else"])
    assert plan_in_trees(*chain_of(2, []), elsewhere, deepest=10).circles == ()
