"""Stories: random repositories of a few people who say, edit, move, merge and break what they may and may not.

`Story(seed)` invents commits, as words and as trees of files; `write` puts them into a repository by `git fast-import`.
One seed always gives the same bytes.
"""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from .little_law import Act, Stand, orders, speaker, stands

SETTINGS, PEOPLE = "promisectl.yaml", "ledgers/people.yaml"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
IDS = ("clm-aaaa1111", "clm-bbbb2222", "clm-cccc3333", "clm-dddd4444")
PARTIES = ("ana", "diego")
Tree = dict[str, Any]


@dataclass
class Doc:
    """A promise as a file: its head, its acts, and how it is written down (`style`)."""

    id: str
    head: dict[str, Any]
    acts: list[Act]
    style: int = 0

    def balance(self) -> None:
        """Let the head say what the history says, where the law allows it."""
        stand = stands(self.acts)
        if stand is not None:
            self.head = {**stand.terms, "state": stand.state}

    def text(self) -> str:
        lines = [f"id: {self.id}", *(f"{key}: {_flow(value)}" for key, value in self.head.items()), "history:"]
        if self.style == 1:
            lines.insert(0, "# kept by hand")
        for act in self.acts:
            pairs = list(act.items())
            if self.style == 2:
                pairs = pairs[:1] + pairs[:0:-1]
            lines += [f"{'  ' if place else '- '}{key}: {self._value(value)}" for place, (key, value) in enumerate(pairs)]
        return "\n".join(lines) + "\n"

    def _value(self, value: Any) -> str:
        return f'"{value}"' if self.style == 2 and isinstance(value, str) else _flow(value)


@dataclass
class Broken:
    """A file that nobody can read, and what it would say."""

    doc: Doc
    kind: int

    def text(self) -> str:
        text = self.doc.text()
        if self.kind == 0:
            return text + "- act: note\n  by: diego\n at: 2026-03-19\n"
        return f"<<<<<<< ours\n{text}=======\n>>>>>>> theirs\n" if self.kind == 1 else text + "state: promised\n"


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value)


@dataclass
class Made:
    """A commit of a story: what it does in words, by whom, when, on what, and the whole tree after it."""

    words: str
    author: str
    committer: str
    at: datetime
    parents: list[int]
    tree: Tree
    message: str = "a change"
    committed: datetime | None = None


def path_of(name: str, ledger: str = "claims") -> str:
    return f"ledgers/{ledger}/{name}.yaml"


def texts(tree: Tree) -> dict[str, str]:
    """Return the files of a tree."""
    found: dict[str, str] = {}
    for path, thing in tree.items():
        if path == SETTINGS:
            found[path] = _settings(thing)
        elif path == PEOPLE:
            found[path] = "people:\n" + "".join(f"  {who}: {_flow(entry)}\n" for who, entry in thing.items())
        elif isinstance(thing, list):
            found[path] = "".join("---\n" + doc.text() for doc in thing)
        else:
            found[path] = thing.text()
    return found


def _settings(given: dict[str, Any]) -> str:
    return "format: 1\n" + "".join(f"{key}: {_flow(value)}\n" for key, value in given.items())


@dataclass
class Story:
    """A random story. `commits` are numbered from 1; `main` and `branch` are where the two branches end."""

    seed: int
    commits: list[Made] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.now = START
        self.mischief = self.random.choice((0.0, 0.1, 0.1, 0.3))
        self._begin()
        for _ in range(self.random.choice((1, 2, 4, 8, 16, 30))):
            self._step()

    # How it goes.

    def _begin(self) -> None:
        people = {who: {"emails": [f"{who}@example.com"]} for who in ("ana", "diego", "eva")}
        if self.random.random() < 0.1:
            del people[self.random.choice(PARTIES)]["emails"]
        people = {who: entry or {"name": who.title()} for who, entry in people.items()}
        settings: dict[str, Any] = {}
        policy: dict[str, Any] = {}
        if self.random.random() < 0.4:
            policy["stewards"] = [self.random.choice(("eva", "eva", "ana"))]
        if self.random.random() < 0.25:
            policy["trust"] = "author"
        if self.random.random() < 0.1:
            policy["proxy"] = "allowed"
        if policy:
            settings["policy"] = policy
        self.tree: Tree = {SETTINGS: settings, PEOPLE: people}
        self._commit("the register", "ana", [])
        self.heads["main"] = 1
        for name in IDS[: self.random.choice((1, 1, 1, 2))]:
            self._opening(name)
        self.heads["pr"] = self.heads["main"]

    def _opening(self, name: str) -> None:
        """Let ana ask and, mostly, diego agree on the main branch."""
        self._continue("main")
        self._later()
        self.tree[path_of(name)] = Doc(name, {}, [self._request()])
        self.tree[path_of(name)].balance()
        self._end("main", f"ana asks {name}", "ana")
        if self.random.random() < 0.85:
            self._continue("main")
            self._later()
            self._add(self.tree[path_of(name)], {"act": "agree", "by": "diego", "at": self._at()})
            self._end("main", f"diego agrees {name}", "diego")

    def _request(self) -> Act:
        due = (self.now + timedelta(days=self.random.choice((1, 4, 30)))).date().isoformat()
        terms = {"what": "Inspect the vehicle", "performer": "diego", "due": due, "criteria": ["photos"]}
        return {"act": "request", "by": "ana", "at": self._at(), "terms": terms}

    def _step(self) -> None:
        self._later()
        names = ["pr", "pr", "pr", "main", *(name for name in self.heads if name not in ("pr", "main"))]
        branch = self.random.choice(names)
        if len(self.heads) < 4 and self.random.random() < 0.12:
            start = self.random.choice(list(self.heads))
            branch = f"side{len(self.heads)}"
            self.heads[branch] = self.heads[start]
        self._continue(branch)
        if self.random.random() < 0.2 and self._merge(branch):
            return
        several = self._mischief() if self.random.random() < self.mischief else self._lawful()
        for _ in range(6):
            told = self.random.choice(several)()
            if told is not None:
                words, author = told
                self._end(branch, words, author)
                return
            self._continue(branch)

    def _later(self) -> None:
        hours = self.random.choice((1, 1, 2, 5, 20))
        self.now += timedelta(hours=hours, minutes=self.random.randrange(40))

    def _at(self) -> str:
        return (self.now - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _continue(self, branch: str) -> None:
        self.tree = copy.deepcopy(self.commits[self.heads[branch] - 1].tree)

    def _end(self, branch: str, words: str, author: str, *others: int, message: str = "a change") -> None:
        self._commit(f"{branch}: {words}", author, [self.heads[branch], *others], message)
        self.heads[branch] = len(self.commits)

    def _commit(self, words: str, author: str, parents: list[int], message: str = "a change") -> None:
        late = self.random.random() < 0.04
        when = self.now + timedelta(days=4) if late else self.now
        committer = author
        if self.random.random() < 0.03:
            committer = self.random.choice(("ana", "diego", "eva"))
        self.commits.append(Made(words, author, committer, when, parents, self.tree, message))

    # What there is.

    def _docs(self) -> list[Doc]:
        found: list[Doc] = []
        for thing in self.tree.values():
            found += [thing] if isinstance(thing, Doc) else []
        return found

    def _paths(self) -> list[str]:
        return [path for path, thing in self.tree.items() if isinstance(thing, Doc)]

    def _one(self) -> tuple[str, Doc] | None:
        paths = self._paths()
        if not paths:
            return None
        path = self.random.choice(paths)
        return path, self.tree[path]

    def _add(self, doc: Doc, act: Act) -> None:
        doc.acts.append(act)
        doc.balance()

    def _somebody(self, *less: str) -> str:
        everybody = ["ana", "diego", "eva", "eva", "nobody"]
        return self.random.choice([who for who in everybody if who not in less])

    # Lawful moves: each returns its words and its author, or None where there is nothing to do.

    def _lawful(self) -> list[Callable[[], tuple[str, str] | None]]:
        say = [self._say] * 10
        return [*say, self._note, self._openly, self._open_new, self._restyle, self._move_back, self._mend, self._bring_back, self._own_edit]

    def _next_act(self, doc: Doc) -> Act | None:
        """Return some act that the law allows now."""
        stand = stands(doc.acts)
        if stand is None:
            return None
        acts = [act for verb in _VERBS for who in PARTIES for act in [self._act_of(verb, who, stand)] if act]
        lawful = [act for act in acts if stands([*doc.acts, act]) is not None]
        still_open = [act for act in lawful if act["act"] not in ("decline", "withdraw", "cancel", "revoke", "accept")]
        if still_open and self.random.random() < 0.8:
            lawful = still_open
        return self.random.choice(lawful) if lawful else None

    def _act_of(self, verb: str, who: str, stand: Stand) -> Act:
        act: Act = {"act": verb, "by": who, "at": self._at()}
        day = (self.now + timedelta(days=self.random.choice((2, 9, 40)))).date().isoformat()
        if verb in ("renegotiate", "counter"):
            act["terms"] = {"due": day}
        if verb in ("renegotiate", "warn", "cancel", "revoke"):
            act["reason"] = "supplier"
        if verb == "deliver":
            act["evidence"] = ["photos"]
        if verb == "reject":
            act["unmet"] = ["photos"]
        if verb == "accept" and stand.state == "promised":
            act["delivered-on"] = self.now.date().isoformat()
        if verb == "agree" and stand.proposal is not None and self.random.random() < 0.7:
            act["terms"] = dict(stand.proposal)
        return act

    def _say(self) -> tuple[str, str] | None:
        one = self._one()
        act = self._next_act(one[1]) if one else None
        if one is None or act is None:
            return None
        self._add(one[1], act)
        return f"{speaker(act)} says {act['act']} in {one[1].id}", speaker(act)

    def _note(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        who = self._somebody("nobody")
        self._add(one[1], {"act": "note", "by": who, "at": self._at(), "note": f"word {self.random.randrange(99)}"})
        return f"{who} notes in {one[1].id}", who

    def _openly(self) -> tuple[str, str] | None:
        one = self._one()
        act = self._next_act(one[1]) if one else None
        if one is None or act is None:
            return None
        who = self._somebody(speaker(act), "nobody")
        proxy = {"act": act["act"], "by": who, "at": act["at"], "for": speaker(act), "via": "phone"}
        self._add(one[1], proxy | {key: value for key, value in act.items() if key not in proxy})
        return f"{who} records {act['act']} for {speaker(act)} in {one[1].id}", who

    def _open_new(self) -> tuple[str, str] | None:
        held = {doc.id for commit in self.commits for doc in _all_docs(commit.tree)}
        free = [name for name in IDS if name not in held]
        if not free:
            return None
        doc = Doc(free[0], {}, [self._request()])
        doc.balance()
        author = "ana"
        if self.random.random() < 0.4:
            doc.acts.append({"act": "agree", "by": "diego", "at": self._at()})
            author = self._somebody()
        if len(doc.acts) > 1 and self.random.random() < 0.5:
            doc.acts.append({"act": "cancel", "by": "ana", "at": self._at(), "reason": "other"})
        doc.balance()
        self.tree[path_of(free[0])] = doc
        return f"{author} brings {free[0]} with {len(doc.acts)} act(s)", author

    def _restyle(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        one[1].style = (one[1].style + 1) % 3
        who = self._somebody()
        return f"{who} writes {one[1].id} another way", who

    def _move_back(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        path, doc = one
        ledger = "work" if "claims" in path else "claims"
        if path_of(doc.id, ledger) in self.tree:
            return None
        self.tree[path_of(doc.id, ledger)] = self.tree.pop(path)
        who = self._somebody()
        return f"{who} moves {doc.id} to {ledger}", who

    def _mend(self) -> tuple[str, str] | None:
        broken = [path for path, thing in self.tree.items() if isinstance(thing, Broken)]
        if not broken:
            return None
        self.tree[broken[0]] = self.tree[broken[0]].doc
        who = self._somebody()
        return f"{who} mends {broken[0]}", who

    def _bring_back(self) -> tuple[str, str] | None:
        here = {doc.id for doc in _all_docs(self.tree)}
        for commit in reversed(self.commits):
            for doc in _all_docs(commit.tree):
                if doc.id not in here:
                    self.tree[path_of(doc.id)] = copy.deepcopy(doc)
                    who = self._somebody()
                    return f"{who} brings {doc.id} back", who
        return None

    def _own_edit(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None or len(one[1].acts) < 2:
            return None
        act = one[1].acts[-1]
        act["note"] = f"mended {self.random.randrange(99)}"
        return f"{act['by']} edits the last act of {one[1].id}", act["by"]

    # Unlawful moves, and some that only look so.

    def _mischief(self) -> list[Callable[[], tuple[str, str] | None]]:
        return [
            self._in_her_name, self._in_her_name, self._edit, self._drop, self._swap, self._slip, self._silent,
            self._copy, self._remove, self._break, self._revert, self._unlawful, self._people, self._policy,
            self._mixed, self._again,
        ]  # fmt: skip

    def _in_her_name(self) -> tuple[str, str] | None:
        one = self._one()
        act = self._next_act(one[1]) if one else None
        if one is None or act is None:
            return None
        who = self._somebody(speaker(act))
        self._add(one[1], act)
        return f"{who} writes {act['act']} in the name of {speaker(act)} in {one[1].id}", who

    def _some_act(self) -> tuple[Doc, int, str] | None:
        one = self._one()
        if one is None or len(one[1].acts) < 2:
            return None
        return one[1], self.random.randrange(1, len(one[1].acts)), self._somebody()

    def _edit(self) -> tuple[str, str] | None:
        some = self._some_act()
        if some is None:
            return None
        doc, place, who = some
        doc.acts[place]["note"] = f"edited {self.random.randrange(99)}"
        return f"{who} edits act {place + 1} ({doc.acts[place]['act']}) of {doc.id}", who

    def _drop(self) -> tuple[str, str] | None:
        some = self._some_act()
        if some is None:
            return None
        doc, place, who = some
        gone = doc.acts.pop(place)
        doc.balance()
        return f"{who} drops act {place + 1} ({gone['act']}) of {doc.id}", who

    def _swap(self) -> tuple[str, str] | None:
        some = self._some_act()
        if some is None or some[1] < 2:
            return None
        doc, place, who = some
        doc.acts[place - 1], doc.acts[place] = doc.acts[place], doc.acts[place - 1]
        return f"{who} swaps acts {place} and {place + 1} of {doc.id}", who

    def _slip(self) -> tuple[str, str] | None:
        some = self._some_act()
        if some is None:
            return None
        doc, place, who = some
        verb = self.random.choice(("note", "warn"))
        by = who if verb == "note" and who != "nobody" else "diego"
        act = {"act": verb, "by": by, "at": doc.acts[place]["at"], "note": f"slipped {self.random.randrange(99)}"}
        doc.acts.insert(place, act | ({"reason": "supplier"} if verb == "warn" else {}))
        doc.balance()
        return f"{who} slips a {verb} of {by} in before act {place + 1} of {doc.id}", who

    def _silent(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        key = self.random.choice(("due", "what"))
        one[1].head[key] = "2027-01-01" if key == "due" else "Inspect another vehicle"
        who = self._somebody()
        return f"{who} changes {key} in the head of {one[1].id}", who

    def _copy(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        path, doc = one
        other = path_of(doc.id, "work" if "claims" in path else "claims")
        if other in self.tree:
            return None
        self.tree[other] = copy.deepcopy(doc)
        who = self._somebody()
        return f"{who} copies {doc.id} to {other}", who

    def _remove(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        del self.tree[one[0]]
        who = self._somebody()
        return f"{who} removes {one[0]}", who

    def _break(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        self.tree[one[0]] = Broken(one[1], self.random.randrange(3))
        who = self._somebody()
        return f"{who} breaks {one[0]}", who

    def _revert(self) -> tuple[str, str] | None:
        """Give a promise back as some commit had it."""
        one = self._one()
        if one is None:
            return None
        path, doc = one
        older = [other for commit in self.commits for other in _all_docs(commit.tree) if other.id == doc.id]
        chosen = copy.deepcopy(self.random.choice(older))
        if chosen.acts == doc.acts:
            return None
        self.tree[path] = chosen
        who = self._somebody()
        return f"{who} gives {doc.id} back its {len(chosen.acts)} act(s) of before", who

    def _unlawful(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        act = {"act": "agree", "by": self.random.choice(PARTIES), "at": self._at()}
        if stands([*one[1].acts, act]) is not None:
            return None
        one[1].acts.append(act)
        return f"{act['by']} agrees to nothing in {one[1].id}", act["by"]

    def _mixed(self) -> tuple[str, str] | None:
        docs = self._docs()
        if len(docs) < 2:
            return None
        one, other = self.random.sample(docs, 2)
        act = copy.deepcopy(self.random.choice(other.acts))
        if act["at"] < one.acts[-1]["at"]:
            return None
        one.acts.append(act)
        one.balance()
        who = self._somebody()
        return f"{who} puts {act['act']} of {other.id} into {one.id}", who

    def _again(self) -> tuple[str, str] | None:
        one = self._one()
        if one is None:
            return None
        act = copy.deepcopy(one[1].acts[-1])
        self._add(one[1], act)
        who = self._somebody()
        return f"{who} says {act['act']} of {one[1].id} again, letter by letter", who

    def _people(self) -> tuple[str, str] | None:
        people = self.tree[PEOPLE]
        who, whom = self._somebody(), self.random.choice([*people])
        what = self.random.choice(("new", "gone", "email", "left", "name"))
        if what == "new":
            people[f"luis{len(self.commits)}"] = {"emails": [f"luis{len(self.commits)}@example.com"]}
        elif what == "gone":
            del people[whom]
        elif what == "email":
            people[whom]["emails"] = [*people[whom].get("emails", []), f"{whom}{len(self.commits)}@example.com"]
        else:
            people[whom][what] = self.now.date().isoformat() if what == "left" else "Another name"
        return f"{who} changes people: {what} {'' if what == 'new' else whom}", who

    def _policy(self) -> tuple[str, str] | None:
        settings = self.tree[SETTINGS]
        who = self._somebody()
        what = self.random.choice(("wip", "language", "stewards"))
        if what == "wip":
            settings["wip-limit"] = str(self.random.randrange(1, 9))
        elif what == "language":
            settings["language"] = "es" if settings.get("language") != "es" else "en"
        else:
            policy = dict(settings.get("policy", {}))
            policy["stewards"] = [self.random.choice(("ana", "diego", "eva"))]
            settings["policy"] = policy
        return f"{who} changes the settings: {what}", who

    # Merges.

    def _merge(self, branch: str) -> bool:
        others = [name for name in self.heads if self.heads[name] != self.heads[branch]]
        if not others:
            return False
        other = self.random.choice(others)
        ours, theirs = self.heads[branch], self.heads[other]
        seen = self.ancestors(ours)
        if theirs in seen:
            return False
        if ours in self.ancestors(theirs) and self.random.random() < 0.5:
            self.heads[branch] = theirs
            return True
        how = "hand"
        if self.random.random() < self.mischief:
            how = self.random.choice(("ours", "theirs", "squash", "pick"))
        who = self._somebody("nobody") if self.random.random() < 0.5 else "ana"
        self.tree = self._merged(ours, theirs, how)
        for doc in self._docs():
            _signed_by(who, self._at(), doc)
        if how in ("squash", "pick"):
            self._end(branch, f"{who} takes {other} in as one commit", who)
        else:
            self._end(branch, f"{who} merges {other} ({how})", who, theirs)
        return True

    def ancestors(self, commit: int) -> set[int]:
        """Return a commit and all before it."""
        seen: set[int] = set()
        waiting = [commit]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += self.commits[at - 1].parents
        return seen

    def _merged(self, ours: int, theirs: int, how: str) -> Tree:
        left, right = dict(self.commits[ours - 1].tree), dict(self.commits[theirs - 1].tree)
        if how == "ours":
            return copy.deepcopy(left)
        if how == "theirs":
            return copy.deepcopy(right)
        common = self.ancestors(ours) & self.ancestors(theirs)
        base = dict(self.commits[max(common) - 1].tree)
        merged: Tree = {}
        followed = _follow_moves(base, left, right)
        for path in sorted(set(left) | set(followed)):
            thing = _three_ways(base.get(path), left.get(path), followed.get(path))
            if thing is not None:
                merged[path] = copy.deepcopy(thing)
        return merged

    # Words.

    def told(self) -> str:
        """Return the story in words, a line a commit."""
        lines = []
        for number, made in enumerate(self.commits, 1):
            by = made.author if made.author == made.committer else f"{made.author} (committed by {made.committer})"
            lines.append(f"{number:3} on {made.parents} {made.at:%m-%d %H:%M} [{by}] {made.words}")
        policy = json.dumps(self.commits[0].tree[SETTINGS])
        people = json.dumps(self.commits[0].tree[PEOPLE])
        return "\n".join([f"seed {self.seed}, settings {policy}, people {people}", *lines, f"heads {self.heads}"])


_VERBS = (
    "agree", "decline", "withdraw", "counter", "renegotiate", "renegotiate", "warn", "deliver", "accept", "reject",
    "cancel", "revoke",
)  # fmt: skip


def _all_docs(tree: Tree) -> list[Doc]:
    found: list[Doc] = []
    for thing in tree.values():
        found += [thing] if isinstance(thing, Doc) else []
        found += [thing.doc] if isinstance(thing, Broken) else []
    return found


def _three_ways(base: Any, left: Any, right: Any) -> Any:
    """Return what a careful person makes of three versions of a file."""
    if left == right or right == base:
        return left
    if left == base:
        return right
    if isinstance(left, Doc) and isinstance(right, Doc):
        return _joined(base, left, right)
    if isinstance(left, dict) and isinstance(right, dict):
        before = base if isinstance(base, dict) else {}
        keys = list(dict.fromkeys([*left, *right]))
        pairs = {key: _three_ways(before.get(key), left.get(key), right.get(key)) for key in keys}
        return {key: value for key, value in pairs.items() if value is not None}
    return left if left is not None else right


def _follow_moves(base: Tree, left: Tree, right: Tree) -> Tree:
    """Return the right side, its files where the left one moved them; what the right one moved is moved on the left."""
    followed = dict(right)
    for path, thing in right.items():
        moved = _other(path)
        if not isinstance(thing, Doc) or moved in right:
            continue
        if path in base and path not in left and moved in left:
            followed[moved] = followed.pop(path)
            base[moved] = base[path]
        elif path not in base and moved in base and moved in left and path not in left:
            left[path] = left.pop(moved)
            base[path] = base[moved]
        elif path in base and moved in left:
            base[moved] = base[path]
    return followed


def _other(path: str) -> str:
    return path.replace("/claims/", "/work/") if "/claims/" in path else path.replace("/work/", "/claims/")


def _joined(base: Any, left: Doc, right: Doc) -> Doc:
    """Return both sides' acts in a lawful order; where there is none, the right side's set aside in a note."""
    before = base.acts if isinstance(base, Doc) else []
    gone = [act for act in before if act not in left.acts or act not in right.acts]
    lawful = orders(left.acts, right.acts, gone)
    if lawful:
        acts = lawful[0]
    else:
        aside = [act for act in right.acts if act not in before and act not in left.acts]
        acts = [act for act in left.acts if act not in gone]
        last = max(act["at"] for act in [*acts, *aside])
        acts.append({"act": "note", "by": "?", "at": last, "kind": "displaced", "acts": aside})
    doc = Doc(left.id, dict(left.head), copy.deepcopy(acts), left.style)
    doc.balance()
    return doc


def _signed_by(who: str, at: str, doc: Doc) -> None:
    """Let whoever merges say, at that time, what a merge set aside."""
    for act in doc.acts:
        if act["by"] == "?":
            act |= {"by": who, "at": max(at, act["at"])}


# Into git.


def write(story: Story, folder: Path) -> None:
    """Write a story into a new repository; HEAD is the branch `pr`."""
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet", "--initial-branch", "pr")
    stream: list[bytes] = []
    for number, made in enumerate(story.commits, 1):
        stream.append(_commit(number, made))
    for name, number in story.heads.items():
        stream.append(f"reset refs/heads/{name}\nfrom :{number}\n\n".encode())
    stream.append(b"reset refs/heads/story\n")
    _git(folder, "fast-import", "--quiet", "--force", given=b"".join(stream))
    (folder / SETTINGS).write_text("format: 1\n", encoding="utf-8")


def _commit(number: int, made: Made) -> bytes:
    committed = made.committed or made.at
    lines = [
        f"commit refs/heads/story\nmark :{number}\n",
        f"author {made.author} <{made.author}@example.com> {int(made.at.timestamp())} +0000\n",
        f"committer {made.committer} <{made.committer}@example.com> {int(committed.timestamp())} +0000\n",
        f"data {len(made.message.encode())}\n{made.message}\n",
    ]
    for place, parent in enumerate(made.parents):
        lines.append(f"{'merge' if place else 'from'} :{parent}\n")
    lines.append("deleteall\n")
    for path, text in texts(made.tree).items():
        lines.append(f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n")
    return "".join(lines).encode() + b"\n"


def _git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    clean = {**kept, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", *words], cwd=folder, env=clean, input=given, capture_output=True, check=True)
    return done.stdout
