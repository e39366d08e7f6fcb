"""Merges by real git, with no driver: many pairs of branches in one repository, no work tree, one run of git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from promisectl.git.objects import blobs, tree
from promisectl.git.repository import Repository

from .branches import LEDGER, PEOPLE, SETTINGS, Pair, Tree

QUIET = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "PATH": os.environ["PATH"], "LC_ALL": "C"}
WHO = b"Ana <ana@example.com> 1772452800 +0000"


@dataclass(frozen=True)
class Merge:
    """What git made of a pair: whether it was content, the files with what it left in them, the merged tree's name."""

    clean: bool
    tree: Tree
    oid: str


def git(folder: Path, *arguments: str, given: bytes = b"", fails: bool = False) -> bytes:
    """Run git; its failure is the test's."""
    command = ["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.com", *arguments]
    done = subprocess.run(command, cwd=folder, env=QUIET, input=given, capture_output=True, check=False)
    assert fails or done.returncode == 0, done.stderr.decode()
    return done.stdout


def merge_all(folder: Path, pairs: Sequence[Pair]) -> list[Merge]:
    """Return the merge of each pair: theirs into ours."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "fast-import", "--quiet", given=b"".join(_commits(pairs)))
    asked = "".join(f"p{number}-ours p{number}-theirs\n" for number in range(len(pairs))).encode()
    answer = git(
        folder, "merge-tree", "--write-tree", "--name-only", "--no-messages", "--stdin", given=asked, fails=True
    )
    repository = Repository(folder)
    return [_read(repository, clean, oid) for clean, oid in _answers(answer)]


def written(folder: Path, files: Tree) -> str:
    """Return the name of a tree that holds these files."""
    git(folder, "fast-import", "--quiet", "--force", given=_commit("by-hand", files, None))
    return git(folder, "rev-parse", "by-hand^{tree}").decode().strip()


def _commits(pairs: Sequence[Pair]) -> Iterator[bytes]:
    for number, pair in enumerate(pairs):
        yield _commit(f"p{number}-base", pair.base, None)
        yield _commit(f"p{number}-ours", pair.ours, f"p{number}-base")
        yield _commit(f"p{number}-theirs", pair.theirs, f"p{number}-base")


def _commit(branch: str, files: Tree, parent: str | None) -> bytes:
    files = {"promisectl.yaml": SETTINGS, "ledgers/people.yaml": PEOPLE, **files}
    lines = [b"commit refs/heads/%b\ncommitter %b\ndata 4\nsaid\n" % (branch.encode(), WHO)]
    lines += [b"from refs/heads/%b\ndeleteall\n" % parent.encode()] if parent else []
    lines += [b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(data), data) for path, data in files.items()]
    return b"".join([*lines, b"\n"])


def _answers(answer: bytes) -> Iterator[tuple[bool, str]]:
    """Yield whether a merge was clean, and its tree: status, tree, names of files in conflict, an empty field."""
    fields = iter(answer.split(b"\0"))
    for status in fields:
        if status.strip():
            oid = next(fields).decode()
            for name in fields:
                if not name:
                    break
            yield status.strip() == b"1", oid


def _read(repository: Repository, clean: bool, oid: str) -> Merge:
    leaves = tree(repository, oid, LEDGER)
    held = blobs(repository, (leaf.oid for leaf in leaves.values()))
    return Merge(clean, {path: held[leaf.oid] for path, leaf in leaves.items()}, oid)
