"""What the rules may look at: the promises with their standings, the people, the settings, the clock.

A Record is one promise together with what the law made of its history. People get wrong that there are two
standings: `standing` is the one at the as-of instant (time and quality judge it), `final` the one after the whole
history (law and balance always judge all of it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from promisectl.checking.attribute_faults import AttributeFault
from promisectl.lifecycle.overlays import shown_state
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Context as LawContext
from promisectl.lifecycle.standing import Standing
from promisectl.metrics.goals import Goals, goals_at
from promisectl.metrics.view import View
from promisectl.metrics.views import views
from promisectl.model.moment import local_day
from promisectl.model.objectives import GoalsFile
from promisectl.model.people import People
from promisectl.model.promise import Promise, State
from promisectl.model.services import Service
from promisectl.model.settings import Settings

SETTINGS_PATH = "promisectl.yaml"


@dataclass(frozen=True, slots=True)
class Record:
    """A promise and what the law made of it. Drafts have no standing; a refused history has only its refusal."""

    promise: Promise
    standing: Standing | None = None
    refusal: Refusal | None = None
    whole: Standing | None = None

    @property
    def final(self) -> Standing | None:
        """The standing after the whole history; None for drafts and refused ones."""
        return self.whole or self.standing

    @property
    def id(self) -> str:
        """The promise's id."""
        return self.promise.id


def read_record(promise: Promise, law: LawContext, as_of: datetime) -> Record:
    """Return the record of a promise: its history replayed whole, and again up to `as_of` where that is earlier."""
    if promise.is_draft or not promise.history:
        return Record(promise)
    whole = replay(promise.history, law)
    if not isinstance(whole, Standing):
        return Record(promise, refusal=whole)
    if whole.last_at is None or whole.last_at <= as_of:
        return Record(promise, whole)
    standing = replay(promise.history, law, as_of)
    return Record(promise, standing if isinstance(standing, Standing) else None, None, whole)


@dataclass(frozen=True, eq=False)
class RuleContext:
    """What a check judges. `packed` and `unread` are ids that exist without a record: in a pack left closed, or in
    a file that cannot be read; naming them is no unknown reference. `objectives` are the ids of all goals, None without
    objectives.yaml; `goals` what it says, None also where its form does not hold;
    `attributes` are faults of `.gitattributes`, their paths relative to the workspace.

    What is built from these is built when first asked for and kept, which is why this dataclass has no slots.
    """

    as_of: datetime
    law: LawContext
    settings: Settings
    people: People
    records: tuple[Record, ...] = ()
    packed: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    services: Mapping[str, Service] = field(default_factory=dict)
    objectives: frozenset[str] | None = None
    goals: GoalsFile | None = None
    attributes: tuple[AttributeFault, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """The records by id. Of two with one id, the first is the promise (PC105 names the other)."""
        by_id: dict[str, Record] = {}
        for record in self.records:
            by_id.setdefault(record.id, record)
        return by_id

    @cached_property
    def parts(self) -> Mapping[str, Sequence[Record]]:
        """The sub-promises (`part-of`) of each promise that has any."""
        parts: dict[str, list[Record]] = {}
        for record in self.by_id.values():
            whole = record.promise.file.part_of
            if whole is not None:
                parts.setdefault(whole, []).append(record)
        return parts

    @cached_property
    def views(self) -> Mapping[str, View]:
        """What metrics and queries read: every promise that was spoken by the as-of instant, and drafts, by id."""
        seen = (
            (record.promise, record.standing)
            for record in self.by_id.values()
            if record.refusal is None and (record.standing is None or record.standing.state is not None)
        )
        found = views(seen, self.as_of, self.law, self.settings.check.due_soon)
        return {view.id: view for view in found}

    @cached_property
    def standing_goals(self) -> Goals:
        """How the goals stand at the as-of instant; none where there are none."""
        return goals_at(self.goals or GoalsFile(), self.views.values(), self.as_of, self.law.zone)

    @property
    def today(self) -> date:
        """The as-of day in the workspace's zone."""
        return local_day(self.as_of, self.law.zone)

    @property
    def people_path(self) -> str:
        """The path of people.yaml, relative to the workspace."""
        return f"{self.settings.ledgers}/people.yaml"

    @property
    def services_path(self) -> str:
        """The path of services.yaml, relative to the workspace."""
        return f"{self.settings.ledgers}/services.yaml"

    @property
    def objectives_path(self) -> str:
        """The path of objectives.yaml, relative to the workspace."""
        return f"{self.settings.ledgers}/objectives.yaml"

    def state(self, record: Record) -> State | None:
        """Return the state a reader sees at the as-of instant; None for drafts, refused and not yet spoken ones."""
        standing = record.standing
        return shown_state(standing, self.as_of, self.law) if standing else None

    def live(self, record: Record) -> Standing | None:
        """Return the standing of a promise that is open at the as-of instant, else None."""
        state = self.state(record)
        return record.standing if state is not None and state.is_open else None

    def knows_promise(self, promise_id: str) -> bool:
        """Whether a promise of this id exists, readable or not, loose or packed."""
        return promise_id in self.by_id or promise_id in self.packed or promise_id in self.unread
