"""Vocabulary: the words of the law as values: states, roles, overlays, reasons. It imports nothing, so help is fast."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A word of the law. It hashes as its text does: the replay looks words up for every act of every promise."""

    __hash__ = str.__hash__


class State(Word):
    """The states of the law (lifecycle.md). LAPSED is computed and never stored."""

    REQUESTED = "requested"
    OFFERED = "offered"
    PROMISED = "promised"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    FAILED = "failed"
    LAPSED = "lapsed"

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes a word or a deed."""
        return self in OPEN


OPEN = frozenset({State.REQUESTED, State.OFFERED, State.PROMISED, State.DELIVERED})
STORED = tuple(state for state in State if state is not State.LAPSED)


class Role(Word):
    """Who a speaker is to a promise. PARTY is one whose agreement an open proposal still needs."""

    CUSTOMER = "customer"
    PERFORMER = "performer"
    OBSERVER = "observer"
    PARTY = "party"
    PROPOSER = "proposer"


OVERLAYS = (
    "draft",
    "conditional",
    "paused",
    "at-risk",
    "renegotiating",
    "threatened",
    "due-soon",
    "overdue",
    "unanswered",
    "awaiting-acceptance",
    "self",
    "proxy",
    "backdated",
)

# The kinds of a note, and the reason codes (lifecycle.md), those that settings add apart.
NOTE_KINDS = (
    "comment",
    "evidence",
    "checkin",
    "escalate",
    "retro",
    "feedback",
    "voice-of-customer",
    "told",
    "displaced",
    "confirmed",
)
REASONS = (
    "prerequisite",
    "unclear-terms",
    "capacity",
    "priority-change",
    "customer-input",
    "customer-change",
    "supplier",
    "data",
    "system",
    "estimate",
    "quality",
    "external",
    "forgotten",
    "left",
    "other",
)

# What a query asks for, what a list has as columns and what a report is divided by, where people have a name for it
# (query/fields, list_fields, groupings).
FIELD_NAMES = (
    "id",
    "ledger",
    "state",
    "class",
    "is",
    "customer",
    "performer",
    "person",
    "customer-area",
    "performer-area",
    "due",
    "first-due",
    "agreed",
    "closed",
    "settled",
    "age",
    "priority",
    "tag",
    "serves",
    "service",
    "reason",
    "part-of",
    "needs",
    "follows",
    "reopens",
    "segment",
    "channel",
    "touchpoint",
    "layer",
    "text",
    "what",
    "days-left",
    "revisions",
    "waiting-for",
    "path",
)
GROUPING_NAMES = (
    "ledger",
    "area",
    "area-pair",
    "person",
    "performer",
    "customer",
    "service",
    "tag",
    "objective",
    "reason",
    "segment",
    "channel",
    "touchpoint",
    "week",
    "month",
    "quarter",
    "year",
)
