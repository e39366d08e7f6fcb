"""Stories: random repositories of a few people who say, edit, move, merge and break what they may and may not.

`Story(seed)` invents commits, as words and as trees of files; `write` puts them into a repository by `git fast-import`.
One seed always gives the same bytes.
"""

from __future__ import annotations

import copy
import json
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from .story_files import PEOPLE, SETTINGS, Doc, Made, Tree, follow_moves, path_of, signed_by, three_ways, write_commits
from .story_moves import IDS, PARTIES, Moves

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Story(Moves):
    """A random story. `commits` are numbered from 1; `heads` say where branches end: `main`, `pr`, side ones."""

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
            signed_by(who, self._at(), doc)
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
        followed = follow_moves(base, left, right)
        for path in sorted(set(left) | set(followed)):
            thing = three_ways(base.get(path), left.get(path), followed.get(path))
            if thing is not None:
                merged[path] = copy.deepcopy(thing)
        return merged

    def told(self) -> str:
        """Return the story in words, a line a commit."""
        lines = []
        for number, made in enumerate(self.commits, 1):
            by = made.author if made.author == made.committer else f"{made.author} (committed by {made.committer})"
            lines.append(f"{number:3} on {made.parents} {made.at:%m-%d %H:%M} [{by}] {made.words}")
        policy = json.dumps(self.commits[0].tree[SETTINGS])
        people = json.dumps(self.commits[0].tree[PEOPLE])
        return "\n".join([f"seed {self.seed}, settings {policy}, people {people}", *lines, f"heads {self.heads}"])


def write(story: Story, folder: Path) -> None:
    """Write a story into a new repository; HEAD is the branch `pr`."""
    write_commits(story.commits, story.heads, folder)
