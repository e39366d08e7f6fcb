"""Generated workspaces: people who move between areas, ledgers, and promises of every fate, the same for a seed.

Acts are proposed at random, and those are kept that the program's law takes: that is all of it that is used here. What
is said falls often on the first and the last instant of a day or of a due, in zones whose days have no midnight.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import instant_of, take
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.act import Act
from promisectl.model.moment import deadline, in_zone
from promisectl.model.promise import State

# Each with a day near which its clock changes, most of them at midnight; Apia left a whole day out.
ZONES = {
    "UTC": date(2026, 3, 20),
    "America/Havana": date(2026, 3, 8),
    "Asia/Beirut": date(2026, 3, 29),
    "Africa/Cairo": date(2026, 4, 24),
    "Pacific/Apia": date(2011, 12, 30),
    "America/Santiago": date(2026, 4, 5),
    "America/Asuncion": date(2023, 10, 1),
    "Australia/Lord_Howe": date(2026, 4, 5),
    "Pacific/Auckland": date(2026, 4, 5),
    "America/St_Johns": date(2025, 11, 2),
}
INSIDE = ("ana", "diego", "eva", "bruno", "rosa")
OUTSIDE = ("ext:insured-7", "ext:workshop-3")
FORMER = {"rlara": "rosa"}
AREAS = ("claims", "workshop", "sales")
LEDGERS = ("claims", "work", "systems")
REASONS = ("supplier", "capacity", "customer-change", "data", "other")
# Nearly the same or quite another text, and nothing between.
TEXTS = (
    "Inspect the vehicle of claim 88123",
    "Migrate our quotes database",
    "Publish new prices for agents",
    "Call back whoever complained yesterday",
    "Paint door number four",
)
CRITERIA = (["signed"], ["signed", "stamped"], [])
DAY = timedelta(days=1)


class Generated:
    """A workspace told from a seed: `zone`, `people` (by handle), `promises` (a ledger and a file each), `as_of`."""

    def __init__(self, seed: int, most: int = 25) -> None:
        self.rng = Random(seed)
        self.zone = self.rng.choice(list(ZONES))
        self.changes_on = ZONES[self.zone]
        self.begin = self.changes_on - timedelta(days=self.rng.randint(20, 45))
        self.as_of = self.begin + timedelta(days=self.rng.randint(15, 90))
        self.people = self._people()
        self.promises: list[tuple[str, dict[str, Any]]] = []
        for number in range(self.rng.randint(5, most)):
            self.promises.append((self.rng.choice(LEDGERS), self._promise(number)))

    @property
    def context(self) -> Context:
        return Context(ZoneInfo(self.zone), former=FORMER)

    def _people(self) -> dict[str, Any]:
        """Somebody stays in an area, somebody moves on days that matter, somebody is in none."""
        people: dict[str, Any] = {}
        for handle in INSIDE:
            areas = self.rng.sample(AREAS, 2)
            moves = self.changes_on + timedelta(days=self.rng.randint(-15, 15))
            dated = {str(self.begin): areas[0], str(moves): areas[1]}
            area = self.rng.choice([areas[0], areas[0], dated, None])
            people[handle] = {"area": area} if area else {}
        people["rosa"]["formerly"] = ["rlara"]
        return people

    def _promise(self, number: int) -> dict[str, Any]:
        rng = self.rng
        file: dict[str, Any] = {"id": f"gen-{number:04}", "what": rng.choice(TEXTS), **self._free(number)}
        if rng.random() < 0.04:
            return file
        starts = datetime.combine(self.begin, datetime.min.time(), UTC) + timedelta(hours=rng.randint(0, 24 * 60))
        talk = Talk(rng, self.context, starts, file["what"])
        file["history"] = talk.history
        terms = talk.standing.terms
        file |= {"what": str(terms.what), "customer": terms.customer, "performer": terms.performer}
        return file

    def _free(self, number: int) -> dict[str, Any]:
        rng = self.rng
        earlier = [f"gen-{one:04}" for one in range(number)]
        free: dict[str, Any] = {}
        if rng.random() < 0.4:
            free["weight"] = str(rng.randint(1, 10))
        if rng.random() < 0.4:
            free["tags"] = rng.sample(["critical", "vip", "night"], rng.randint(1, 2))
        if rng.random() < 0.3:
            free["service"] = rng.choice(["inspection", "callback"])
        for name in ("reopens", "follows"):
            if earlier and rng.random() < 0.15:
                free[name] = rng.choice(earlier)
        if earlier and rng.random() < 0.4:
            needs = rng.sample(earlier, min(len(earlier), rng.randint(1, 2)))
            free["needs"] = [rng.choice([need, {"id": need, "lead": f"{rng.randint(0, 9)}d"}]) for need in needs]
        return free

    def write(self, folder: Path) -> None:
        """Write the workspace as files; what JSON writes is YAML too."""
        (folder / "promisectl.yaml").write_text(f"format: 1\ntimezone: {self.zone}\n")
        (folder / "ledgers").mkdir()
        (folder / "ledgers" / "people.yaml").write_text(json.dumps({"people": self.people}))
        for ledger, file in self.promises:
            path = folder / "ledgers" / ledger / f"{file['id']}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(file))


class Talk:
    """One conversation, said act by act; what the law refuses was not said."""

    def __init__(self, rng: Random, context: Context, at: datetime, what: str) -> None:
        self.rng, self.context, self.at = rng, context, at
        self.history: list[dict[str, Any]] = []
        self.standing = Standing()
        self._open(what)
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

    def _open(self, what: str) -> None:
        rng = self.rng
        customer, performer = rng.sample(INSIDE, 2)
        chance = rng.random()
        if chance < 0.1:
            customer = performer
        elif chance < 0.3:
            customer = rng.choice(OUTSIDE)
        elif chance < 0.35:
            performer = rng.choice(OUTSIDE)
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
        length = rng.choice([{"within": "5d"}, {"within": "2bd", "calendar": "cl"}, {"within": "4bh", "calendar": "cl"}])
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
        self.history.append(words)
        return True

    def _stamp(self) -> str:
        """The instant with an offset: the zone's, none at all, or another."""
        shown = self.rng.choice([in_zone(self.at, self.context.zone), self.at, self.at.astimezone(ZoneInfo("Asia/Kolkata"))])
        return shown.isoformat().replace("+00:00", "Z")

    def _go_on(self) -> None:
        """Let time pass, and try what may be said until something is taken."""
        self._wait()
        assert self.standing.state is not None
        for _ in range(6):
            verb = self.rng.choice(MOVES[self.standing.state])
            if self._say(verb, self._speaker(verb), self._matter(verb)):
                return

    def _wait(self) -> None:
        """Wait hours or days, or until the edge of a due or of a day."""
        rng, standing = self.rng, self.standing
        edges = [standing.counted_due, standing.current_due, standing.first_due]
        known = [deadline(due, self.context.zone).replace(microsecond=0) for due in edges if due is not None]
        coming = [edge.astimezone(UTC) for edge in known if edge > self.at]
        chance = rng.random()
        if coming and chance < 0.35:
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
        proposal = self.standing.proposal
        incoming = [proposal.changes.get(role) for role in ("customer", "performer")] if proposal else []
        return self.rng.choice([customer, performer, *filter(None, incoming)])

    def _matter(self, verb: str) -> dict[str, Any]:
        matter = MATTER.get(verb)
        told = matter(self) if matter else {}
        if self.standing.paused_at is not None and verb in ("resume", "deliver", "accept", "cancel", "revoke"):
            told["dues"] = self._moved()
        return told

    def _moved(self) -> dict[str, str]:
        standing, span = self.standing, timedelta(days=self.rng.randint(0, 6))
        dues = {"first": standing.first_due, "counted": standing.counted_due, "current": standing.current_due}
        return {name: (due + span).isoformat() for name, due in dues.items() if due is not None}

    def reason(self) -> dict[str, Any]:
        return {"reason": self.rng.choice(REASONS)}

    def changes(self) -> dict[str, Any]:
        """Terms that may differ from the ones that stand."""
        rng = self.rng
        terms = rng.choice(
            [
                {"due": self.due()},
                {"due": self.due()},
                {"due": self.due()},
                {"what": rng.choice(TEXTS)},
                {"criteria": rng.choice(CRITERIA)},
                {"within": f"{rng.randint(1, 9)}d from activation"},
                {"condition": rng.choice([None, {"text": "it rained", "by": str(self.day(0, 20))}])},
                {"performer": rng.choice(INSIDE)},
                {"customer": rng.choice((*INSIDE, *OUTSIDE))},
            ]
        )
        return {**terms, "due": self.due()} if rng.random() < 0.1 else terms

    def renegotiation(self) -> dict[str, Any]:
        told = {"terms": self.changes(), **self.reason()}
        return {**told, "material": "false"} if self.rng.random() < 0.2 else told

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
        return self.rng.choice([{"evidence": ["photo.jpg"]}, {"evidence": ["photo.jpg"]}, {"evidence": [], "note": "by word"}, {}])

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
        *["renegotiate"] * 4, *["agree"] * 8, *["activate"] * 5, *["deliver"] * 5, *["pause", "resume"] * 5,
        "decline", "withdraw", "warn", "warn", "warn", "accept", "accept", "cancel", "revoke", "fail", "note",
    ],
    State.DELIVERED: ["accept"] * 5 + ["reject"] * 3 + ["cancel", "fail", "note"],
}  # fmt: skip
