"""Numbers that are hard to flatter: lawful acts that make a fine rate of twelve promises, six of them missed in truth.

Each cheat stands beside the honest telling of the same twelve; in at least one line of soundness it shows, and there the
honest ones are clean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from metrics.stories import (
    ZONE,
    Act,
    C,
    P,
    accepted,
    act,
    agreed,
    cancelled,
    delivered,
    dues,
    end_of,
    moved,
    promise,
    revoked,
    seen,
)

from promisectl.metrics.fulfilment import fulfilment
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.promise import Promise
from promisectl.model.settings import Policy
from promisectl.query.environment import Environment
from promisectl.reports.report import Asked
from promisectl.reports.soundness import make

Missed = Callable[[int], Iterable[Promise]]
ENV = Environment(as_of=end_of("03-31"), zone=ZONE)
SIX = range(6)
EVIDENCE = {"evidence": ["report.pdf"]}


def kept() -> list[Promise]:
    """Six that were kept: agreed on the 2nd, due on the 12th, delivered with evidence, received by the customer."""
    ends = (delivered("03-11", **EVIDENCE), accepted("03-12"))
    return [promise(f"k-{n}", agreed("03-02", "03-12", what=f"claim {n}"), *ends) for n in SIX]


def terms(n: int, **more: object) -> dict[str, object]:
    return {"what": f"inspect case {n}", **more}


def late(n: int) -> Iterable[Promise]:
    """What happened in truth: it came eight days late."""
    yield promise(f"m-{n}", agreed("03-02", "03-12", **terms(n)), delivered("03-20", **EVIDENCE), accepted("03-21"))


def released_and_asked_anew(n: int) -> Iterable[Promise]:
    yield promise(f"m-{n}", agreed("03-02", "03-12", **terms(n)), cancelled("03-12"))
    ends = (delivered("03-20", **EVIDENCE), accepted("03-21"))
    yield promise(f"n-{n}", agreed("03-13", "03-22", **terms(n)), *ends)


def released_in_the_end(n: int) -> Iterable[Promise]:
    yield promise(f"m-{n}", agreed("03-02", "03-12", **terms(n)), cancelled("03-12"))


def empty_delivery(n: int) -> Iterable[Promise]:
    yield promise(f"m-{n}", agreed("03-02", "03-12", **terms(n)), delivered("03-12"), accepted("03-20"))


def empty_delivery_released(n: int) -> Iterable[Promise]:
    yield promise(f"m-{n}", agreed("03-02", "03-12", **terms(n)), delivered("03-12"), cancelled("03-20"))


def dated_back(n: int) -> Iterable[Promise]:
    yield promise(f"m-{n}", agreed("03-02", "03-12", **terms(n)), accepted("03-25", delivered_on="2026-03-11"))


def dropped_as_wording(n: int) -> Iterable[Promise]:
    less = act("renegotiate", P, "03-10", terms={"criteria": ["a photo"]}, reason="unclear-terms", material="false")
    yield promise(
        f"m-{n}",
        agreed("03-02", "03-12", **terms(n, criteria=["a photo", "signed estimate"])),
        less,
        act("agree", C, "03-10"),
        delivered("03-12", **EVIDENCE),
        accepted("03-13"),
    )


def moved_on_the_last_day(n: int) -> Iterable[Promise]:
    yield promise(
        f"m-{n}",
        agreed("03-02", "03-12", **terms(n)),
        moved("03-20", proposed="03-12", agreed="03-12"),
        delivered("03-20", **EVIDENCE),
        accepted("03-21"),
    )


def when_there_is_time(n: int) -> Iterable[Promise]:
    yield promise(f"m-{n}", agreed("03-02", "03-12", **terms(n, condition={"text": "when there is time"})))


def never_judged(n: int) -> Iterable[Promise]:
    yield promise(f"m-{n}", agreed("03-02", "03-12", **terms(n)), delivered("03-12"))


def paused_for_ever(n: int) -> Iterable[Promise]:
    clock = {"within": "8bd", "calendar": "cl", "pause-on": ["customer-input"]}
    opening = act("request", C, "03-02", terms={**terms(n), "performer": P, **clock})
    agreeing = act("agree", P, "03-02", due="2026-03-12", calendar="cl")
    yield promise(f"m-{n}", opening, agreeing, act("pause", P, "03-10", reason="customer-input"))


def to_outsiders(n: int) -> Iterable[Promise]:
    """The six are never promised; six to people outside, whose word nobody saw, stand in their place."""
    customer = f"ext:client-{n}"
    yield promise(
        f"m-{n}",
        act("request", P, "03-02", for_=customer, terms={**terms(n), "performer": P, "due": "2026-03-12"}),
        act("agree", P, "03-02"),
        delivered("03-11"),
        act("accept", P, "03-12", for_=customer),
    )


def with_an_accomplice(n: int) -> Iterable[Promise]:
    """Asked, agreed, delivered and received within minutes."""
    opening = act("request", C, "03-02", terms={**terms(n), "performer": P, "due": "2026-03-03"})
    instants = [f"2026-03-02T12:{minute:02}:00Z" for minute in (10, 20, 30)]
    said = zip(("agree", "deliver", "accept"), (P, P, C), instants, strict=True)
    yield promise(f"m-{n}", opening, *(act(verb, by, at) for verb, by, at in said))


def to_oneself(n: int) -> Iterable[Promise]:
    opening = act("request", P, "03-02", terms={**terms(n), "performer": P, "due": "2026-03-12"})
    yield promise(f"m-{n}", opening, act("agree", P, "03-02"))


def paused_until_done(n: int) -> Iterable[Promise]:
    """Paused two days before it is due, and going on when it is done: every due has moved."""
    clock = {"within": "8bd", "calendar": "cl", "pause-on": ["customer-input"]}
    opening = act("request", C, "03-02", terms={**terms(n), "performer": P, **clock})
    agreeing = act("agree", P, "03-02", due="2026-03-12", calendar="cl")
    pausing = act("pause", P, "03-10", reason="customer-input")
    resuming = act("resume", P, "03-20", dues=dues("03-22"))
    ends = (delivered("03-20", **EVIDENCE), accepted("03-21"))
    yield promise(f"m-{n}", opening, agreeing, pausing, resuming, *ends)


def accepted_and_asked_again(n: int) -> Iterable[Promise]:
    """Received as done though it was not; what was missing is asked for in a promise of its own."""
    yield promise(f"m-{n}", agreed("03-02", "03-12", **terms(n)), delivered("03-12", **EVIDENCE), accepted("03-12"))
    ends = (delivered("03-20", **EVIDENCE), accepted("03-21"))
    yield promise(f"n-{n}", agreed("03-13", "03-22", **terms(n)), *ends)


def revoked_before_an_undated_condition(n: int) -> Iterable[Promise]:
    clock = {"within": "8bd", "calendar": "cl", "condition": {"text": "when there is time"}}
    opening = act("request", C, "03-02", terms={**terms(n), "performer": P, **clock})
    yield promise(f"m-{n}", opening, act("agree", P, "03-02"), revoked("03-12"))


def to_oneself_until_it_is_nearly_done(n: int) -> Iterable[Promise]:
    opening = act("request", P, "03-02", terms={**terms(n), "performer": P, "due": "2026-03-12"})
    handing = act("renegotiate", P, "03-11", terms={"customer": C}, reason="capacity")
    ends = (delivered("03-12", **EVIDENCE), accepted("03-12"))
    yield promise(f"m-{n}", opening, act("agree", P, "03-02"), handing, act("agree", C, "03-11"), *ends)


# The cheat, the rate it makes, and the lines of soundness in which it shows.
CHEATS: dict[str, tuple[Missed, tuple[int, int], set[str]]] = {
    "asked anew": (released_and_asked_anew, (12, 12), {"came-back", "late-release", "floor"}),
    "empty delivery": (empty_delivery, (12, 12), {"no-evidence"}),
    "dated back": (dated_back, (12, 12), {"delivered-before", "no-evidence"}),
    "dropped as wording": (dropped_as_wording, (12, 12), {"substance"}),
    "last-day renegotiation": (moved_on_the_last_day, (12, 12), {"last-day"}),
    "outsiders": (to_outsiders, (12, 12), {"own-words"}),
    "an accomplice": (with_an_accomplice, (12, 12), {"within-the-hour"}),
    "released in the end": (released_in_the_end, (6, 6), {"late-release", "floor"}),
    "empty delivery released": (empty_delivery_released, (6, 6), {"late-release", "floor"}),
    "when there is time": (when_there_is_time, (6, 6), {"condition-past-due", "floor"}),
    "never judged": (never_judged, (6, 6), {"late-verdict", "floor"}),
    "paused for ever": (paused_for_ever, (6, 6), {"paused", "floor"}),
    "to oneself": (to_oneself, (6, 6), {"self", "floor"}),
    "paused until done": (paused_until_done, (12, 12), {"kept-by-pause"}),
    "accepted and asked again": (accepted_and_asked_again, (18, 18), {"asked-again"}),
    "an undated condition": (revoked_before_an_undated_condition, (6, 6), {"not-owed"}),
    "to oneself at first": (to_oneself_until_it_is_nearly_done, (12, 12), {"began-as-self"}),
}


def told(missed: Missed) -> list[View]:
    return seen(*kept(), *(each for n in SIX for each in missed(n)))


def lines(views: list[View]) -> dict[str, object]:
    report = make(Asked(views, ENV, Policy(), views))
    return {str(row[0]): row[1] for row in report.rows}


def count(figure: object) -> int:
    """How often a figure counts: the k of a rate; of the floor what it counts as missed beyond the rate."""
    return int(figure.k) if isinstance(figure, Rate) else int(str(figure or 0))


def shows(line: str, views: list[View]) -> bool:
    figure = lines(views)[line]
    if line == "floor":
        assert isinstance(figure, Rate)
        return figure.n > fulfilment(views).n
    return count(figure) >= len(SIX)


def test_the_truth_is_six_of_twelve_and_nothing_is_to_be_said_of_it() -> None:
    views = told(late)
    assert fulfilment(views) == Rate(6, 12)
    for line in {line for _, _, several in CHEATS.values() for line in several}:
        assert not shows(line, views), line


@pytest.mark.parametrize("name", CHEATS)
def test_a_cheat_makes_a_fine_rate_and_shows_in_every_line_that_was_made_for_it(name: str) -> None:
    missed, rate, several = CHEATS[name]
    views = told(missed)
    assert fulfilment(views) == Rate(*rate)
    assert {line for line in several if shows(line, views)} == several


def test_seventeen_cheats_were_tried() -> None:
    assert len(CHEATS) == 17


def test_a_pause_that_was_not_needed_keeps_nothing() -> None:
    """The twin of the pause until it is done: it came before the day that stood before the pause."""
    clock = {"within": "8bd", "calendar": "cl", "pause-on": ["customer-input"]}
    opening = act("request", C, "03-02", terms={"what": "a thing", "performer": P, **clock})
    acts = [opening, act("agree", P, "03-02", due="2026-03-12", calendar="cl")]
    acts += [act("pause", P, "03-04", reason="customer-input"), act("resume", P, "03-06", dues=dues("03-14"))]
    views = seen(promise("m-1", *acts, delivered("03-11", **EVIDENCE), accepted("03-12")))
    assert lines(views)["kept-by-pause"] == Rate(0, 1)


def test_what_recurs_as_a_service_or_says_what_it_reopens_is_not_asked_again() -> None:
    first = [agreed("03-02", "03-06"), delivered("03-05", **EVIDENCE), accepted("03-06")]
    second = [agreed("03-09", "03-13"), delivered("03-12", **EVIDENCE), accepted("03-13")]
    plain = seen(promise("a-1", *first), promise("a-2", *second))
    assert lines(plain)["asked-again"] == Rate(1, 2)
    service = seen(promise("a-1", *first, service="report"), promise("a-2", *second, service="report"))
    assert lines(service)["asked-again"] == Rate(0, 2)
    reopened = seen(promise("a-1", *first), promise("a-2", *second, reopens="a-1"))
    assert lines(reopened)["asked-again"] == Rate(0, 2)


def test_honest_releases_in_good_time_with_nothing_asked_anew_are_no_late_release() -> None:
    """The twin of the friendly cancel: priorities changed, and the customer said so early."""
    views = seen(*kept(), *(promise(f"m-{n}", agreed("03-02", "03-30", **terms(n)), cancelled("03-05")) for n in SIX))
    assert count(lines(views)["late-release"]) == 0
    assert count(lines(views)["came-back"]) == 0


def test_another_claim_of_the_same_kind_is_not_the_same_promise_again() -> None:
    before = [promise(f"m-{n}", agreed("03-02", "03-30", **terms(n)), cancelled("03-05")) for n in SIX]
    after = [promise(f"n-{n}", agreed("03-06", "03-30", **terms(n + 10))) for n in SIX]
    assert count(lines(seen(*before, *after))["came-back"]) == 0


def test_wording_that_only_puts_words_in_another_order_loses_nothing() -> None:
    change = act(
        "renegotiate", P, "03-10", terms={"criteria": ["estimate, signed"]}, reason="unclear-terms", material="false"
    )
    ends: list[Act] = [change, act("agree", C, "03-10"), delivered("03-11", **EVIDENCE), accepted("03-12")]
    views = seen(promise("m-1", agreed("03-02", "03-12", criteria=["signed estimate"]), *ends))
    assert lines(views)["substance"] == Rate(0, 1)
