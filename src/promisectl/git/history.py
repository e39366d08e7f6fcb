"""Lineage: the commits of a history, parents before children, each with what differs from each of its parents.

It is read with few questions to git for thousands of commits: their names, their objects, their trees' differences.
People get wrong that the names are enough: a graft, a cut or a stale index of commits can make git skip a parent, so
the parents are those that the commits themselves name, and each must have been walked.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from promisectl.git.commits import Commit, message_of, read_commit
from promisectl.git.objects import Differences, Leaf, before_and_after, objects
from promisectl.git.repository import Repository
from promisectl.git.trailers import Trailers, trailers_of
from promisectl.model.message import M
from promisectl.model.trouble import Trouble

TWICE = (Leaf("twice", ""), Leaf("twice", ""))  # what a tree says of a name that it lists twice
FIRST_WINDOW = 250  # commits: few, so that they can be looked at while git reads on
LAST_WINDOW = 2000  # commits read at a time in the end; between, each time twice as many
# Unsigned, of this era, with nothing in its header that an ordinary commit has not.
_ORDINARY = re.compile(
    rb"tree ([0-9a-f]+)\n((?:parent [0-9a-f]+\n)*)author [^\n<>]*<([^\n<>]*)> (\d{1,11}) [+-]\d{4}\n"
    rb"committer [^\n<>]*<([^\n<>]*)> (\d{1,11}) [+-]\d{4}\n\n"
)
_PLAIN = ("-c", "core.commitGraph=false")  # what commits name as their parents counts, not an index of it


class Step(NamedTuple):
    """A commit and what differs below the workspace, for each of its parents; a first commit differs from nothing.

    `has_author` says whether it names one: git makes none without, but takes one that does not.
    """

    oid: str
    parents: tuple[str, ...]
    commit: Commit
    differences: tuple[Differences, ...]
    has_author: bool = True


def need_whole(repository: Repository) -> None:
    """Trouble where history is cut off or grafted: what is not seen cannot be vouched for."""
    is_shallow, grafts = repository.ask(["rev-parse", "--is-shallow-repository", "--git-path", "info/grafts"]).split(
        b"\n"
    )[:2]
    if is_shallow == b"true":
        raise Trouble(
            M("the history is cut off here (a shallow clone): nothing can be said of what came before"),
            help=M("fetch all of it with `git fetch --unshallow`; in CI set fetch-depth: 0"),
            code="git",
        )
    path = os.fsdecode(grafts)
    if _has_words(repository.top / path):
        raise Trouble(
            M("commits are grafted here: {path}", path=path),
            help=M("remove that file; it makes git show another history than was committed"),
            code="git",
        )


def _has_words(path: Path) -> bool:
    try:
        return any(
            line.strip() and not line.startswith("#") for line in path.read_text("utf-8", "replace").splitlines()
        )
    except OSError:
        return os.path.lexists(path)


def walk(repository: Repository, head: str, since: str | None, below: str = "") -> Iterator[list[Step]]:
    """Return what `_walk` yields. Git begins at once, and while some are looked at, it looks for the next ones.

    It is two windows ahead: the first ones are short, and nobody should wait for the third.
    """
    from concurrent.futures import ThreadPoolExecutor

    windows = _walk(repository, head, since, below)
    pool = ThreadPoolExecutor(max_workers=1)
    coming = deque(pool.submit(next, windows, None) for _ in range(2))

    def handed() -> Iterator[list[Step]]:
        with pool:
            while (steps := coming.popleft().result()) is not None:
                coming.append(pool.submit(next, windows, None))
                yield steps

    return handed()


def _walk(repository: Repository, head: str, since: str | None, below: str) -> Iterator[list[Step]]:
    """Yield the commits of `head` that `since` (both hex) does not hold, parents first, some thousands at a time.

    Trouble where a commit, a tree or a parent is missing, or git shows other parents than the commits name.
    """
    own = Repository(repository.top)  # a git of its own: while this one looks ahead, the other is asked for files
    without = ["--boundary", f"^{since}"] if since else []
    answer = own.ask([*_PLAIN, "rev-list", "--topo-order", "--reverse", head, *without, "--"])
    names = answer.decode("ascii").split()
    edge = [name[1:] for name in names if name.startswith("-")]
    names = [name for name in names if not name.startswith("-")]
    trees = {oid: read_commit(oid, raw).tree for oid, raw in objects(own, edge).items()}
    try:
        for window in _windows(names):
            yield _steps(own, window, trees, below)
    finally:
        own.reader.close()


def _windows(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the names of commits in parts."""
    start, size = 0, FIRST_WINDOW
    while start < len(names):
        yield names[start : start + size]
        start += size
        size = min(2 * size, LAST_WINDOW)


def _steps(repository: Repository, names: Sequence[str], trees: dict[str, str], below: str) -> list[Step]:
    """Return commits as steps; `trees` are those of the commits before them by name, and learns theirs."""
    raws = objects(repository, names)
    commits = _commits(raws)
    pairs: list[list[tuple[str, str]]] = []
    for commit in commits:
        trees[commit.oid] = commit.tree
        pairs.append([(before, commit.tree) for before in _trees_before(commit.oid, commit.parents, trees)])
    differences = _differences(repository, set(chain.from_iterable(pairs)), below)
    steps: list[Step] = []
    for commit, several in zip(commits, pairs, strict=True):
        differs = tuple(differences.get(pair, {}) for pair in several)
        steps.append(Step(commit.oid, commit.parents, commit, differs, _names_author(raws[commit.oid])))
    return steps


def _commits(raws: Mapping[str, bytes]) -> list[Commit]:
    """Return commits of the bytes of their objects."""
    trailers = trailers_of([message_of(raw) for raw in raws.values()])
    return [_read(oid, raw, told) for (oid, raw), told in zip(raws.items(), trailers, strict=True)]


def _read(oid: str, raw: bytes, trailers: Trailers) -> Commit:
    """Return a commit; an ordinary one without what is asked of rare ones alone, its moments in UTC."""
    plain = _ORDINARY.match(raw)
    if plain is None:
        return read_commit(oid, raw, trailers)
    tree, parents, email, authored, committer_email, committed = plain.groups()
    return Commit(
        oid,
        tree.decode("ascii"),
        tuple(parents.decode("ascii").split()[1::2]),
        author="",
        email=email.decode("utf-8", "replace"),
        authored_at=datetime.fromtimestamp(int(authored), UTC),
        committed_at=datetime.fromtimestamp(int(committed), UTC),
        message=raw[plain.end() :].decode("utf-8", "replace"),
        all_trailers=trailers,
        committer_email=committer_email.decode("utf-8", "replace"),
    )


def _names_author(raw: bytes) -> bool:
    return b"\nauthor " in raw.partition(b"\n\n")[0]


def _trees_before(oid: str, parents: Sequence[str], trees: Mapping[str, str]) -> list[str]:
    """Return the trees of a commit's parents; of a first commit, the one that holds nothing."""
    if any(parent not in trees for parent in parents):
        raise Trouble(
            M("git hides a parent of commit {commit}", commit=oid),
            help=M("look for grafts and shallow cuts in .git, or clone anew"),
            code="git",
        )
    return [trees[parent] for parent in parents] or [_empty_tree(oid)]


def _empty_tree(like: str) -> str:
    """Return the name of the tree that holds nothing, which git knows without keeping it; as long as another name."""
    make = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return make(b"tree 0\0", usedforsecurity=False).hexdigest()


def _differences(
    repository: Repository, pairs: Iterable[tuple[str, str]], below: str
) -> Mapping[tuple[str, str], Differences]:
    """Return what differs between pairs of trees below a folder; equal ones are not asked for."""
    asked = [pair for pair in pairs if pair[0] != pair[1]]
    if not asked:
        return {}
    wanted = ["--", below] if below else []
    given = "".join(f"{before} {after}\n" for before, after in asked).encode("ascii")
    return _told_apart(repository.ask(["diff-tree", "--stdin", "-r", "-z", "--raw", "--no-renames", *wanted], given))


def _told_apart(answer: bytes) -> Mapping[tuple[str, str], Differences]:
    """Return the differences of each pair of trees; a pair's names stand before its first file."""
    differences: dict[tuple[str, str], Differences] = {}
    of_pair: Differences = {}
    fields = answer.split(b"\0")
    for facts, name in zip(fields[0:-1:2], fields[1::2], strict=False):
        if facts[:1] != b":":
            header, _, facts = facts.rpartition(b"\n")  # noqa: PLW2901
            before, after = header.rpartition(b"\n")[2].decode("ascii").split(" ")
            of_pair = differences[before, after] = {}
        path = os.fsdecode(name)
        of_pair[path] = TWICE if path in of_pair else before_and_after(facts)
    return differences
