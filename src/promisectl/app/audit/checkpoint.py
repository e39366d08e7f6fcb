"""Checkpoints: what a history said at one commit, kept elsewhere, so that a later audit can tell that it only grew.

A checkpoint holds the commit and a digest of every promise's acts. Whoever rewrites the whole history, from its first
commit on, makes other commits: the one of the checkpoint is not among them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from promisectl.app.guard.found import Caught
from promisectl.app.guard.registers import RegisterHistory
from promisectl.app.guard.snapshots import Snapshots
from promisectl.git.commits import is_ancestor
from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.store.files import read_whole
from promisectl.store.foreign_text import text_of
from promisectl.store.promise_paths import is_pack, is_promise_path
from promisectl.yamltext.raw_acts import RawPromise, Unreadable, conversations

KIND = "promisectl checkpoint"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A commit, and for each promise it holds the SHA-256 of its acts; `acts` counts them."""

    commit: str
    acts: int
    promises: Mapping[str, str]

    @property
    def digest(self) -> str:
        """One SHA-256 over all of it."""
        lines = "".join(f"{name} {digest}\n" for name, digest in sorted(self.promises.items()))
        return hashlib.sha256(lines.encode()).hexdigest()

    def document(self) -> dict[str, Any]:
        """Return what the file holds."""
        return {
            "format_version": 1,
            "kind": KIND,
            "commit": self.commit,
            "acts": self.acts,
            "digest": self.digest,
            "promises": dict(sorted(self.promises.items())),
        }


def checkpoint_of(snapshots: Snapshots, commit: str, registers: RegisterHistory) -> Checkpoint:
    """Return the checkpoint of a commit (hex)."""
    digests: dict[str, str] = {}
    count = 0
    for promise in _conversations(snapshots, commit, registers):
        written = json.dumps(promise.acts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
        key = promise.id if promise.id not in digests else f"{promise.id} {promise.path}"
        digests[key] = digest
        count += len(promise.acts)
    return Checkpoint(commit, count, digests)


def _conversations(snapshots: Snapshots, commit: str, registers: RegisterHistory) -> Iterator[RawPromise]:
    folder = registers.of(commit).ledgers
    found = snapshots.below(commit, folder)
    files = {path: leaf for path, leaf in found.items() if leaf.is_regular and is_promise_path(path, folder)}
    blobs = snapshots.read([leaf.oid for leaf in files.values()])
    for path, leaf in sorted(files.items()):
        try:
            yield from conversations(blobs[leaf.oid], path, packed=is_pack(path, folder))
        except Unreadable:
            raise Trouble(
                M("{path} cannot be read in commit {commit}", path=path, commit=commit[:12]),
                help=M("mend it first: `promisectl check` says what is wrong"),
                code="checkpoint",
            ) from None


def read_checkpoint(path: Path) -> Checkpoint:
    """Return the checkpoint a file holds; Trouble where it holds none, or one that was changed."""
    text = text_of(read_whole(path, str(path)), str(path))
    try:
        document = json.loads(text)
        found = Checkpoint(document["commit"], int(document["acts"]), dict(document["promises"]))
        whole = document["format_version"] == 1 and document["kind"] == KIND and document["digest"] == found.digest
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        whole = False
    if not whole:
        raise Trouble(
            M("{path} holds no checkpoint, or one that was changed", path=path),
            help=M("take one with `promisectl audit --write-checkpoint FILE`, and keep it outside of the repository"),
            code="checkpoint",
        )
    return found


def broken(kept: Checkpoint, snapshots: Snapshots, head: str, registers: RegisterHistory) -> Iterator[Caught]:
    """Yield what shows that the history did not only grow since a checkpoint was taken."""
    repository = snapshots.repository
    there = repository.resolve(kept.commit)
    renew = M("where the history was rewritten on purpose, take a new one: `promisectl audit --write-checkpoint FILE`")
    path = registers.of(head).path("settings")
    if there is None or not is_ancestor(repository, there, head):
        note = M("REWRITTEN: commit {commit} of the checkpoint is not in the history of HEAD", commit=kept.commit[:12])
        yield Caught("rewritten", "PC402", None, path, note, renew)
        there = head
    now = checkpoint_of(snapshots, there, registers)
    for name, digest in sorted(kept.promises.items()):
        if there != head and now.promises.get(name) != digest:
            note = M("REWRITTEN: {id} says something else in commit {commit} than it did", id=name, commit=there[:12])
            yield Caught("rewritten", "PC402", there, path, note, renew, name)
        elif there == head and name not in now.promises:
            note = M("REMOVED: {id} of the checkpoint is not in HEAD", id=name)
            yield Caught("removed", "PC403", None, path, note, renew, name)
