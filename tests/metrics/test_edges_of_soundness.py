"""Where a second reading found the figures beside the rates wrong: evidence, who was in office, pauses, conditions."""

from __future__ import annotations

from metrics.stories import (
    Act,
    C,
    P,
    accepted,
    act,
    agreed,
    cancelled,
    date_of,
    delivered,
    moved,
    promise,
    rejected,
    request,
    seen,
)
from promisectl.metrics.kept_first import kept_first
from promisectl.metrics.rate import Rate
from promisectl.metrics.soundness.came_back import came_back, kept_first_with_returns
from promisectl.metrics.soundness.kept_by_pause import kept_by_pause
from promisectl.metrics.soundness.last_day import moved_on_last_day
from promisectl.metrics.soundness.size import size
from promisectl.metrics.soundness.standing_still import standing_still
from promisectl.metrics.soundness.verdicts import without_evidence
from promisectl.metrics.view import View

PAUSED = act("pause", P, "03-10", reason="supplier")


def agreed_to_pause(due: str) -> tuple[Act, Act]:
    """A length, whose day the agreement stores."""
    asked = request("03-02", within="5d", pause_on=["supplier"])
    return asked, act("agree", P, "03-02", due=date_of(due))


def ways(views: list[View]) -> list[str]:
    return [how for _, how in standing_still(views)]


def test_what_an_attempt_showed_that_was_turned_down_is_no_evidence_of_the_next() -> None:
    shown = delivered("03-04", evidence=["photo.jpg"])
    again = promise(
        "a-1", agreed("03-02", "03-20"), shown, rejected("03-05"), accepted("03-12", delivered_on="2026-03-11")
    )
    at_once = promise("a-2", agreed("03-02", "03-20"), shown, accepted("03-05"))
    assert without_evidence(seen(again, at_once)) == Rate(1, 2)


def test_customers_and_pairs_are_those_in_office_on_the_settlement_day() -> None:
    """Missed on the 6th, and handed over on the 9th: it was missed between the first two."""
    handed = act("renegotiate", P, "03-09", terms={"performer": "eva"}, reason="left")
    agreements = (act("agree", C, "03-09"), act("agree", "eva", "03-09"))
    late = promise("a-1", agreed("03-02", "03-06"), handed, *agreements)
    kept = promise("a-2", agreed("03-02", "03-12"), delivered("03-10"), accepted("03-11"))
    assert size(seen(late, kept)).largest_pair == Rate(2, 2)


def test_what_came_back_stands_once_in_what_was_kept_as_first_promised() -> None:
    """Released after its first due and by its counted one, it had a place there already."""
    released = promise(
        "a-1", agreed("03-02", "03-06"), moved("03-20", proposed="03-04", agreed="03-04"), cancelled("03-12")
    )
    again = promise("a-2", agreed("03-13", "04-10"), follows="a-1")
    views = seen(released, again)
    assert kept_first(views) == Rate(0, 1)
    assert kept_first_with_returns(views, came_back(views)) == Rate(0, 1)


def test_what_was_moved_during_a_pause_after_its_due_was_kept_by_the_pause() -> None:
    anew = moved("03-27", proposed="03-19", agreed="03-20")
    kept = promise("a-1", agreed_to_pause("03-10"), PAUSED, anew, delivered("03-26"), accepted("03-27"))
    assert kept_by_pause(seen(kept)) == Rate(1, 1)


def test_what_was_moved_in_time_needed_no_pause() -> None:
    anew = moved("03-27", proposed="03-11", agreed="03-12")
    kept = promise("a-1", agreed_to_pause("03-20"), PAUSED, anew, delivered("03-26"), accepted("03-27"))
    assert kept_by_pause(seen(kept)) == Rate(0, 1)


def test_what_came_before_its_due_needed_no_pause_whenever_that_was_said() -> None:
    anew = moved("03-27", proposed="03-19", agreed="03-20")
    said_late = accepted("03-23", delivered_on="2026-03-09")
    kept = promise("a-1", agreed_to_pause("03-10"), PAUSED, anew, said_late)
    assert kept_by_pause(seen(kept)) == Rate(0, 1)


def test_the_last_day_is_that_of_the_due_that_stood_when_the_move_was_proposed() -> None:
    """The pause ended between the two words, and moved the due on."""
    asked, agreed_to = agreed_to_pause("03-10")
    proposed, answered = moved("04-10", proposed="03-10", agreed="03-13")
    later = dict.fromkeys(("first", "counted", "current"), date_of("03-13"))
    resumed = act("resume", C, "03-12", dues=later)
    late = promise("a-1", asked, agreed_to, PAUSED, proposed, resumed, answered)
    assert moved_on_last_day(seen(late)) == Rate(1, 1)
    early = promise("a-1", agreed_to_pause("03-20"), PAUSED, moved("04-10", proposed="03-19", agreed="03-20"))
    assert moved_on_last_day(seen(early)) == Rate(0, 1)


def test_what_waits_without_a_day_past_its_due_stands_still_in_both_ways() -> None:
    waiting = promise("a-1", agreed("03-02", "03-20", condition={"text": "when there is time"}))
    assert ways(seen(waiting)) == ["condition-past-due", "condition-undated"]


def test_what_waits_for_its_activation_alone_has_no_day_either() -> None:
    asked = request("03-02", within="5d from activation")
    waiting = promise("a-1", asked, act("agree", P, "03-02"))
    assert ways(seen(waiting)) == ["condition-undated"]
    begun = promise(
        "a-1", asked, act("agree", P, "03-02"), act("activate", C, "03-03", due="2026-04-08", evidence=["seen"])
    )
    assert ways(seen(begun)) == []
