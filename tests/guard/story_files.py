"""The files of a story: promises as they are written, broken and merged, and how a story gets into git."""

from __future__ import annotations

import copy
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from .little_law import Act, orders, stands

SETTINGS, PEOPLE = "promisectl.yaml", "ledgers/people.yaml"
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
            lines += [
                f"{'  ' if place else '- '}{key}: {self._value(value)}" for place, (key, value) in enumerate(pairs)
            ]
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


def all_docs(tree: Tree) -> list[Doc]:
    found: list[Doc] = []
    for thing in tree.values():
        found += [thing] if isinstance(thing, Doc) else []
        found += [thing.doc] if isinstance(thing, Broken) else []
    return found


def three_ways(base: Any, left: Any, right: Any) -> Any:
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
        pairs = {key: three_ways(before.get(key), left.get(key), right.get(key)) for key in keys}
        return {key: value for key, value in pairs.items() if value is not None}
    return left if left is not None else right


def follow_moves(base: Tree, left: Tree, right: Tree) -> Tree:
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


def signed_by(who: str, at: str, doc: Doc) -> None:
    """Let whoever merges say, at that time, what a merge set aside."""
    for act in doc.acts:
        if act["by"] == "?":
            act |= {"by": who, "at": max(at, act["at"])}


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


def write_commits(commits: list[Made], heads: Mapping[str, int], folder: Path) -> None:
    """Write commits into a new repository; HEAD is the branch `pr`."""
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet", "--initial-branch", "pr")
    stream: list[bytes] = []
    for number, made in enumerate(commits, 1):
        stream.append(_commit(number, made))
    for name, number in heads.items():
        stream.append(f"reset refs/heads/{name}\nfrom :{number}\n\n".encode())
    _git(folder, "fast-import", "--quiet", "--force", given=b"".join(stream))
    (folder / SETTINGS).write_text("format: 1\n", encoding="utf-8")
