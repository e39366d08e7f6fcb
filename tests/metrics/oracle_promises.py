"""Promises as the numbers see them, read a second time: class, settlement day, who was in office, groups.

From metrics.md, verdicts.md and format.md alone; nothing of the program is imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .oracle_days import Days, Due, Revision
from .oracle_law import OPEN, Story, story_at

KEPT = ("kept-first", "kept-renegotiated")
IN_D = (*KEPT, "partial", "late", "cancelled-after-due", "broken", "missed-open")
TROUBLED = ("late", "partial", "broken", "missed-open", "cancelled-after-due", "kept-renegotiated")


class Told:
    """One promise at the as-of instant, with its class and all that the rates ask of it."""

    def __init__(self, story: Story, at: datetime) -> None:
        self.story, self.at, self.days = story, at, story.days
        self.kind = self._kind() if story.counts else None

    def past(self, due: Due | None, at: datetime) -> bool:
        return due is not None and self.days.past(due, at)

    def in_time(self, due: Due | None, at: datetime) -> bool:
        return due is not None and not self.days.past(due, at)

    @property
    def delivered(self) -> datetime | None:
        """When the accepted attempt was delivered."""
        return self.story.deliveries[-1].at if self.story.state == "accepted" else None

    @property
    def is_open(self) -> bool:
        return self.story.state in OPEN

    @property
    def is_in_full(self) -> bool:
        return self.story.state == "accepted" and (self.story.closing or {}).get("as", "full") == "full"

    def _kind(self) -> str:
        story, state = self.story, self.story.state
        if state == "accepted":
            return self._kind_of_accepted()
        if state == "cancelled":
            return self._kind_of_cancelled()
        if state == "lapsed" or (state == "revoked" and story.waits):
            return "not-owed"
        if state in ("revoked", "failed"):
            return "broken"
        if state == "delivered" and self.in_time(story.counted, story.deliveries[-1].at):
            return "pending"
        stands_still = story.paused_at is not None and self.in_time(story.counted, story.paused_at)
        if not story.waits and self.past(story.counted, self.at) and not stands_still:
            return "missed-open"
        return "open"

    def _kind_of_accepted(self) -> str:
        story, at = self.story, self.delivered
        assert at is not None
        if not self.is_in_full:
            return "partial"
        if self.past(story.counted, at):
            return "late"
        is_as_first = self.in_time(story.first, at) and not any(r.of_substance or r.is_later for r in story.revisions)
        return "kept-first" if is_as_first else "kept-renegotiated"

    def _kind_of_cancelled(self) -> str:
        story = self.story
        assert story.closed_at is not None and story.closing is not None
        if story.waits or self.in_time(story.counted, story.closed_at):
            return "released"
        was_delivered = story.closing["from"] == "delivered"
        if was_delivered and self.in_time(story.counted, story.deliveries[-1].at):
            return "released"
        return "cancelled-after-due"

    @property
    def settled(self) -> date | None:
        """The settlement day: the counted due or the day it closed, whichever came first."""
        story = self.story
        candidates = []
        if story.counted is not None:
            candidates.append(self.days.day(story.counted))
        if story.closed_at is not None:
            candidates.append(self.days.of(story.closed_at))
        return min(candidates, default=None)

    @property
    def later(self) -> list[Revision]:
        return [revision for revision in self.story.revisions if revision.is_later]

    @property
    def is_troubled(self) -> bool:
        if not self.story.counts:
            return False
        return self.kind in TROUBLED or (self.is_open and bool(self.later))

    @property
    def notice_days(self) -> int | None:
        """How many days before the first due the performer spoke first of trouble."""
        if not self.story.notices or self.story.first is None:
            return None
        return (self.days.day(self.story.first) - self.days.of(self.story.notices[0]["at"])).days

    @property
    def in_kept_first(self) -> bool:
        """Whether it stands in the denominator of KFP."""
        story = self.story
        if not story.counts or self.kind in ("pending", "not-owed") or story.waits:
            return False
        if self.kind == "released" and self.in_time(story.first, story.closed_at or self.at):
            return False
        return not self.is_open or self.past(story.first, self.at)

    @property
    def weight(self) -> int:
        return int(self.story.file.get("weight", 1))

    @property
    def is_overdue(self) -> bool:
        story = self.story
        is_running = story.state == "promised" and not story.waits and story.paused_at is None
        return is_running and self.past(story.current, self.at)


@dataclass
class Workspace:
    """`promises` are files with their `ledger`; `people` is what stands below `people:`."""

    zone: str
    people: dict[str, Any]
    promises: list[dict[str, Any]]

    def __post_init__(self) -> None:
        self.days = Days(self.zone)
        self._stories: dict[tuple[str, datetime], Story] = {}

    def story(self, file: dict[str, Any], at: datetime) -> Story:
        """Tell a promise up to an instant; many weeks end where the next one begins, so it is told once."""
        key = (file["id"], at)
        if key not in self._stories:
            self._stories[key] = story_at(file, self.people, self.days, at)
        return self._stories[key]

    def told(self, at: datetime) -> list[Told]:
        """Return what was opened by an instant."""
        stories = [self.story(file, at) for file in self.promises]
        return [Told(story, at) for story in stories if story.state]

    def end_of(self, day: date) -> datetime:
        return self.days.last(day)

    def parties_in_office(self, told: Told) -> tuple[str, str]:
        """Return customer and performer at the end of the settlement day, the first ones where it is before them."""
        if told.settled is None or not told.story.is_promised:
            return told.story.parties
        end = min(self.days.last(told.settled), told.at)
        then = self.story(told.story.file, end)
        if then.is_promised:
            return then.parties
        assert told.story.first_parties is not None
        return told.story.first_parties

    def area(self, person: str, day: date) -> str | None:
        entry = (self.people.get(person) or {}).get("area")
        if not isinstance(entry, dict):
            return entry
        starts = sorted(entry, key=date.fromisoformat)
        held = starts[0]
        for start in starts:
            if date.fromisoformat(start) <= day:
                held = start
        return entry[held]

    def areas(self, told: Told) -> tuple[str | None, str | None]:
        """Return the performer's area and the customer's, on the settlement day; where there is none yet, today."""
        customer, performer = self.parties_in_office(told)
        day = told.settled or self.days.of(told.at)
        return self.area(performer, day), self.area(customer, day)


def month(day: date | None) -> str | None:
    return day and f"{day.year}-{day.month:02}"


def quarter(day: date | None) -> str | None:
    return day and f"{day.year}-Q{(day.month + 2) // 3}"


def week(day: date | None) -> str | None:
    return day and f"{day.isocalendar().year}-W{day.isocalendar().week:02}"


def group_key(workspace: Workspace, told: Told, by: str) -> Any:
    """Return the group of a promise; an area pair is performer's, customer's."""
    if by in ("ledger", "service"):
        return told.story.file.get(by)
    if by == "customer":
        return workspace.parties_in_office(told)[0]
    if by in ("month", "quarter", "week"):
        return {"month": month, "quarter": quarter, "week": week}[by](told.settled)
    performing, receiving = workspace.areas(told)
    return performing if by == "area" else (performing, receiving)


def grouped(workspace: Workspace, told: list[Told], by: str) -> dict[Any, list[Told]]:
    groups: dict[Any, list[Told]] = {}
    for one in told:
        groups.setdefault(group_key(workspace, one, by), []).append(one)
    return groups


def in_period(told: list[Told], first: date, last: date) -> list[Told]:
    return [one for one in told if one.settled is not None and first <= one.settled <= last]
