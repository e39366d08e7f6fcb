"""Where a second reading of the norm found the first one wrong: clocks, weeks, reopenings, and who holds a role."""

from __future__ import annotations

from metrics.stories import (
    ZONE,
    C,
    P,
    accepted,
    act,
    agreed,
    cancelled,
    delivered,
    end_of,
    promise,
    rejected,
    request,
    seen,
)
from promisectl.metrics.early_notice import early_notice
from promisectl.metrics.first_time import first_time_accepted, reopenings
from promisectl.metrics.flow_times import cycle_days
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.floor import floor
from promisectl.metrics.soundness.late_release import late_releases
from promisectl.metrics.view import View
from promisectl.model.settings import Policy
from promisectl.query.environment import Environment
from promisectl.reports import flow, forecast, fulfilment, soundness
from promisectl.reports.kept import Fulfilment
from promisectl.reports.report import Asked

ON_CONDITION = {"condition": {"text": "the report is complete"}}


def asked(views: list[View], day: str = "03-31") -> Asked:
    return Asked(views, Environment(as_of=end_of(day), zone=ZONE), Policy(), views)


def test_what_came_before_its_condition_counts_from_the_activation() -> None:
    activated = act("activate", C, "03-10", evidence=["the report"])
    views = seen(
        promise(
            "a-1", agreed("03-02", "03-20", **ON_CONDITION), activated, accepted("03-12", delivered_on="2026-03-05")
        )
    )
    assert cycle_days(views).days == (0,)
    standing = views[0].standing
    assert standing is not None
    assert views[0].delivered_at == standing.started_at


def test_what_is_said_on_monday_at_midnight_is_not_of_the_week_before() -> None:
    at_midnight = "2026-03-09T00:00:00Z"
    views = seen(promise("a-1", agreed("03-02", "03-20"), delivered(at_midnight)))
    weeks = {row["week"]: row for row in flow.make(asked(views)).tables[1].records()}
    assert (weeks["2026-W10"]["promised"], weeks["2026-W10"]["delivered"]) == (1, 0)
    assert (weeks["2026-W11"]["promised"], weeks["2026-W11"]["delivered"]) == (0, 1)


def test_what_was_opened_before_another_closed_does_not_reopen_it() -> None:
    done = promise("a-1", agreed("03-02", "03-20"), delivered("03-10"), accepted("03-11"))
    before = promise("a-2", agreed("03-09", "03-30"), reopens="a-1")
    after = promise("a-3", agreed("03-20", "03-30"), reopens="a-1")
    views = seen(done, before)
    assert first_time_accepted(views, reopenings(views)) == Rate(1, 1)
    views = seen(done, before, after)
    assert first_time_accepted(views, reopenings(views)) == Rate(0, 1)


def test_who_came_to_hold_both_roles_announces_nothing_in_the_performers_name() -> None:
    """It counts as if the last two persons still held the roles, and of the two it is Ana who was the customer."""
    handed = act("renegotiate", P, "03-03", terms={"performer": C}, reason="left")
    views = seen(
        promise("a-1", request("03-02", due="03-20"), act("agree", P, "03-02"), handed, act("agree", C, "03-03")),
        promise(
            "a-2",
            request("03-02", due="03-20"),
            act("agree", P, "03-02"),
            act("renegotiate", C, "03-03", terms={"performer": C}, reason="left"),
            act("agree", P, "03-03"),
            act("warn", C, "03-10", reason="supplier"),
        ),
    )
    assert early_notice(views).rate == Rate(1, 2)


def test_a_promise_to_oneself_lowers_the_floor_beside_the_rates_too() -> None:
    mine = promise("a-1", request("03-02", by=P, to=P, due="03-12"), act("agree", P, "03-02"))
    kept = promise("a-2", agreed("03-02", "03-12"), delivered("03-10"), accepted("03-11"))
    views = seen(mine, kept)
    detail = fulfilment.make(asked(views)).detail
    assert isinstance(detail, Fulfilment)
    assert detail.soundness["floor"] == floor(views) == Rate(1, 2)
    assert soundness.make(asked(views)).rows[0][1] == Rate(1, 2)


def test_what_was_turned_down_and_then_let_go_is_a_late_release() -> None:
    early = promise("a-1", agreed("03-02", "03-30"), cancelled("03-06"))
    turned_down = promise("a-2", agreed("03-02", "03-30"), delivered("03-04"), rejected("03-05"), cancelled("03-06"))
    assert late_releases(seen(early, turned_down)) == Rate(1, 2)


def test_seen_as_of_a_sunday_the_week_that_ends_with_it_is_whole() -> None:
    kept = promise("a-1", agreed("03-02", "03-20"), delivered("03-10"), accepted("03-15"))
    for day, last in (("03-14", "2026-W10"), ("03-15", "2026-W11"), ("03-16", "2026-W11")):
        rows = forecast.make(asked(seen(kept, as_of=day), day)).tables[1].records()
        assert list(rows)[-1]["week"] == last
