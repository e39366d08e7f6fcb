"""The stretch of commits that the oracle judges, and what each of them holds of a promise, or held last."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from .little_law import Act, answered
from .oracle_people import Base
from .oracle_reading import MERGED, Commit, Repository, Version

Found = tuple[str, str, str]
Token = tuple[str, int]


@dataclass
class Heard:
    """An act that a commit brought to a promise."""

    commit: Commit
    id: str
    token: Token
    act: Act
    place: int
    version: Version
    parents: set[Token]
    is_whole: bool
    is_asked: bool = True


@dataclass
class Loss:
    """What a commit took from a promise, changed the order of, or put before others."""

    commit: Commit
    id: str
    kind: str
    token: Token
    old: list[Token]
    now: list[Token]
    is_merge: bool
    instead: Token | None = None
    after_gap: bool = False


@dataclass
class Gap:
    """A promise that a commit left without one readable version."""

    commit: Commit
    id: str
    kind: str
    old: list[Version]
    is_merge: bool
    path: str = ""


def tokens(version: Version | None) -> list[Token]:
    """Return the acts of a version, each with how often an equal one stands before it."""
    found: list[Token] = []
    counts: dict[str, int] = {}
    for act in version.acts if version else ():
        text = json.dumps(act, sort_keys=True)
        found.append((text, counts.get(text, 0)))
        counts[text] = counts.get(text, 0) + 1
    return found


def text_of(act: Act) -> str:
    return json.dumps(act, sort_keys=True)


def verb_of(token: Token) -> str:
    return str(json.loads(token[0])["act"])


def displaces(token: Token) -> bool:
    """Whether an act is a note that sets others aside."""
    act = json.loads(token[0])
    return act.get("kind") == "displaced" and bool(act.get("acts"))


def held_in(token: Token) -> set[str]:
    """Return the acts, as texts, that a `displaced` note holds."""
    return {text_of(act) for act in json.loads(token[0]).get("acts", [])}


def is_twin(one: Token, other: Token) -> bool:
    """Whether an act reads as another one changed: two of verb, writer and time are the same."""
    old, new = json.loads(one[0]), json.loads(other[0])
    return sum(old.get(key) == new.get(key) for key in ("act", "by", "at")) >= 2


def is_one(one: Token, other: Token) -> bool:
    """Whether two acts are versions of one: verb, writer and time are the same."""
    old, new = json.loads(one[0]), json.loads(other[0])
    return all(old.get(key) == new.get(key) for key in ("act", "by", "at"))


def in_order(acts: list[Token], among: list[Token]) -> list[Token]:
    """Return those of some acts that are among others, in their order."""
    return [token for token in acts if token in among]


def asked_by(acts: list[Token], token: Token) -> Act | None:
    """Return what an act of a history answers."""
    return answered([json.loads(one[0]) for one in acts], acts.index(token))


def answering_others(old: list[Token], now: list[Token]) -> list[Token]:
    """Return the answers that answer something else now."""
    standing = [token for token in old if token in now]
    return [token for token in standing if asked_by(old, token) != asked_by(now, token)]


@dataclass
class Lines:
    """A stretch: its commits parents first, the last thing of it, the line of first parents, every id there was."""

    repo: Repository
    head_name: str
    base_name: str | None
    known: dict[tuple[str, str], list[Version]] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    in_passing: list[Heard] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    found: set[Found] = field(default_factory=set)
    void: dict[tuple[str, Token], set[str]] = field(default_factory=dict)
    light: list[tuple[str, Token]] = field(default_factory=list)
    gave_way: list[tuple[str, Token]] = field(default_factory=list)
    aside: set[Token] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.head = self.repo.resolve(self.head_name)
        self.tip = self.repo.resolve(self.base_name) if self.base_name else None
        stretch = set(self.repo.reach(self.head))
        if self.tip:
            stretch -= self.repo.reach(self.tip)
        self.stretch = self.repo.order(stretch, self.head)
        self.last = self.head
        if self.tip and self.stretch and self.tip not in self.repo.reach(self.head):
            merged = self.repo.try_merge(self.tip, self.head)
            if merged is not None:
                self.stretch.append(MERGED)
                self.last = MERGED
        self.ids = self._all_ids()
        self.line = self._line(self.tip or self.head)

    def _all_ids(self) -> list[str]:
        every = self.repo.reach(self.head) | {self.last} | (self.repo.reach(self.tip) if self.tip else set())
        return sorted({id_ for oid in every for id_ in self.repo.world(oid).promises})

    def _line(self, oid: str) -> list[str]:
        """Return the line of first parents that ends in a commit, the first one first."""
        line = [oid]
        while self.repo.commit(line[-1]).parents:
            line.append(self.repo.commit(line[-1]).parents[0])
        return line[::-1]

    @property
    def is_published(self) -> bool:
        return self.tip is None

    def base_of(self, commit: Commit) -> Base:
        """Return by whose register a commit is judged."""
        if self.tip:
            older = [self.repo.world(oid).people for oid in self.repo.merge_bases(self.tip, self.head)]
            return Base(self.repo.world(self.tip), older)
        if not commit.parents:
            return Base(None, [])
        return Base(self.repo.world(commit.parents[0]), [])

    def is_broken(self, oid: str, id_: str) -> bool:
        return any(path.endswith(f"/{id_}.yaml") for path in self.repo.world(oid).broken)

    def readable(self, oid: str, id_: str) -> Version | None:
        """Return the one version of a promise that can be read in a commit; None where it has none, or several."""
        several = self.repo.world(oid).promises.get(id_, [])
        return several[0] if len(several) == 1 else None

    def last_known(self, oid: str, id_: str) -> list[Version]:
        """Return the version of a promise in a commit, else the last readable ones of each line before it."""
        key = (oid, id_)
        if key not in self.known:
            version = self.readable(oid, id_)
            found = [version] if version else []
            if self._is_twofold(oid, id_):
                found = self.repo.world(oid).promises[id_]
            elif version is None and not (self._is_refs(oid) and self._gap_kind(oid, id_) == "away"):
                for parent in self.repo.commit(oid).parents:
                    found += [one for one in self.last_known(parent, id_) if one not in found]
            self.known[key] = found
        return self.known[key]

    def _in_copies(self, oid: str, id_: str) -> set[Token]:
        """Return what was said in the copies of a promise since it stands in several places."""
        if self.readable(oid, id_) is not None:
            return set()
        found = {token for version in self.repo.world(oid).promises.get(id_, []) for token in tokens(version)}
        for parent in self.repo.commit(oid).parents:
            found |= self._in_copies(parent, id_)
        return found

    def _gap_kind(self, oid: str, id_: str) -> str:
        """Return why a commit has not one readable version of a promise; nothing where it has."""
        count = len(self.repo.world(oid).promises.get(id_, []))
        if count > 0:
            return "doubled" if count > 1 else ""
        return "broken" if self.is_broken(oid, id_) else "away"

    def _is_twofold(self, oid: str, id_: str) -> bool:
        """Whether a promise stands twice in a commit, in places where it did in REF before."""
        if self._gap_kind(oid, id_) != "doubled":
            return False
        if oid not in self.stretch:
            return True
        places = self._places(oid, id_)
        several = [parent for parent in self.repo.commit(oid).parents if self._is_twofold(parent, id_)]
        return any(places <= self._places(parent, id_) for parent in several)

    def _places(self, oid: str, id_: str) -> set[str]:
        return {version.path for version in self.repo.world(oid).promises[id_]}

    def _is_gap(self, oid: str, id_: str) -> bool:
        """Whether a commit has not one readable version, and REF does not hold several."""
        return self.readable(oid, id_) is None and not self._is_twofold(oid, id_)

    def _holds(self, oid: str, id_: str) -> bool:
        return id_ in self.repo.world(oid).promises or self.is_broken(oid, id_)

    def _bases(self, commit: Commit) -> set[str]:
        return self.repo.merge_bases(*commit.parents[:2]) if len(commit.parents) > 1 else set()

    def _is_refs(self, oid: str) -> bool:
        return self.tip is not None and oid in self.repo.reach(self.tip)

    def _has(self, oid: str, id_: str, token: Token, path: str) -> bool:
        several = self.last_known(oid, id_)
        if self._is_twofold(oid, id_):
            several = [version for version in self.repo.world(oid).promises[id_] if version.path == path]
        return any(token in tokens(version) for version in several)

    def _is_union(self, commit: Commit, id_: str, token: Token, path: str) -> bool:
        """Whether the three-way union of the parents leaves an act out: one of them dropped what a merge base had."""
        if len(commit.parents) < 2:
            return False
        had = any(self._has(oid, id_, token, path) for oid in self._bases(commit))
        return had and not all(self._has(parent, id_, token, path) for parent in commit.parents)

    def _held_before(self, commit: Commit, id_: str) -> set[Token]:
        """Return the acts that any commit before one held, or lost of a copy."""
        before = self._before(commit)
        lost = {
            loss.token for loss in self.losses if (loss.id, loss.kind) == (id_, "lost") and loss.commit.id in before
        }
        return lost | {token for oid in before for token in tokens(self.readable(oid, id_))}

    def _make_void(self, commit: Commit, id_: str, token: Token) -> None:
        """Note that an act came in by an error in a commit."""
        self.void.setdefault((id_, token), set()).add(commit.id)

    def _before(self, commit: Commit) -> set[str]:
        return self.repo.reach(commit.id) - {commit.id}

    def _holds_token(self, oid: str, id_: str, token: Token) -> bool:
        return token in tokens(self.readable(oid, id_))

    def _in_any_copy(self, id_: str) -> set[Token]:
        """Return what stands at the last, in whatever copy."""
        return {token for version in self.repo.world(self.last).promises.get(id_, []) for token in tokens(version)}

    def _final(self, id_: str) -> list[Token]:
        return tokens(self.readable(self.last, id_))
