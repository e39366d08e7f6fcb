"""Objects: commits, trees and blobs as git keeps them, read by plumbing alone and many at a time.

Paths are relative to the top of the repository and handed over as text; a name that is no UTF-8 keeps its bytes as
surrogates, as the file system's names do.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from promisectl.git.process import LIMIT, Repository
from promisectl.model.message import M
from promisectl.model.trouble import Trouble

REGULAR = ("100644", "100755")
_SIGNED = re.compile(rb"(.*) <(.*?)> (-?\d+) ([+-])(\d\d)(\d\d)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file of a tree: its mode (`100644`, a link's `120000`, a submodule's `160000`) and its object's name in hex."""

    mode: str
    oid: str

    @property
    def is_regular(self) -> bool:
        """Whether it is an ordinary file."""
        return self.mode in REGULAR


@dataclass(frozen=True, slots=True)
class Commit:
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

    def trailers(self, name: str) -> list[str]:
        """Return the values of a trailer (`Agreed-by: ana`) in the last paragraph of the message."""
        last = self.message.rstrip().rpartition("\n\n")[2]
        found = (line.partition(":") for line in last.splitlines())
        return [value.strip() for key, colon, value in found if colon and key.strip().lower() == name.lower()]


def merge_base(repository: Repository, one: str, other: str) -> str | None:
    """Return the best common ancestor of two commits (hex); None where they have none that this clone holds."""
    return repository.answers(["merge-base", "--end-of-options", one, other]) or None


def is_ancestor(repository: Repository, older: str, newer: str) -> bool:
    """Return whether one commit (hex) is in the history of another."""
    return repository.answers(["merge-base", "--is-ancestor", "--end-of-options", older, newer]) is not None


def tree(repository: Repository, rev: str, *below: str) -> dict[str, Leaf]:
    """Return every file of a commit or tree (hex), or those below folders (or files), by its path."""
    named = [path for path in below if path]
    wanted = ["--", *named] if named else []
    answer = repository.ask(["ls-tree", "-r", "-z", "--full-tree", rev, *wanted])
    found = {}
    for entry in answer.split(b"\0")[:-1]:
        facts, _, name = entry.partition(b"\t")
        mode, _, oid = facts.decode("ascii").split(" ")
        found[os.fsdecode(name)] = Leaf(mode, oid)
    return found


Differences = dict[str, tuple[Leaf | None, Leaf | None]]


def differences(repository: Repository, base: str, head: str, below: str = "") -> Differences:
    """Return the files that differ between two commits or trees (hex) below a folder: before and after, by path."""
    wanted = ["--", below] if below else []
    answer = repository.ask(["diff-tree", "-r", "-z", "--raw", "--no-renames", base, head, *wanted])
    return dict(_raw(answer.split(b"\0")))


def _raw(fields: list[bytes]) -> Iterator[tuple[str, tuple[Leaf | None, Leaf | None]]]:
    """Yield path, before and after of `diff-tree --raw -z`: `:mode mode oid oid status`, then the path."""
    for facts, name in zip(fields[0:-1:2], fields[1:-1:2], strict=False):
        before, after, old, new, _ = facts.decode("ascii").lstrip(":").split(" ")
        yield os.fsdecode(name), (_leaf(before, old), _leaf(after, new))


def _leaf(mode: str, oid: str) -> Leaf | None:
    return None if mode == "000000" else Leaf(mode, oid)


def blobs(repository: Repository, oids: Iterable[str], limit: int = LIMIT) -> dict[str, bytes]:
    """Return the bytes of objects by their names; Trouble for one this clone lacks, or larger than `limit`."""
    wanted = list(dict.fromkeys(oids))
    if not wanted:
        return {}
    given = "".join(f"{oid}\n" for oid in wanted).encode("ascii")
    sizes = repository.ask(["cat-file", "--batch-check", "--buffer"], given).decode("ascii", "replace")
    for line in sizes.splitlines():
        oid, _, facts = line.partition(" ")
        if facts.endswith("missing"):
            raise Trouble(
                M("git lacks the object {oid}", oid=oid),
                help=M("fetch everything: `git fetch --unshallow`, or clone without a filter"),
                code="git",
            )
        if int(facts.rpartition(" ")[2]) > limit:
            raise Trouble(M("the object {oid} in git is too large to be read", oid=oid), code="git")
    return dict(_batch(repository.ask(["cat-file", "--batch", "--buffer"], given)))


def _batch(answer: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        oid, _, size = answer[at:end].decode("ascii").split(" ")
        start = end + 1
        yield oid, answer[start : start + int(size)]
        at = start + int(size) + 1


def commits(repository: Repository, wanted: Iterable[str]) -> dict[str, Commit]:
    """Return commits (hex), read as objects: no mailmap, no replacements."""
    return {oid: read_commit(oid, data) for oid, data in blobs(repository, wanted).items()}


def commits_between(repository: Repository, base: str | None, head: str) -> list[Commit]:
    """Return the commits of `head` that `base` (both hex) does not hold, parents before children."""
    without = [f"^{base}"] if base else []
    names = repository.ask(["rev-list", "--topo-order", "--reverse", head, *without, "--"]).decode("ascii").split()
    found = commits(repository, names)
    return [found[name] for name in names]


def read_commit(oid: str, data: bytes) -> Commit:
    """Return a commit of the bytes of its object."""
    head, _, message = data.partition(b"\n\n")
    fields: list[tuple[bytes, bytes]] = []
    for line in head.split(b"\n"):
        if line.startswith(b" ") and fields:
            name, value = fields[-1]
            fields[-1] = (name, value + b"\n" + line[1:])
        else:
            name, _, value = line.partition(b" ")
            fields.append((name, value))
    values: Mapping[bytes, bytes] = dict(reversed(fields))
    author, email, authored = _who(values.get(b"author", b""))
    _, _, committed = _who(values.get(b"committer", b""))
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
    )


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
