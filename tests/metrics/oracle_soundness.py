"""The later lines of soundness, read a second time: what stands beside the rates after the first four.

From the words of the issue and of docs/explanation/numbers-that-are-hard-to-flatter.md alone, before the program's own
were looked at; nothing of the program is imported.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

from .oracle import Count, acceptance_days, accepted, awaiting_days, fulfilment, kept_first, percentile, share
from .oracle_days import Revision
from .oracle_promises import IN_D, KEPT, Told, Workspace
from .oracle_views import has_come_back, is_own_word, same_words


def kept(told: list[Told]) -> list[Told]:
    return [one for one in told if one.kind in KEPT]


def missed(told: list[Told]) -> list[Told]:
    return [one for one in told if one.kind in IN_D and one.kind not in KEPT]


def late_verdict(told: list[Told]) -> Count:
    """Verdicts that took over seven days, and deliveries that wait longer for theirs."""
    days = acceptance_days(told) + awaiting_days(told)
    return len([each for each in days if each > 7]), len(days)


def without_evidence(told: list[Told]) -> Count:
    of = accepted(told)
    return share([one for one in of if not one.story.deliveries[-1].evidence], of)


def delivered_before(told: list[Told]) -> Count:
    """Of the accepted: said afterwards to have come more than two days before that was said."""
    of = accepted(told)
    return share([one for one in of if days_before(one) > 2], of)


def days_before(one: Told) -> int:
    assert one.story.closing is not None and one.story.closed_at is not None
    said = one.story.closing.get("delivered-on")
    return (one.days.of(one.story.closed_at) - date.fromisoformat(said)).days if said else 0


def kept_by_pause(told: list[Told]) -> Count:
    of = kept(told)
    return share([one for one in of if came_after_a_pause(one)], of)


def came_after_a_pause(one: Told) -> bool:
    """Whether it came after a due that stood before a pause; one moved anew in time needed no pause."""
    assert one.delivered is not None
    return any(one.past(due, one.delivered) for due in one.story.needed_pauses)


def asked_again(told: list[Told], everything: list[Told]) -> Count:
    of = accepted(told)
    return share([one for one in of if any(asks_again(other, one) for other in everything)], of)


def asks_again(other: Told, one: Told) -> bool:
    """Whether the same is asked of the same person within 14 days of its acceptance, outside of services."""
    if other is one or other.story.parties != one.story.parties:
        return False
    if "service" in other.story.file or "service" in one.story.file or "reopens" in other.story.file:
        return False
    closed, opened = one.story.closed_at, other.story.opened_at
    assert closed is not None and opened is not None
    if opened < closed or one.days.between(closed, opened) > 14:
        return False
    return same_words(one.story.terms["what"], other.story.terms["what"])


def substance(told: list[Told]) -> Count:
    """Of what counts as kept as first promised: a change that was called wording and dropped something."""
    of = [one for one in told if one.kind == "kept-first"]
    return share([one for one in of if any(drops(revision) for revision in one.story.revisions)], of)


def kept_first_in_substance(told: list[Told]) -> Count:
    """KFP, where what lost something is not as it was first promised."""
    k, n = kept_first(told)
    return k - substance(told)[0], n


def without_own_words(told: list[Told]) -> Count:
    """FR without what was kept on nobody's word but the performer's."""
    return fulfilment([one for one in told if one.kind not in KEPT or not is_own_word(one.story)])


def kept_first_with_returns(told: list[Told]) -> Count:
    """KFP, where what was let go and came back counts as put off: in the denominator, once."""
    k, _ = kept_first(told)
    return k, len([one for one in told if one.in_kept_first or has_come_back(one, told)])


def renegotiated_with_returns(told: list[Told]) -> Count:
    """RNR, where what was let go and came back counts as moved."""
    of = [one for one in told if one.story.counts]
    return share([one for one in of if one.later or has_come_back(one, told)], of)


def drops(revision: Revision) -> bool:
    """Whether what was called wording dropped a criterion, or a word of what is promised."""
    if revision.proposal.get("material") != "false":
        return False
    after = {**revision.before, **revision.proposal["terms"]}
    criteria = set(revision.before.get("criteria") or []) - set(after.get("criteria") or [])
    words = words_of(revision.before["what"]) - words_of(after["what"])
    return bool(criteria or words)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def paused(told: list[Told]) -> int:
    stopped = [one for one in told if one.story.counts and one.is_open and one.story.paused_at is not None]
    return len([one for one in stopped if one.days.between(one.story.paused_at, one.at) > 14])


def waiting(told: list[Told]) -> list[Told]:
    return [one for one in told if one.story.counts and one.story.state == "promised" and one.story.waits]


def condition_past_due(told: list[Told]) -> int:
    return len([one for one in waiting(told) if one.past(one.story.current, one.at)])


def condition_undated(told: list[Told]) -> int:
    """What waits for its clock, with or without a text of condition (clarified 5), and has no day by which."""
    return len([one for one in waiting(told) if not (one.story.terms.get("condition") or {}).get("by")])


def not_owed(told: list[Told]) -> int:
    return len([one for one in told if one.kind == "not-owed"])


def median_size(told: list[Told]) -> int | None:
    """Return the median of days from the agreement to the first due."""
    sized = [one for one in told if one.story.first is not None]
    return percentile([(one.days.day(one.story.first) - one.days.of(one.story.agreed_at)).days for one in sized], 50)


def pairs(workspace: Workspace, told: list[Told]) -> Counter[tuple[str, str]]:
    """Count by customer and performer what was kept and missed; they are those in office on the settlement day."""
    return Counter(workspace.parties_in_office(one) for one in told if one.kind in IN_D)


def customers(workspace: Workspace, told: list[Told]) -> int:
    return len({customer for customer, _ in pairs(workspace, told)})


def largest_pair(workspace: Workspace, told: list[Told]) -> Count:
    counts = pairs(workspace, told)
    return max(counts.values(), default=0), sum(counts.values())


def within_the_hour(told: list[Told]) -> Count:
    of = accepted(told)
    return share([one for one in of if one.story.closed_at - one.story.agreed_at <= timedelta(hours=1)], of)


def to_oneself(told: list[Told]) -> int:
    return len([one for one in told if one.story.is_promised and one.story.is_self])


def began_as_self(told: list[Told]) -> int:
    """Count what is in the rates, and was first agreed by one person in both roles."""
    counted = [one for one in told if one.story.counts]
    return len([one for one in counted if len(set(one.story.first_parties or ())) == 1])


def on_the_last_day(told: list[Told]) -> Count:
    """Of the dues moved later: proposed on the last day of the one that stood, or afterwards."""
    later = [(one, revision) for one in told if one.story.counts for revision in one.later]
    return len([1 for one, revision in later if is_last_day(one, revision)]), len(later)


def is_last_day(one: Told, revision: Revision) -> bool:
    assert revision.due_then is not None
    return one.days.of(revision.proposal["at"]) >= one.days.day(revision.due_then)


def partial(told: list[Told]) -> tuple[int, Fraction | None]:
    """Return how many were received in part, and how much of it came, on the whole."""
    fractions = [Fraction(one.story.closing["fraction"]) for one in told if one.kind == "partial"]
    return len(fractions), sum(fractions) / len(fractions) if fractions else None
