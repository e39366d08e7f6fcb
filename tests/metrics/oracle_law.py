"""The law, read a second time for the numbers: what a history came to by an instant.

Written from lifecycle.md, verdicts.md and format.md alone, slowly and plainly; nothing of the program is imported. A
history is a list of dicts as YAML reads them, every scalar a string. It must be lawful: nothing is refused here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .oracle_days import Days, Delivery, Due, Revision, due_of, instant_of

OPEN = ("requested", "offered", "promised", "delivered")
NEVER_PROMISED = ("requested", "offered", "declined", "withdrawn")


@dataclass
class Story:
    """A promise as it stood at an instant; `closed_at` of a lapsed one is the last instant of its deadline."""

    file: dict[str, Any]
    days: Days
    people: dict[str, Any]
    state: str = ""
    terms: dict[str, Any] = field(default_factory=dict)
    opened_at: datetime | None = None
    opened_by: str = ""
    agreed_at: datetime | None = None
    started_at: datetime | None = None
    first: Due | None = None
    counted: Due | None = None
    current: Due | None = None
    paused_at: datetime | None = None
    needed_pauses: list[Due] = field(default_factory=list)
    proposal: dict[str, Any] | None = None
    due_at_proposal: Due | None = None
    given: set[str] = field(default_factory=set)
    revisions: list[Revision] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    warning: dict[str, Any] | None = None
    notices: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    closing: dict[str, Any] | None = None
    closed_at: datetime | None = None
    pair: tuple[str, str] | None = None
    first_parties: tuple[str, str] | None = None
    was_rejected: bool = False
    acts: int = 0

    @property
    def id(self) -> str:
        return self.file["id"]

    def person(self, handle: str) -> str:
        """Return who is meant by a handle, a former one included."""
        for name, entry in self.people.items():
            if handle in (entry or {}).get("formerly", []):
                return name
        return handle

    def speaker(self, act: dict[str, Any]) -> str:
        return self.person(act.get("for") or act["by"])

    @property
    def customer(self) -> str:
        return self.person(self.terms["customer"])

    @property
    def performer(self) -> str:
        return self.person(self.terms["performer"])

    @property
    def parties(self) -> tuple[str, str]:
        """Customer and performer, for the numbers: the last two persons who held the roles, once two did."""
        return self.pair or (self.customer, self.performer)

    @property
    def is_promised(self) -> bool:
        return self.agreed_at is not None

    @property
    def is_self(self) -> bool:
        if self.is_promised:
            return self.pair is None
        return self.customer == self.performer

    @property
    def counts(self) -> bool:
        return self.is_promised and not self.is_self

    @property
    def waits(self) -> bool:
        """Agreed, and its clock has not started."""
        return self.is_promised and self.started_at is None

    def has_started_from_activation(self) -> bool:
        within = self.terms.get("within") or ""
        is_plain = " from " not in within
        return within.endswith("from activation") or bool(is_plain and self.terms.get("condition"))

    def say(self, act: dict[str, Any]) -> None:
        """Take an act, its `at` an instant."""
        self.acts += 1
        self.note_words(act)
        getattr(self, f"on_{act['act']}")(act, act["at"])

    def note_words(self, act: dict[str, Any]) -> None:
        """Keep what the performer says: answers to a request, and what announces trouble."""
        verb = act["act"]
        if not self.state or verb == "note" or self.speaker(act) != self.parties[1]:
            return
        self.answers.append(act)
        if verb in ("renegotiate", "revoke") or (verb == "warn" and act.get("clear") != "true"):
            self.notices.append(act)

    def on_request(self, act: dict[str, Any], at: datetime) -> None:
        self.open(act, at, "requested", "customer")

    def on_offer(self, act: dict[str, Any], at: datetime) -> None:
        self.open(act, at, "offered", "performer")

    def open(self, act: dict[str, Any], at: datetime, state: str, role: str) -> None:
        self.state, self.opened_at, self.opened_by = state, at, act["act"]
        self.terms = {role: self.speaker(act), **act["terms"]}

    def change(self, terms: dict[str, Any]) -> None:
        self.terms = {**self.terms, **terms}
        for name in [name for name, value in self.terms.items() if value is None or value == "null"]:
            del self.terms[name]

    def on_counter(self, act: dict[str, Any], at: datetime) -> None:
        self.change(act["terms"])
        speaker = self.speaker(act)
        if self.state == "requested" and speaker == self.performer:
            self.state = "offered"
        elif self.state == "offered" and speaker == self.customer:
            self.state = "requested"

    def on_agree(self, act: dict[str, Any], at: datetime) -> None:
        if self.state == "promised":
            self.given.add(self.speaker(act))
            self.settle(at)
            return
        self.state, self.agreed_at = "promised", at
        self.first_parties = (self.customer, self.performer)
        self.hold_roles()
        waits = bool(self.terms.get("condition")) or self.has_started_from_activation()
        if not waits:
            self.started_at = at
        due = act.get("due") if self.terms.get("within") else self.terms.get("due")
        if due and not (waits and self.terms.get("within")):
            self.set_dues(due_of(due))

    def set_dues(self, due: Due) -> None:
        self.first = self.counted = self.current = due

    def hold_roles(self) -> None:
        if self.customer != self.performer:
            self.pair = (self.customer, self.performer)

    def on_decline(self, act: dict[str, Any], at: datetime) -> None:
        if self.state == "promised":
            self.proposal = None
            return
        self.close("declined", act, at)

    def on_withdraw(self, act: dict[str, Any], at: datetime) -> None:
        if self.state == "promised":
            self.proposal = None
            return
        self.close("withdrawn", act, at)

    def on_renegotiate(self, act: dict[str, Any], at: datetime) -> None:
        self.proposal, self.given = act, {self.speaker(act)}
        self.due_at_proposal = self.current
        self.settle(at)

    def settle(self, at: datetime) -> None:
        """Put the open proposal in force where everybody needed has agreed."""
        assert self.proposal is not None
        terms = self.proposal["terms"]
        incoming = {self.person(terms[role]) for role in ("customer", "performer") if terms.get(role)}
        if {self.customer, self.performer} | incoming <= self.given:
            self.revise(self.proposal, at)
            self.proposal = None

    def revise(self, proposal: dict[str, Any], at: datetime) -> None:
        """Change what differs: a term said again as it stands is no change."""
        terms = {name: value for name, value in proposal["terms"].items() if value != self.terms.get(name)}
        of_substance = ("what" in terms or "criteria" in terms) and proposal.get("material") != "false"
        revision = Revision(at, proposal, self.terms, self.due_at_proposal, of_substance)
        self.revisions.append(revision)
        was_conditional = bool(self.terms.get("condition"))
        self.change(terms)
        if terms.get("due") and due_of(terms["due"]) != self.current:
            self.move_due(due_of(terms["due"]), revision)
        if self.waits and was_conditional and not self.terms.get("condition") and not self.terms.get("within"):
            self.started_at = at
        self.hold_roles()

    def move_due(self, due: Due, revision: Revision) -> None:
        if self.current is None or self.counted is None:
            self.set_dues(due)
            return
        revision.is_later = self.days.last(due) > self.days.last(self.current)
        judged_at = self.paused_at or revision.at
        revision.is_timely = self.waits or not self.days.past(self.counted, judged_at)
        if self.paused_at is not None and revision.is_timely and self.days.past(self.counted, revision.at):
            self.needed_pauses.append(self.counted)
        self.current, self.paused_at = due, None
        if revision.is_timely:
            self.counted = due
        if revision.is_later:
            self.warning = None

    def on_warn(self, act: dict[str, Any], at: datetime) -> None:
        self.warning = None if act.get("clear") == "true" else act

    def on_activate(self, act: dict[str, Any], at: datetime) -> None:
        if not self.waits:
            return
        self.started_at = at
        if self.terms.get("within") and act.get("due"):
            self.set_dues(due_of(act["due"]))

    def on_pause(self, act: dict[str, Any], at: datetime) -> None:
        self.paused_at = at

    def on_resume(self, act: dict[str, Any], at: datetime) -> None:
        self.end_pause(act)

    def end_pause(self, act: dict[str, Any]) -> None:
        stored = act.get("dues")
        if self.paused_at is not None and stored:
            assert self.counted is not None
            self.needed_pauses.append(self.counted)
            self.first, self.counted, self.current = (due_of(stored[name]) for name in ("first", "counted", "current"))
        self.paused_at = None

    def on_deliver(self, act: dict[str, Any], at: datetime) -> None:
        self.end_pause(act)
        self.state, self.proposal, self.warning = "delivered", None, None
        self.deliveries.append(Delivery(at, act.get("evidence")))

    def on_accept(self, act: dict[str, Any], at: datetime) -> None:
        self.end_pause(act)
        if self.state == "promised":
            self.deliveries.append(Delivery(self.implied_delivery(act, at), None))
        self.close("accepted", act, at)

    def implied_delivery(self, act: dict[str, Any], at: datetime) -> datetime:
        """`delivered-on` is that day's first instant, or the clock's start where that is later (clarified 2)."""
        if not act.get("delivered-on"):
            return at
        assert self.started_at is not None
        return max(self.days.first(date.fromisoformat(act["delivered-on"])), self.started_at)

    def on_reject(self, act: dict[str, Any], at: datetime) -> None:
        self.state, self.was_rejected = "promised", True
        self.deliveries[-1].is_rejected = True

    def on_cancel(self, act: dict[str, Any], at: datetime) -> None:
        self.end_pause(act)
        self.close("cancelled", act, at)

    def on_revoke(self, act: dict[str, Any], at: datetime) -> None:
        self.end_pause(act)
        self.close("revoked", act, at)

    def on_fail(self, act: dict[str, Any], at: datetime) -> None:
        self.close("failed", act, at)

    def on_note(self, act: dict[str, Any], at: datetime) -> None:
        pass

    def close(self, state: str, act: dict[str, Any], at: datetime) -> None:
        act = {**act, "from": self.state}
        self.state, self.closing, self.closed_at, self.proposal = state, act, at, None

    def lapse(self, at: datetime) -> None:
        """Let it lapse where its condition did not come true by its day."""
        by = (self.terms.get("condition") or {}).get("by")
        if self.state == "promised" and self.waits and by and self.days.past(due_of(by), at):
            self.state, self.closed_at = "lapsed", self.days.last(due_of(by))


def story_at(file: dict[str, Any], people: dict[str, Any], days: Days, at: datetime) -> Story:
    """Tell a promise up to an instant, that instant included; one not yet opened has no state."""
    story = Story(file, days, people)
    before: datetime | None = None
    for act in file.get("history", []):
        said_at = instant_of(act["at"], days, before)
        if said_at > at:
            break
        story.say({**act, "at": said_at})
        before = said_at
    if story.state:
        story.lapse(at)
    return story
