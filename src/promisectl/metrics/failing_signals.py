"""Failing signals: what is seen of a promise, or of a project, before it fails.

Postponed three times or more; half the team missing at its last check-in; late again, after it was moved or turned
down; behind ten others by priority. One alone is common; two together want a conversation. Source: issue J, 9.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from promisectl.metrics.parts import parts_of
from promisectl.metrics.renegotiation import later_revisions
from promisectl.metrics.soundness.spoken import acts_of
from promisectl.metrics.view import View

POSTPONED, FIRST, ENOUGH = 3, 10, 2
_MISSING = re.compile(
    r"(?:missing|absent|faltó|faltaron|falta|faltan|ausentes?)\s*:\s*([\w.:-]+(?:\s*,\s*[\w.:-]+)*)", re.I
)


@dataclass(frozen=True, slots=True)
class Signals:
    """A promise and its signals, in the order `postponed`, `absent`, `late-again`, `low-priority`."""

    view: View
    signals: tuple[str, ...]


def failing(views: Collection[View]) -> list[Signals]:
    """Return the open promises with two signals or more, those with most first, then by id."""
    opened = [view for view in views if view.is_open and view.outcome is not None]
    parts, ranks = parts_of(views), _ranks(opened)
    found = [Signals(view, _signals(view, parts.get(view.id, []), ranks)) for view in opened]
    return sorted(filter(_are_enough, found), key=_most_first)


def _are_enough(each: Signals) -> bool:
    return len(each.signals) >= ENOUGH


def _most_first(each: Signals) -> tuple[int, str]:
    return -len(each.signals), each.view.id


def _signals(view: View, parts: Collection[View], ranks: Mapping[str, int]) -> tuple[str, ...]:
    holds = {
        "postponed": len(list(later_revisions(view))) >= POSTPONED,
        "absent": is_half_absent(view, parts),
        "late-again": _is_late_again(view, parts),
        "low-priority": ranks.get(view.id, 0) > FIRST,
    }
    return tuple(name for name, does in holds.items() if does)


def _ranks(opened: Collection[View]) -> dict[str, int]:
    """Return the place of each open promise by its priority; those without one stand nowhere."""
    ranked = sorted((priority, view.id) for view in opened if (priority := view.promise.file.priority) is not None)
    return {id_: place for place, (_, id_) in enumerate(ranked, start=1)}


def _is_late_again(view: View, parts: Collection[View]) -> bool:
    """Whether it is late after it was moved or turned down, or two of its parts are late."""
    if sum(part.is_overdue for part in parts) >= ENOUGH:
        return True
    return view.is_overdue and (_was_rejected(view) or bool(list(later_revisions(view))))


def _was_rejected(view: View) -> bool:
    return view.standing is not None and view.standing.rejections > 0


def is_half_absent(view: View, parts: Collection[View]) -> bool:
    """Whether half of those who have a part in it, or more, were missing at the last check-in.

    The check-in is a note of that kind whose text says who: `missing: bob, eva`.
    """
    check_ins = [act for act in acts_of(view) if act.kind == "checkin"]
    if not check_ins:
        return False
    missing = {view.context.current(handle) for handle in missing_of(check_ins[-1].note)}
    team = _team(view, parts)
    return 2 * len(missing & team) >= len(team)


def _team(view: View, parts: Collection[View]) -> set[str]:
    """Return who performs or receives a promise or a part of it."""
    parties = (party for each in (view, *parts) for party in each.parties)
    return {party for party in parties if party is not None}


def missing_of(note: object) -> list[str]:
    """Return the handles that the note of a check-in names as missing."""
    match = _MISSING.search(note) if isinstance(note, str) else None
    return [handle.strip() for handle in match[1].split(",")] if match else []
