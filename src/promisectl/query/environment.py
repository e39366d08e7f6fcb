"""Environment: what a query needs to know besides the promise: who looks, when, the people, the saved queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from promisectl.calendars.business import BusinessCalendar
from promisectl.metrics.view import View
from promisectl.model.moment import local_day
from promisectl.model.people import People
from promisectl.query.vocabulary import Spoken, nothing_spoken


@dataclass(frozen=True, slots=True)
class Environment:
    """`me` is the handle of whoever looks, None where nobody knows; `queries` are the settings', without the `@`;
    `calendar` is the one that `+2bd` counts in, where there is one. `spoken` gives the keys of a kind of word (`state`,
    `fate`, `overlay`, `reason`, `field`, `grouping`) by the folded names they have on the screen."""

    as_of: datetime
    zone: ZoneInfo
    people: People = field(default_factory=People)
    me: str | None = None
    queries: Mapping[str, str] = field(default_factory=dict)
    calendar: BusinessCalendar | None = None
    spoken: Spoken = nothing_spoken

    @property
    def today(self) -> date:
        """The local day of `as_of`."""
        return local_day(self.as_of, self.zone)

    def performer_area(self, view: View) -> str | None:
        """Return the area of the performer in office on the settlement day (today, where there is none)."""
        return self.people.area(view.in_office("performer"), view.settlement_day or self.today)

    def customer_area(self, view: View) -> str | None:
        """Return the area of the customer in office on the settlement day (today, where there is none)."""
        return self.people.area(view.in_office("customer"), view.settlement_day or self.today)

    def area_names(self) -> frozenset[str]:
        """Return every area that people.yaml names."""
        named = set(self.people.areas)
        for person in self.people.by_handle.values():
            if isinstance(person.area, str):
                named.add(person.area)
            elif person.area is not None:
                named.update(person.area.values())
        return frozenset(named)
