"""Conversations at random: acts are proposed, and those are kept that the program's law takes.

What is said falls often on the first and the last instant of a day or of a due. Of the program nothing is used but its
law, and its calendar of days to know where the edges lie.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import instant_of, take
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.act import Act
from promisectl.model.moment import deadline, in_zone
from promisectl.model.promise import State

INSIDE = ("ana", "diego", "eva", "bruno", "rosa")
OUTSIDE = ("ext:insured-7", "ext:workshop-3")
REASONS = ("supplier", "capacity", "customer-change", "data", "other")
# Nearly the same or quite another text, and nothing between.
TEXTS = (
    "Inspect the vehicle of claim 88123",
    "INSPECT the vehicle, of claim 88123!",
    "Migrate our quotes database",
    "Publish new prices for agents",
    "Call back whoever complained yesterday",
    "Paint door number four",
)
CRITERIA = (["signed"], ["signed", "stamped"], [])
LENGTHS = ({"within": "5d"}, {"within": "2bd", "calendar": "cl"}, {"within": "4bh", "calendar": "cl"})


class Talk:
    """One conversation, said act by act; what the law refuses was not said."""

    def __init__(
        self, rng: Random, context: Context, at: datetime, what: str, parties: tuple[str, str] | None = None
    ) -> None:
        self.rng, self.context, self.at = rng, context, at
        self.parties = parties or self._parties()
        self.history: list[dict[str, Any]] = []
        self.standing = Standing()
        self._open(what)
        self.is_brisk = rng.random() < 0.5
        for _ in range(rng.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16])):
            self._go_on()
            if self.standing.state is None or not self.standing.state.is_open:
                break

    def day(self, lowest: int = -2, highest: int = 25) -> date:
        local = self.at.astimezone(self.context.zone).date()
        return local + timedelta(days=self.rng.randint(lowest, highest))

    def due(self) -> str:
        """A day, or now and then an instant."""
        day = self.day()
        if self.rng.random() < 0.8:
            return str(day)
        return in_zone(self._edge(day), self.context.zone).isoformat()

    def _edge(self, day: date) -> datetime:
        """Around the end of a day, or within it."""
        end = deadline(day, self.context.zone).replace(microsecond=0)
        return self.rng.choice([end, end + timedelta(seconds=1), end - timedelta(hours=self.rng.randint(1, 20))])

    def _parties(self) -> tuple[str, str]:
        """Return customer and performer: two inside, now and then one person or somebody outside."""
        rng = self.rng
        customer, performer = rng.sample(INSIDE, 2)
        chance = rng.random()
        if chance < 0.1:
            customer = performer
        elif chance < 0.3:
            customer = rng.choice(OUTSIDE)
        elif chance < 0.35:
            performer = rng.choice(OUTSIDE)
        return customer, performer

    def _open(self, what: str) -> None:
        rng = self.rng
        customer, performer = self.parties
        verb, by, role, other = rng.choice(
            [("request", customer, "performer", performer), ("offer", performer, "customer", customer)]
        )
        terms: dict[str, Any] = {"what": what, role: self._handle(other), **self._clock()}
        if rng.random() < 0.4:
            terms["criteria"] = rng.choice(CRITERIA)
        if rng.random() < 0.5:
            terms["pause-on"] = ["supplier", "capacity"]
        assert self._say(verb, by, {"terms": terms}), terms

    def _clock(self) -> dict[str, Any]:
        rng = self.rng
        chance = rng.random()
        condition = {"condition": {"text": "the report is complete"}} if rng.random() < 0.25 else {}
        if condition and rng.random() < 0.5:
            condition["condition"]["by"] = self.due()
        if chance < 0.55:
            return {"due": self.due(), **condition}
        length = dict(rng.choice(LENGTHS))
        if rng.random() < 0.3:
            length["within"] += " from activation"
        return {**length, **condition}

    def _handle(self, person: str) -> str:
        return "rlara" if person == "rosa" and self.rng.random() < 0.3 else person

    def _say(self, verb: str, speaker: str, matter: dict[str, Any]) -> bool:
        """Say an act, often in another's pen; return whether the law took it."""
        rng = self.rng
        words: dict[str, Any] = {"act": verb, "by": self._handle(speaker)}
        if speaker.startswith("ext:") or rng.random() < 0.15:
            words |= {"by": rng.choice(INSIDE), "for": self._handle(speaker)}
            words |= {"via": "phone"} if rng.random() < 0.6 else {}
        words["at"] = self._stamp()
        words |= matter
        act = Act.model_validate(words)
        at = instant_of(act, self.standing, self.context)
        if isinstance(at, Refusal) or take(self.standing, act, at, self.context) is not None:
            return False
        self.standing.acts += 1
        self.at = at.astimezone(UTC)
        self.history.append(words)
        return True

    def _stamp(self) -> str:
        """The instant with an offset: the zone's, none at all, or another; or the day alone, as a hand writes it."""
        if self.rng.random() < 0.1:
            return str(self.day(0, 0))
        elsewhere = self.at.astimezone(ZoneInfo("Asia/Kolkata"))
        shown = self.rng.choice([in_zone(self.at, self.context.zone), self.at, elsewhere])
        return shown.isoformat().replace("+00:00", "Z")

    def _go_on(self) -> None:
        """Let time pass, and try what may be said until something is taken."""
        self._wait()
        assert self.standing.state is not None
        for _ in range(6):
            verb = self._verb()
            if self._say(verb, self._speaker(verb), self._matter(verb)):
                return

    def _verb(self) -> str:
        """What is said next; a proposal is often agreed to, and what was moved often delivered."""
        standing, chance = self.standing, self.rng.random()
        assert standing.state is not None
        if standing.proposal is not None and chance < 0.5:
            return "agree"
        if standing.state is State.PROMISED and standing.terms.within is not None and chance < 0.2:
            return "pause" if standing.paused_at is None else "renegotiate"
        if standing.revisions and standing.state is State.PROMISED and chance > 0.6:
            return "deliver"
        return self.rng.choice(MOVES[standing.state])

    def _wait(self) -> None:
        """Wait hours or days, or until the edge of a due or of a day."""
        rng, standing = self.rng, self.standing
        edges = [standing.counted_due, standing.current_due, standing.first_due]
        known = [deadline(due, self.context.zone).replace(microsecond=0) for due in edges if due is not None]
        coming = [edge.astimezone(UTC) for edge in known if edge > self.at]
        chance = rng.random()
        if (self.is_brisk or standing.proposal is not None) and chance < 0.6:
            self.at += timedelta(minutes=rng.choice([1, 30, 600, 1440]))
        elif coming and chance < 0.35:
            self.at = rng.choice(coming) + timedelta(seconds=rng.choice([0, 0, 1, 3600]))
        elif chance < 0.55:
            self.at = max(self.at, self._edge(self.day(0, 6)).astimezone(UTC))
        else:
            self.at += timedelta(minutes=rng.choice([0, 5, 60, 600, 1440, 3000, 6000, 14_000]))

    def _speaker(self, verb: str) -> str:
        terms = self.standing.terms
        customer, performer = self.context.current(terms.customer or ""), self.context.current(terms.performer or "")
        if verb in ("accept", "reject", "cancel", "fail"):
            return customer
        if verb in ("deliver", "revoke", "warn"):
            return performer
        if verb == "agree" and self.standing.state is not State.PROMISED:
            return performer if self.standing.state is State.REQUESTED else customer
        proposal = self.standing.proposal
        if proposal is None or verb not in ("agree", "decline"):
            return self.rng.choice([customer, performer])
        incoming = [proposal.changes.get(role) for role in ("customer", "performer")]
        heard = {proposal.proposer, *proposal.given}
        needed = [who for who in (customer, performer, *incoming) if who is not None and who not in heard]
        return self.rng.choice(needed or [customer])

    def _matter(self, verb: str) -> dict[str, Any]:
        matter = MATTER.get(verb)
        told = matter(self) if matter else {}
        if self.standing.paused_at is not None and verb in ("resume", "deliver", "accept", "cancel", "revoke"):
            told["dues"] = self._moved()
        return told

    def _moved(self) -> dict[str, str]:
        """The three dues, moved by as much; now and then not, as a hand may write them."""
        standing, days = self.standing, self.rng.randint(0, 6)
        dues = {"first": standing.first_due, "counted": standing.counted_due, "current": standing.current_due}
        is_uneven = self.rng.random() < 0.2
        told = {}
        for name, due in dues.items():
            span = timedelta(days=self.rng.randint(0, 6) if is_uneven else days)
            told[name] = (due + span).isoformat() if due is not None else ""
        return told

    def reason(self) -> dict[str, Any]:
        return {"reason": self.rng.choice(REASONS)}

    def changes(self) -> dict[str, Any]:
        """Terms that may differ from the ones that stand."""
        rng = self.rng
        current = self.standing.current_due
        later = (current + timedelta(days=rng.randint(1, 12))).isoformat() if current else self.due()
        terms = rng.choice(
            [
                {"due": self.due()},
                *[{"due": later}] * 4,
                *[{"what": rng.choice(TEXTS)}] * 2,
                *[{"criteria": rng.choice(CRITERIA)}] * 2,
                {"within": f"{rng.randint(1, 9)}d from activation"},
                {"condition": rng.choice([None, {"text": "it rained", "by": str(self.day(0, 20))}])},
                *[{"performer": rng.choice(INSIDE)}] * 2,
                *[{"customer": rng.choice((*INSIDE, *OUTSIDE))}] * 2,
            ]
        )
        return {**terms, "due": self.due()} if rng.random() < 0.1 else terms

    def renegotiation(self) -> dict[str, Any]:
        """What changes a text or the criteria is often called wording."""
        told = {"terms": self.changes(), **self.reason()}
        is_text = "what" in told["terms"] or "criteria" in told["terms"]
        return {**told, "material": "false"} if self.rng.random() < (0.6 if is_text else 0.1) else told

    def agreement(self) -> dict[str, Any]:
        """The first one stores a due where it starts a clock."""
        within = self.standing.terms.within is not None and self.standing.state is not State.PROMISED
        return {"due": self.due()} if within and self.standing.terms.condition is None else {}

    def activation(self) -> dict[str, Any]:
        within = self.standing.terms.within is not None
        return {"evidence": ["seen"], **({"due": self.due()} if within else {})}

    def warning(self) -> dict[str, Any]:
        rng = self.rng
        forecast = {"forecast": rng.choice(["unknown", str(self.day(0, 30))])} if rng.random() < 0.7 else {}
        return rng.choice([{**self.reason(), **forecast}, {**self.reason(), **forecast}, {"clear": "true"}])

    def delivery(self) -> dict[str, Any]:
        seen: dict[str, Any] = {"evidence": ["photo.jpg"]}
        return self.rng.choice([seen, seen, {"evidence": [], "note": "by word"}, {}])

    def acceptance(self) -> dict[str, Any]:
        rng = self.rng
        told: dict[str, Any] = {}
        if self.standing.state is State.PROMISED:
            told["delivered-on"] = str(self.day(-6, 0))
        if rng.random() < 0.2:
            told |= {"as": "partial", "fraction": "0.5", **self.reason()}
        return {**told, "rating": str(rng.randint(1, 5))} if rng.random() < 0.5 else told

    def rejection(self) -> dict[str, Any]:
        criteria = self.standing.terms.criteria
        return {"unmet": [str(criteria[0])]} if criteria else {"note": "not this"}

    def remark(self) -> dict[str, Any]:
        return {"kind": "comment", "note": "seen"}


MATTER: dict[str, Callable[[Talk], dict[str, Any]]] = {
    "counter": lambda talk: {"terms": talk.changes()},
    "renegotiate": Talk.renegotiation,
    "agree": Talk.agreement,
    "activate": Talk.activation,
    "warn": Talk.warning,
    "pause": Talk.reason,
    "deliver": Talk.delivery,
    "accept": Talk.acceptance,
    "reject": Talk.rejection,
    "cancel": Talk.reason,
    "revoke": Talk.reason,
    "fail": Talk.reason,
    "note": Talk.remark,
}
_ANSWERS = ["agree"] * 16 + ["counter", "counter", "counter", "decline", "withdraw", "note"]
MOVES = {
    State.REQUESTED: _ANSWERS,
    State.OFFERED: _ANSWERS,
    State.PROMISED: [
        *["renegotiate"] * 5, *["agree"] * 8, *["activate"] * 5, *["deliver"] * 7, *["pause", "resume"] * 5,
        "decline", "withdraw", "warn", "warn", "warn", "accept", "accept", "cancel", "revoke", "fail", "note",
    ],
    State.DELIVERED: ["accept"] * 5 + ["reject"] * 3 + ["cancel", "fail", "note"],
}  # fmt: skip
