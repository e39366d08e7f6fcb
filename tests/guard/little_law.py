"""The law of one history, as far as the stories of the oracle go: the table of lifecycle.md, written out plainly.

It knows requests, proposals, answers, warnings, deliveries and verdicts; no clocks, pauses or conditions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Act = dict[str, Any]
TERMS = ("what", "customer", "performer", "due", "criteria")
ROLES = ("customer", "performer")
CLOSED = ("accepted", "declined", "withdrawn", "revoked", "cancelled", "failed")
TABLE = {
    "requested": {
        "counter": ROLES,
        "agree": ("performer",),
        "decline": ("performer",),
        "withdraw": ("customer",),
    },
    "offered": {
        "counter": ROLES,
        "agree": ("customer",),
        "decline": ("customer",),
        "withdraw": ("performer",),
    },
    "promised": {
        "renegotiate": ROLES,
        "agree": ("needed",),
        "decline": ("needed",),
        "withdraw": ("proposer",),
        "warn": ("performer",),
        "deliver": ("performer",),
        "accept": ("customer",),
        "cancel": ("customer",),
        "revoke": ("performer",),
    },
    "delivered": {
        "accept": ("customer",),
        "reject": ("customer",),
        "cancel": ("customer",),
    },
}
AFTER = {
    "decline": "declined",
    "withdraw": "withdrawn",
    "deliver": "delivered",
    "accept": "accepted",
    "reject": "promised",
    "cancel": "cancelled",
    "revoke": "revoked",
}


@dataclass
class Stand:
    """Where a conversation stands: its state, the terms in force or on the table, the open proposal, the last time."""

    state: str = ""
    terms: dict[str, Any] = field(default_factory=dict)
    proposal: dict[str, Any] | None = None
    proposer: str = ""
    agreed: set[str] = field(default_factory=set)
    last: datetime | None = None
    first: str = ""
    counted: str = ""

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    def dues(self) -> set[str]:
        """Return the dues that are in force: the first, the counted, the current one."""
        return {due for due in (self.first, self.counted, self.terms.get("due")) if due}

    def roles(self) -> set[str]:
        """Return who has a role, or gets one by the open proposal; and who proposed."""
        found = {self.terms.get(role) for role in ROLES}
        if self.proposal is not None:
            found |= {self.proposal.get(role) for role in ROLES} | {self.proposer}
        return {handle for handle in found if handle}

    def needed(self) -> set[str]:
        """Return whose agreement the open proposal still wants."""
        return self.roles() - {self.proposer} - self.agreed

    def owners(self, role: str) -> set[str]:
        if role == "needed":
            return self.needed()
        if role == "proposer":
            return {self.proposer}
        return {self.terms.get(role, "")}


def speaker(act: Act) -> str:
    return act.get("for") or act.get("by") or ""


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def stands(acts: list[Act]) -> Stand | None:
    """Return where a history leads; None where the law refuses it."""
    stand = Stand()
    for act in acts:
        if not take(stand, act):
            return None
    return stand


def take(stand: Stand, act: Act) -> bool:
    """Let one act do what it does; return whether it is lawful."""
    at = instant(act["at"])
    if stand.last is not None and at < stand.last:
        return False
    if not _may(stand, act) or not _carries(stand, act):
        return False
    _do(stand, act)
    stand.last = at
    return True


def _may(stand: Stand, act: Act) -> bool:
    verb = act["act"]
    if not stand.state:
        return verb in ("request", "offer")
    if verb == "note":
        return True
    if stand.state == "promised" and verb in ("agree", "decline", "withdraw") and stand.proposal is None:
        return False
    owners = TABLE.get(stand.state, {}).get(verb, ())
    return any(speaker(act) in stand.owners(role) for role in owners)


def _carries(stand: Stand, act: Act) -> bool:
    verb, terms = act["act"], act.get("terms")
    if verb in ("counter", "renegotiate"):
        return any(stand.terms.get(key) != value for key, value in terms.items())
    if verb == "agree" and terms is not None:
        return bool(terms == stand.proposal)
    if verb == "accept" and stand.state == "promised":
        return "delivered-on" in act
    return True


def _do(stand: Stand, act: Act) -> None:
    verb, who = act["act"], speaker(act)
    if verb in ("request", "offer"):
        stand.terms = {"customer" if verb == "request" else "performer": who, **act["terms"]}
        stand.state = "requested" if verb == "request" else "offered"
    elif verb == "counter":
        stand.terms |= act["terms"]
        stand.state = "offered" if who == stand.terms["performer"] else "requested"
    elif verb == "renegotiate":
        stand.proposal, stand.proposer, stand.agreed = act["terms"], who, set()
    elif verb == "agree":
        _agree(stand, who, instant(act["at"]))
    elif verb in ("decline", "withdraw") and stand.state == "promised":
        stand.proposal = None
    elif verb in AFTER:
        stand.state = AFTER[verb]
        stand.proposal = None


def _agree(stand: Stand, who: str, at: datetime) -> None:
    if stand.state != "promised":
        stand.state = "promised"
        stand.first = stand.counted = stand.terms["due"]
        return
    stand.agreed.add(who)
    if stand.needed():
        return
    changes = stand.proposal or {}
    if "due" in changes and at < end_of(stand.counted):
        stand.counted = changes["due"]
    stand.terms |= changes
    stand.proposal = None


def end_of(day: str) -> datetime:
    """Return the instant at which a day is over."""
    return instant(day + "T00:00:00Z") + timedelta(days=1)


PROPOSALS = ("request", "offer", "counter", "renegotiate")
ANSWERS = ("agree", "decline", "withdraw")


def answered(acts: list[Act], place: int) -> Act | None:
    """Return the last thing that was proposed before an answer; None for what answers nothing."""
    if acts[place]["act"] not in ANSWERS:
        return None
    proposed = [act for act in acts[:place] if act["act"] in PROPOSALS]
    return proposed[-1] if proposed else None


def orders(left: list[Act], right: list[Act], gone: list[Act]) -> list[list[Act]]:
    """Return the lawful orders of what two sides said, less what one of them dropped, whichever side's words stand."""
    both = (order(left, right, gone), order(right, left, gone))
    return [acts for acts in both if acts is not None]


def order(first: list[Act], then: list[Act], gone: list[Act]) -> list[Act] | None:
    """Return the order in which the words of one side stand, the other's follow after the last one, and notes stand at
    their times, less what was dropped; None where it is not lawful.
    """
    words = [act for act in first if act not in gone]
    words += [act for act in then if act not in gone and act not in first]
    acts = [act for act in words if act["act"] != "note"]
    for note in words:
        if note["act"] == "note":
            later = [place for place, act in enumerate(acts) if act["at"] > note["at"]]
            acts.insert(later[0] if later else len(acts), note)
    is_lawful = stands(acts) is not None and _answers_the_same(acts, first) and _answers_the_same(acts, then)
    return acts if is_lawful else None


def _answers_the_same(acts: list[Act], side: list[Act]) -> bool:
    """Whether each answer finds what its speaker had before the eyes: state, terms, proposal."""
    for place, act in enumerate(side):
        if act not in acts or act["act"] not in (*ANSWERS, "accept", "reject"):
            continue
        then, now = stands(side[:place]), stands(acts[: acts.index(act)])
        if then is None or now is None:
            return False
        if (then.state, then.terms, then.proposal) != (now.state, now.terms, now.proposal):
            return False
    return True
