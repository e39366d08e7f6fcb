"""The numbers, read a second time: flow, breakdowns, the network of areas, threats, and what flatters a rate.

Like `oracle.py`, from the words of the norm and the issues alone.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from .oracle import Count, accepted, fulfilment, percentile
from .oracle_days import Due, due_of
from .oracle_law import OPEN, Story
from .oracle_promises import KEPT, Told, Workspace, week


def cycle_days(told: list[Told]) -> list[int]:
    """Delivery of the accepted attempt less agreement, or activation."""
    return sorted(one.days.between(one.story.started_at, one.delivered) for one in accepted(told))


def lead_days(told: list[Told]) -> list[int]:
    return sorted(one.days.between(one.story.opened_at, one.story.closed_at) for one in accepted(told))


def negotiation_days(told: list[Told]) -> list[int]:
    promised = [one for one in told if one.story.counts]
    return sorted(one.days.between(one.story.opened_at, one.story.agreed_at) for one in promised)


def in_progress(told: list[Told]) -> dict[str, int]:
    """Return the age in days, since the agreement, of what is promised or delivered."""
    open_ones = [one for one in told if one.story.counts and one.is_open]
    return {one.story.id: one.days.between(one.story.agreed_at, one.at) for one in open_ones}


def expected_days(told: list[Told]) -> dict[str, tuple[int, int | None]]:
    """Return how many of each service were accepted, and within how many days 85 of 100 came: of ten or more."""
    services: dict[str, list[Told]] = {}
    for one in told:
        if one.story.counts and "service" in one.story.file:
            services.setdefault(one.story.file["service"], []).append(one)
    days = {service: cycle_days(members) for service, members in services.items()}
    return {service: (len(each), percentile(each, 85) if len(each) >= 10 else None) for service, each in days.items()}


def throughput(told: list[Told]) -> dict[str, int]:
    """Return how many were accepted in each ISO week that has one."""
    counts: dict[str, int] = {}
    for one in accepted(told):
        name = week(one.days.of(one.story.closed_at))
        assert name is not None
        counts[name] = counts.get(name, 0) + 1
    return counts


def standing_at_end(workspace: Workspace, told: list[Told], sunday: date) -> dict[str, int]:
    """Count what stood in each open state at the end of a week, or at the as-of instant where that is earlier."""
    counts = dict.fromkeys(OPEN, 0)
    for one in told:
        then = workspace.story(one.story.file, min(workspace.days.last(sunday), one.at))
        if then.state in OPEN and not one.story.is_self:
            counts[then.state] += 1
    return counts


def primary_reason(one: Told) -> str | None:
    """The closing act's, else that of the last later due, else that of the last notice (clarified 9)."""
    reasons = [(one.story.closing or {}).get("reason")]
    reasons += [one.later[-1].reason] if one.later else []
    reasons += [one.story.notices[-1].get("reason")] if one.story.notices else []
    return next(filter(None, reasons), None)


def breakdown(told: list[Told]) -> list[tuple[str, int]]:
    """Return reason and count, count descending then code; an empty reason is nobody's word."""
    counts: dict[str, int] = {}
    for one in told:
        if one.is_troubled:
            reason = primary_reason(one) or ""
            counts[reason] = counts.get(reason, 0) + 1
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))


def matrix(workspace: Workspace, told: list[Told]) -> dict[tuple[Any, Any], dict[str, int]]:
    """Return kept, of, open and overdue of each pair of areas, performer's first."""
    cells: dict[tuple[Any, Any], list[Told]] = {}
    for one in told:
        if one.story.counts:
            cells.setdefault(workspace.areas(one), []).append(one)
    table = {}
    for pair, members in cells.items():
        kept, of = fulfilment(members)
        still_open = [one for one in members if one.is_open]
        overdue = [one for one in members if one.is_overdue]
        table[pair] = {"kept": kept, "of": of, "open": len(still_open), "overdue": len(overdue)}
    return table


def across(workspace: Workspace, told: list[Told]) -> Count:
    """Of what counts between people who have areas: how much goes from one area to another."""
    pairs = [workspace.areas(one) for one in told if one.story.counts]
    known = [(performing, receiving) for performing, receiving in pairs if performing and receiving]
    return len([1 for performing, receiving in known if performing != receiving]), len(known)


def forecast_of(one: Told) -> date | None:
    forecast = (one.story.warning or {}).get("forecast")
    return date.fromisoformat(forecast) if forecast and forecast != "unknown" else None


def due_day(one: Told) -> date | None:
    """The due in force, or before the agreement the one on the table."""
    if one.story.current is not None:
        return one.days.day(one.story.current)
    text = one.story.terms.get("due")
    if text is None or one.story.is_promised:
        return None
    return date.fromisoformat(text) if len(text) == 10 else one.days.of(datetime.fromisoformat(text))


def own_finish(one: Told) -> date | None:
    if one.story.state == "delivered":
        return one.days.of(one.story.deliveries[-1].at)
    day = forecast_of(one) or due_day(one)
    return day and max(day, one.days.of(one.at))


def earliest_finish(one: Told, by_id: dict[str, Told]) -> date | None:
    """EF: one's own, or what is expected of an open need and its lead, where that is later. What came waits no more."""
    if one.story.state == "delivered":
        return own_finish(one)
    return max(filter(None, [own_finish(one), after_needs(one, by_id)]), default=None)


def after_needs(one: Told, by_id: dict[str, Told]) -> date | None:
    """Return when the open needs alone allow it, leads included; none without any."""
    finishes = []
    for need in one.story.file.get("needs", []):
        name, lead = (need["id"], need.get("lead", "0d")) if isinstance(need, dict) else (need, "0d")
        other = by_id.get(name)
        if other is None or not other.is_open:
            continue
        finish = earliest_finish(other, by_id)
        finishes.append(finish and finish + timedelta(days=int(lead.removesuffix("d"))))
    return max(filter(None, finishes), default=None)


def threats(told: list[Told]) -> dict[str, dict[str, Any]]:
    """Return finish, slack in days, and whether it is threatened, of all that is open and has a due."""
    by_id = {one.story.id: one for one in told}
    result = {}
    for one in told:
        due, finish = due_day(one), earliest_finish(one, by_id)
        if not one.is_open or due is None or finish is None:
            continue
        needs = after_needs(one, by_id) if one.story.state != "delivered" else None
        result[one.story.id] = {
            "finish": finish,
            "slack": (due - finish).days,
            "threatened": needs is not None and needs > due,
        }
    return result


def slipped_out(one: Told) -> bool:
    """Whether it is past its first due and in no rate: let go, never owed, to oneself, standing still, not judged."""
    story = one.story
    if not story.is_promised or not one.past(first_due(one), one.at):
        return False
    if story.is_self:
        return story.state != "accepted"
    if one.kind in ("released", "not-owed", "pending"):
        return True
    return one.kind == "open" and (story.paused_at is not None or story.waits)


def first_due(one: Told) -> Due | None:
    """The first due; of what never had one, the last day of its condition."""
    by = (one.story.terms.get("condition") or {}).get("by")
    return one.story.first or (due_of(by) if by else None)


def floor(told: list[Told]) -> Count:
    """The fulfilment rate, where all that slipped out of it counts as missed."""
    kept, of = fulfilment(told)
    return kept, of + len([one for one in told if slipped_out(one)])


def own_words(told: list[Told]) -> Count:
    """Of the kept: the performer wrote down the verdict, or the customer is outside and nothing says where."""
    kept = [one for one in told if one.kind in KEPT]
    return len([one for one in kept if is_own_word(one.story)]), len(kept)


def is_own_word(story: Story) -> bool:
    """An outsider's words leave a trace where any act of hers says `via`."""
    assert story.closing is not None
    if story.person(story.closing["by"]) == story.parties[1]:
        return True
    speaker = story.speaker(story.closing)
    said = story.file["history"][: story.acts]
    return speaker.startswith("ext:") and not any(act.get("via") and story.speaker(act) == speaker for act in said)


def same_words(one: str, other: str) -> bool:
    """Nearly the same: the same words, whatever their case and punctuation. Generated texts have no nearer cases."""
    return re.findall(r"\w+", one.lower()) == re.findall(r"\w+", other.lower())


def came_back(told: list[Told], everything: list[Told]) -> int:
    """Count what was let go, or came to be owed by nobody, and was asked anew between the same two within 14 days."""
    return len([one for one in told if has_come_back(one, everything)])


def has_come_back(one: Told, everything: list[Told]) -> bool:
    is_let_go = one.kind in ("released", "not-owed", "cancelled-after-due")
    return is_let_go and any(is_asked_anew(one, other) for other in everything)


def is_asked_anew(one: Told, other: Told) -> bool:
    """Asked anew, shortly before or after the end; what reopens another says itself what it is."""
    story, again = one.story, other.story
    assert story.closed_at is not None and story.opened_at is not None and again.opened_at is not None
    if other is one or again.opened_at < story.opened_at or again.parties != story.parties:
        return False
    if abs(one.days.between(story.closed_at, again.opened_at)) > 14 or "reopens" in again.file:
        return False
    follows = other.story.file.get("follows")
    return follows == one.story.id or same_words(one.story.terms["what"], other.story.terms["what"])


def late_release(told: list[Told]) -> Count:
    """Of the released: in the last tenth of the time, or after a delivery turned down or that shows nothing."""
    released = [one for one in told if one.kind == "released"]
    return len([one for one in released if is_late_release(one)]), len(released)


def is_late_release(one: Told) -> bool:
    """What was delivered with something to see, and never turned down, would not have been late."""
    story = one.story
    if any(delivery.is_rejected for delivery in story.deliveries):
        return True
    if story.state == "cancelled" and (story.closing or {})["from"] == "delivered":
        return not story.deliveries[-1].evidence
    if story.started_at is None or story.counted is None or story.closed_at is None:
        return False
    whole = one.days.last(story.counted) - story.started_at
    return story.closed_at - story.started_at >= whole * 0.9
