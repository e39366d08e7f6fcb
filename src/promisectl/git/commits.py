"""Commits: as their objects say them, no mailmap and no replacement; nothing of one is proved but by its signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from promisectl.git.objects import blobs
from promisectl.git.repository import Repository
from promisectl.git.trailers import Trailers, trailers_of, values_of

_SIGNED = re.compile(rb"(.*) <(.*?)> (-?\d+) ([+-])(\d\d)(\d\d)\Z", re.DOTALL)


class Commit(NamedTuple):
    """A commit as its object says it; nothing of it is proved but by its signature.

    `signature` is the armoured text of a signature and `payload` what was signed; both empty where it is unsigned.
    """

    oid: str
    tree: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored_at: datetime
    committed_at: datetime
    message: str
    signature: bytes = b""
    payload: bytes = b""
    all_trailers: Trailers = ()
    committer_email: str = ""

    def trailers(self, name: str) -> list[str]:
        """Return the values of a trailer (`Agreed-by: ana`), as git reads the message."""
        return values_of(self.all_trailers, name)


def merge_base(repository: Repository, commit: str, other: str) -> str | None:
    """Return the best common ancestor of two commits (hex); None where they have none that this clone holds."""
    return repository.answers(["merge-base", "--end-of-options", commit, other]) or None


def merge_bases(repository: Repository, commit: str, other: str) -> list[str]:
    """Return all best common ancestors of two commits (hex)."""
    done = repository.answers(["merge-base", "--all", "--end-of-options", commit, other])
    return done.split("\n") if done else []


def commits_of_path(repository: Repository, head: str, path: str, most: int) -> dict[str, list[str]]:
    """Return the commits (hex) before and at a head that changed a file, and the merges between them, children before
    parents; at most so many, each with those of them that come before it."""
    words = ["rev-list", "--parents", "--full-history", "--topo-order", f"--max-count={most}"]
    done = repository.answers([*words, "--end-of-options", head, "--", path])
    lines = [line.split() for line in done.split("\n")] if done else []
    return {line[0]: line[1:] for line in lines}


def is_ancestor(repository: Repository, older: str, newer: str) -> bool:
    """Return whether one commit (hex) is in the history of another."""
    return repository.answers(["merge-base", "--is-ancestor", "--end-of-options", older, newer]) is not None


def message_of(data: bytes) -> bytes:
    """Return the message in the bytes of a commit's object."""
    return data.partition(b"\n\n")[2]


def commits(repository: Repository, wanted: Iterable[str]) -> dict[str, Commit]:
    """Return commits (hex), read as objects: no mailmap, no replacements."""
    read = blobs(repository, wanted)
    every = trailers_of([message_of(data) for data in read.values()])
    return {oid: read_commit(oid, data, trailers) for (oid, data), trailers in zip(read.items(), every, strict=True)}


def commits_between(repository: Repository, base: str | None, head: str) -> list[Commit]:
    """Return the commits of `head` that `base` (both hex) does not hold, parents before children."""
    without = [f"^{base}"] if base else []
    names = repository.ask(["rev-list", "--topo-order", "--reverse", head, *without, "--"]).decode("ascii").split()
    return list(commits(repository, names).values())


def read_commit(oid: str, data: bytes, trailers: Trailers = ()) -> Commit:
    """Return a commit of the bytes of its object, and what git says are the trailers of its message."""
    head, _, message = data.partition(b"\n\n")
    fields = _fields(head)
    values: Mapping[bytes, bytes] = dict(reversed(fields))  # of two fields of a name the first counts
    author, email, authored = _who(values.get(b"author", b""))
    _, committer_email, committed = _who(values.get(b"committer", b""))
    signature = values.get(b"gpgsig") or values.get(b"gpgsig-sha256") or b""
    return Commit(
        oid=oid,
        tree=values.get(b"tree", b"").decode("ascii", "replace"),
        parents=tuple(value.decode("ascii", "replace") for name, value in fields if name == b"parent"),
        author=author,
        email=email,
        authored_at=authored,
        committed_at=committed,
        message=message.decode("utf-8", "replace"),
        signature=signature,
        payload=_without_signature(head) + b"\n\n" + message if signature else b"",
        all_trailers=trailers,
        committer_email=committer_email,
    )


def _fields(head: bytes) -> list[tuple[bytes, bytes]]:
    """Return the fields of a commit's header; a value goes on in lines that begin with a blank."""
    fields: list[tuple[bytes, bytes]] = []
    for line in head.split(b"\n"):
        if line.startswith(b" ") and fields:
            name, value = fields[-1]
            fields[-1] = (name, value + b"\n" + line[1:])
        else:
            name, _, value = line.partition(b" ")
            fields.append((name, value))
    return fields


def _without_signature(head: bytes) -> bytes:
    """Return a commit's header as it was signed: without the signature itself."""
    kept, skipping = [], False
    for line in head.split(b"\n"):
        if line.startswith((b"gpgsig ", b"gpgsig-sha256 ")):
            skipping = True
        elif not (skipping and line.startswith(b" ")):
            skipping = False
            kept.append(line)
    return b"\n".join(kept)


def _who(line: bytes) -> tuple[str, str, datetime]:
    """Return name, email and time of an author or committer line; the epoch where it is malformed."""
    match = _SIGNED.match(line)
    if match is None:
        return "", "", datetime.fromtimestamp(0, UTC)
    sign = -1 if match[4] == b"-" else 1
    offset = timedelta(hours=int(match[5]), minutes=int(match[6])) * sign
    try:
        when = datetime.fromtimestamp(int(match[3]), timezone(offset))
    except (ValueError, OverflowError, OSError):
        when = datetime.fromtimestamp(0, UTC)
    return match[1].decode("utf-8", "replace"), match[2].decode("utf-8", "replace"), when
