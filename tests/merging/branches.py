"""Random branches: what people say on two branches of one ledger, with what the speaking commands would write.

A tree is the files of a commit by their paths. Everything that is said goes through the program's own way of an act; only
the files are kept in memory. Translator are few, so that promises resemble each other and git has every chance to mix them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from promisectl.app.acts.record import ActRequest, OpenPromise, as_act, head_values, plan_acts
from promisectl.lifecycle.options import options
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Verb
from promisectl.model.promise import Promise, State
from promisectl.model.trouble import Trouble
from promisectl.store.packs import empty_pack, placed, read_pack, why_loose
from promisectl.store.reading import read_promises
from promisectl.store.walking import Entry
from promisectl.store.workspace import Workspace, open_workspace
from promisectl.yamltext.emit import promise_text
from promisectl.yamltext.splice import Splice

Tree = dict[str, bytes]
LEDGER = "ledgers/claims"
PACK = f"{LEDGER}/settled/2026-Q1.yaml"
START = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = datetime(2026, 9, 1, 12, tzinfo=UTC)
SETTINGS = b"format: 1\ntimezone: America/Santiago\n"
PEOPLE = b"people: {ana: {}, diego: {}, eva: {}}\n"
WHATS = ("Inspect the vehicle", "Inspect the vehicle of the insured", "Call the insured")
NOTES = ("the insured called", "photos are missing", "the insured called again")
REASONS = ("supplier", "capacity")


@dataclass(frozen=True)
class Pair:
    """What both branches began from, and what each made of it."""

    base: Tree
    ours: Tree
    theirs: Tree


def workspace_in(folder: Path) -> Workspace:
    """Return a workspace of three people, long after everything was said."""
    (folder / LEDGER).mkdir(parents=True)
    (folder / "promisectl.yaml").write_bytes(SETTINGS)
    (folder / "ledgers/people.yaml").write_bytes(PEOPLE)
    return replace(open_workspace(folder), now=LATER)


def pair(seed: int, workspace: Workspace) -> Pair:
    """Return the pair of branches of a seed."""
    random = Random(seed)
    base: Tree = {}
    scribe = Scribe(random, workspace, base, START)
    for _ in range(random.randint(2, 4)):
        scribe.open()
    for _ in range(random.randint(2, 12)):
        scribe.speak()
    common = random.choice(sorted(base))
    packs = random.random() < 0.4
    if packs:
        for path in sorted(base)[1:]:
            scribe.close(path)
    begun = scribe.at
    sides = []
    for number in range(2):
        side = Scribe(random, workspace, dict(base), begun)
        if packs and number == 0:
            side.pack()
            side.copy()
        elif random.random() < 0.5:
            side.speak(common)
        for _ in range(random.randint(1, 2)):
            side.anything()
        sides.append(side.tree)
    return Pair(base, *sides)


@dataclass
class Scribe:
    """Somebody at a ledger: says one thing after the other, each some minutes after the last."""

    random: Random
    workspace: Workspace
    tree: Tree
    at: datetime

    def anything(self) -> None:
        """Do one of the things that people do on a branch."""
        self.random.choice((self.speak, self.speak, self.speak, self.open, self.pack, self.tag))()

    def open(self) -> None:
        """Ask for something, or offer it."""
        random = self.random
        verb, by, role, other = random.choice(
            (("request", "ana", "performer", "diego"), ("offer", "diego", "customer", "ana"))
        )
        terms = {"what": random.choice(WHATS), role: other, "due": self._day(), "criteria": ["photos", "estimate"]}
        raw = {"act": verb, "by": by, "at": self._now(), "terms": terms}
        standing = replay([as_act(raw)], self.workspace.context())
        assert isinstance(standing, Standing)
        head = {key: value for key, value in head_values(standing).items() if value is not None}
        id = f"clm-{random.randrange(16**8):08x}"
        text = promise_text({"id": id, **head, "history": [raw]})
        self.tree[f"{LEDGER}/{id}.yaml"] = text.encode()

    def copy(self) -> None:
        """Open a promise as somebody does who copies a file: a look-alike of a packed one, under another id."""
        if PACK in self.tree:
            piece = self.random.choice(read_pack(self.tree[PACK], PACK, "claims").pieces)
            id = f"clm-{self.random.randrange(16**8):08x}"
            lines = piece.decode().split("\n", 1)[1]
            self.tree[f"{LEDGER}/{id}.yaml"] = f"id: {id}\n{lines}".encode()

    def close(self, path: str) -> None:
        """Say what ends a conversation, whatever it takes."""
        for _ in range(6):
            if promise_in(self.tree, path).file.state in ("declined", "withdrawn", "revoked", "cancelled", "accepted"):
                return
            self.speak(path, quiet=0.0)

    def speak(self, path: str | None = None, quiet: float = 0.3) -> None:
        """Say something lawful in a promise that is not packed."""
        loose = sorted(name for name in self.tree if name != PACK)
        path = path if path in self.tree else self.random.choice(loose) if loose else None
        if path is None:
            return
        promise = promise_in(self.tree, path)
        standing = replay(promise.history, self.workspace.context())
        assert isinstance(standing, Standing)
        opened = OpenPromise(promise, standing, self.tree[path], Entry(path, path, "claims", False))
        self._later()
        for _ in range(3):
            try:
                self.tree[path] = plan_acts(self.workspace, opened, [self._saying(standing, quiet)]).change.after or b""
                return
            except Trouble:
                continue

    def _saying(self, standing: Standing, quiet: float) -> ActRequest:
        random = self.random
        open_now = options(standing, self.at, self.workspace.context())
        if not open_now or random.random() < quiet:
            return ActRequest(
                Verb.NOTE, random.choice(("ana", "diego", "eva")), self.at, {"note": random.choice(NOTES)}
            )
        agreeing = [option for option in open_now if option.verb is Verb.AGREE]
        option = random.choice(agreeing if agreeing and random.random() < 0.6 else open_now)
        return ActRequest(option.verb, option.by or "eva", self.at, self._matter(option.verb, standing))

    def _matter(self, verb: Verb, standing: Standing) -> dict[str, object]:
        random = self.random
        if verb in (Verb.COUNTER, Verb.RENEGOTIATE):
            terms = random.choice(({"due": self._day()}, {"what": random.choice(WHATS)}, {"criteria": ["photos"]}))
            return {"terms": terms, **({"reason": random.choice(REASONS)} if verb is Verb.RENEGOTIATE else {})}
        if verb is Verb.DELIVER:
            return {"evidence": ["a report"]}
        if verb is Verb.ACCEPT and standing.state is State.PROMISED:
            return {"delivered-on": f"{self.at:%Y-%m-%d}"}
        if verb is Verb.REJECT:
            return {"unmet": list(standing.terms.criteria or ())[:1], "note": random.choice(NOTES)}
        if verb in (Verb.WARN, Verb.CANCEL, Verb.REVOKE, Verb.FAIL):
            return {"reason": random.choice(REASONS)}
        return {}

    def pack(self) -> None:
        """Put what is closed away, all of it."""
        old = read_pack(self.tree[PACK], PACK, "claims") if PACK in self.tree else empty_pack(PACK, "claims")
        rows, keys = [], [self._key(file.history) for file in old.files]
        for path in sorted(name for name in self.tree if name != PACK):
            promise = promise_in(self.tree, path)
            key = self._key(promise.history)
            if key is not None and why_loose(self.tree[path], promise.file) is None:
                rows.append(((*key, promise.id), self.tree[path], promise.file))
        if rows:
            keyed = [(*key, file.id) if key else None for key, file in zip(keys, old.files, strict=True)]
            for _, _, file in rows:
                del self.tree[f"{LEDGER}/{file.id}.yaml"]
            self.tree[PACK] = placed(old, keyed, rows)

    def _key(self, history: object) -> tuple[datetime] | None:
        standing = replay(history, self.workspace.context())  # type: ignore[arg-type]
        assert isinstance(standing, Standing)
        return (standing.closed_at,) if standing.closed_at else None

    def tag(self) -> None:
        """Set a free field."""
        loose = sorted(name for name in self.tree if name != PACK)
        if loose:
            path = self.random.choice(loose)
            splice = Splice(self.tree[path], path)
            key, value = self.random.choice((("tags", ["vip"]), ("tags", ["north"]), ("priority", "1")))
            splice.set_key(key, value)
            self.tree[path] = splice.result()

    def _later(self) -> None:
        self.at += timedelta(minutes=self.random.choice((0, 10, 60, 24 * 60)))

    def _now(self) -> str:
        self._later()
        return self.at.strftime("%Y-%m-%dT%H:%M:%SZ")

    def _day(self) -> str:
        return f"{self.at + timedelta(days=self.random.randint(2, 9)):%Y-%m-%d}"


def promise_in(tree: Tree, path: str) -> Promise:
    """Return the promise in a loose file."""
    promises, findings = read_promises(tree[path], path, "claims")
    assert not findings, (path, tree[path].decode())
    return promises[0]
