"""The numbers, read a second time: classes, rates and what stands beside them.

Written from metrics.md (with what it clarifies), verdicts.md and the words of the issues, before the program's own
numbers were looked at; nothing of the program is imported. Counts come back as `(k, n)`, days as whole numbers, lists
sorted. What a promise is stands in `oracle_promises.py`, flow, the network and soundness in `oracle_views.py`.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction

from .oracle_days import TICK
from .oracle_promises import IN_D, KEPT, Told, Workspace

Count = tuple[int, int]


def share(chosen: list[Told], of: list[Told]) -> Count:
    return len(chosen), len(of)


def wilson(count: Count) -> tuple[float, float] | None:
    """Return the ends of the Wilson interval of 95 %, none of nothing."""
    k, n = count
    if n == 0:
        return None
    z = 1.959964
    p = k / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (0.0 if k == 0 else middle - reach), (1.0 if k == n else middle + reach)


def percentile(values: list[int], percent: int) -> int | None:
    """Return the nearest rank."""
    if not values:
        return None
    rank = math.ceil(Fraction(percent * len(values), 100))
    return sorted(values)[max(rank, 1) - 1]


def fulfilment(told: list[Told]) -> Count:
    of = [one for one in told if one.kind in IN_D]
    return share([one for one in of if one.kind in KEPT], of)


def kept_first(told: list[Told]) -> Count:
    of = [one for one in told if one.in_kept_first]
    return share([one for one in of if one.kind == "kept-first"], of)


def accepted(told: list[Told]) -> list[Told]:
    return [one for one in told if one.story.counts and one.story.state == "accepted"]


def in_due_time(one: Told) -> bool:
    assert one.delivered is not None
    return one.in_time(one.story.counted, one.delivered)


def on_time(told: list[Told]) -> Count:
    of = accepted(told)
    return share([one for one in of if in_due_time(one)], of)


def otif(told: list[Told]) -> Count:
    of = accepted(told)
    return share([one for one in of if in_due_time(one) and one.is_in_full], of)


def is_reopened(one: Told, everything: list[Told]) -> bool:
    """Whether a promise that was opened by then, within 14 days of the acceptance, says that it reopens this one."""
    closed = one.story.closed_at
    assert closed is not None
    for other in everything:
        opened = other.story.opened_at
        if other.story.file.get("reopens") != one.story.id or opened is None or opened < closed:
            continue
        if one.days.between(closed, opened) <= 14:
            return True
    return False


def first_time_accepted(told: list[Told], everything: list[Told]) -> Count:
    of = accepted(told)
    good = [o for o in of if o.is_in_full and not o.story.was_rejected and not is_reopened(o, everything)]
    return share(good, of)


def early_notice(told: list[Told]) -> tuple[int, int, int | None]:
    """Return k, n and the median lead of those that count."""
    of = [one for one in told if one.is_troubled]
    leads = [one.notice_days for one in of if one.notice_days is not None and one.notice_days >= 1]
    return len(leads), len(of), percentile(leads, 50)


def renegotiated(told: list[Told]) -> tuple[Count, Count, list[int]]:
    """Return promises with an agreed later due of those promised, timely ones of those revisions, slips in days."""
    of = [one for one in told if one.story.counts]
    moved = [one for one in of if one.later]
    later = [revision for one in moved for revision in one.later]
    timely = [revision for revision in later if revision.is_timely]
    slips = []
    for one in moved:
        assert one.story.first is not None and one.story.current is not None
        slips.append((one.days.day(one.story.current) - one.days.day(one.story.first)).days)
    return share(moved, of), (len(timely), len(later)), sorted(slips)


def requests(told: list[Told]) -> list[Told]:
    return [one for one in told if one.story.opened_by == "request" and not one.story.is_self]


def response_days(told: list[Told]) -> list[int]:
    answered = [one for one in requests(told) if one.story.answers]
    return sorted(one.days.between(one.story.opened_at, one.story.answers[0]["at"]) for one in answered)


def voluntary(told: list[Told]) -> Count:
    answered = [one for one in requests(told) if one.story.answers]
    return share([one for one in answered if one.story.answers[0]["act"] in ("decline", "counter")], answered)


def acceptance_days(told: list[Told]) -> list[int]:
    return sorted(one.days.between(one.delivered, one.story.closed_at) for one in accepted(told))


def awaiting_days(told: list[Told]) -> list[int]:
    waiting = [one for one in told if one.story.counts and one.story.state == "delivered"]
    return sorted(one.days.between(one.story.deliveries[-1].at, one.at) for one in waiting)


def satisfaction(told: list[Told]) -> tuple[Count, Count]:
    """Return ratings of four and five of all ratings, and ratings of acceptances."""
    of = accepted(told)
    ratings = [int(one.story.closing["rating"]) for one in of if one.story.closing.get("rating") is not None]
    return (len([rating for rating in ratings if rating >= 4]), len(ratings)), (len(ratings), len(of))


def weighted(told: list[Told]) -> Count:
    of = [one for one in told if one.kind in IN_D]
    return sum(one.weight for one in of if one.kind in KEPT), sum(one.weight for one in of)


def plan_complete(workspace: Workspace, told: list[Told], monday: date) -> Count:
    """PPC of the week that begins on a Monday: of what stood promised at its first instant, due in it, what was done."""
    begin = workspace.days.first(monday)
    end = workspace.days.last(monday + timedelta(days=6))
    planned, done = 0, 0
    for one in told:
        then = workspace.story(one.story.file, begin - TICK)
        due = then.current
        if not one.story.counts or then.state != "promised" or due is None:
            continue
        if not monday <= workspace.days.day(due) <= monday + timedelta(days=6):
            continue
        planned += 1
        was_revised = any(begin <= revision.at <= end for revision in one.story.revisions)
        in_time = one.delivered is not None and one.in_time(due, one.delivered)
        done += one.is_in_full and in_time and not was_revised
    return done, planned


def classes(told: list[Told]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in told:
        if one.kind is not None:
            counts[one.kind] = counts.get(one.kind, 0) + 1
    return counts
