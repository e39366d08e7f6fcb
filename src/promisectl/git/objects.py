"""Objects: trees and blobs as git keeps them, read by plumbing alone and many at a time.

Paths are relative to the top of the repository and handed over as text; a name that is no UTF-8 keeps its bytes as
surrogates, as the file system's names do.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from promisectl.git.cat_file import LIMIT, lacking, too_large
from promisectl.git.repository import Repository
from promisectl.model.message import M
from promisectl.model.trouble import Trouble

REGULAR = ("100644", "100755")
_FOLDER = "40000"
_HEX = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\Z")


class Leaf(NamedTuple):
    """A file of a tree: its mode (`100644`, a link's `120000`, a submodule's `160000`) and its object's name in hex.

    A tuple, for a history has two for each change, and tuples are made fastest.
    """

    mode: str
    oid: str

    @property
    def is_regular(self) -> bool:
        """Whether it is an ordinary file."""
        return self.mode in REGULAR


def tree(repository: Repository, rev: str, *below: str) -> dict[str, Leaf]:
    """Return every file of a commit or tree (hex), or those below folders (or files), by its path."""
    named = [path for path in below if path]
    wanted = ["--", *named] if named else []
    answer = repository.ask(["ls-tree", "-r", "-z", "--full-tree", rev, *wanted])
    leaves = {}
    for entry in answer.split(b"\0")[:-1]:
        facts, _, name = entry.partition(b"\t")
        mode, _, oid = facts.decode("ascii").split(" ")
        leaves[os.fsdecode(name)] = Leaf(mode, oid)
    return leaves


Differences = dict[str, tuple[Leaf | None, Leaf | None]]


def differences(repository: Repository, base: str, head: str, below: str = "") -> Differences:
    """Return the files that differ between two commits or trees (hex) below a folder: before and after, by path."""
    wanted = ["--", below] if below else []
    answer = repository.ask(["diff-tree", "-r", "-z", "--raw", "--no-renames", base, head, *wanted])
    return dict(_raw(answer.split(b"\0")))


def _raw(fields: list[bytes]) -> Iterator[tuple[str, tuple[Leaf | None, Leaf | None]]]:
    """Yield path, before and after of `diff-tree --raw -z`."""
    for facts, name in zip(fields[0:-1:2], fields[1:-1:2], strict=False):
        yield os.fsdecode(name), before_and_after(facts)


def before_and_after(facts: bytes) -> tuple[Leaf | None, Leaf | None]:
    """Return the leaves that `:mode mode oid oid status` speaks of; None where there is no file."""
    mode_before, mode_after, before, after, _ = facts[1:].decode("ascii").split(" ")
    return (
        None if mode_before == "000000" else Leaf(mode_before, before),
        None if mode_after == "000000" else Leaf(mode_after, after),
    )


def leaves_at(repository: Repository, rev: str, paths: Iterable[str]) -> dict[str, Leaf | None]:
    """Return the files that a commit or tree (hex) has at paths, None where it has none; a folder is none."""
    wanted = {path: PurePosixPath(path) for path in paths}
    folders: set[PurePosixPath] = set()
    for path in wanted.values():
        folders.update(path.parents)
    listings = _listings(repository, f"{rev}^{{tree}}", folders)
    return {path: _file_in(listings.get(pure.parent, {}), pure.name) for path, pure in wanted.items()}


def _file_in(listing: Mapping[str, Leaf], name: str) -> Leaf | None:
    leaf = listing.get(name)
    return None if leaf is None or leaf.mode == _FOLDER else leaf


def _listings(repository: Repository, top: str, folders: set[PurePosixPath]) -> dict[PurePosixPath, dict[str, Leaf]]:
    """Return what folders below a tree hold, by name; one that is not there, or no folder, is left out.

    No other trees are read, and those of one depth together.
    """
    trees = {PurePosixPath(): top}
    listings: dict[PurePosixPath, dict[str, Leaf]] = {}
    while trees:
        contents = repository.reader.contents(list(trees.values()))
        for (folder, name), content in zip(trees.items(), contents, strict=True):
            if content is None:
                raise lacking(name.removesuffix("^{tree}"))
            listings[folder] = dict(_entries(*content))
        trees = _trees_below(trees, folders, listings)
    return listings


def _trees_below(
    trees: Mapping[PurePosixPath, str],
    folders: set[PurePosixPath],
    listings: Mapping[PurePosixPath, Mapping[str, Leaf]],
) -> dict[PurePosixPath, str]:
    """Return the trees of those folders that stand right below trees which were read."""
    below: dict[PurePosixPath, str] = {}
    for folder in folders:
        if folder.parent in trees and folder not in listings:
            leaf = listings[folder.parent].get(folder.name)
            if leaf is not None and leaf.mode == _FOLDER:
                below[folder] = leaf.oid
    return below


def _entries(oid: bytearray, kind: bytearray, data: bytes) -> Iterator[tuple[str, Leaf]]:
    """Yield names and leaves of a tree's bytes: mode, name, a NUL, and the object's name as so many bytes."""
    length, at = len(oid) // 2, 0
    while at < len(data):
        end = data.find(b"\0", at)
        mode, blank, name = data[at:end].partition(b" ")
        at = end + 1 + length
        if kind != b"tree" or end < 0 or not blank or not name or b"/" in name or at > len(data):
            raise Trouble(
                M(
                    "git cannot read this repository (`{command}`): {problem}",
                    command="cat-file",
                    problem=oid.decode("ascii"),
                ),
                help=M("look with `git fsck`; in a shallow or partial clone fetch everything: `git fetch --unshallow`"),
                code="git",
            )
        yield os.fsdecode(name), Leaf(mode.decode("ascii", "replace"), data[end + 1 : at].hex())


def file_at(repository: Repository, rev: str, path: str | PurePosixPath, limit: int = LIMIT) -> bytes | None:
    """Return the bytes of a regular file in a commit (hex); None where the commit has no such file.

    The path is relative to the repository's top. A link, a folder and a submodule are no files. More than `limit`
    bytes, and an object that this clone lacks, are a Trouble.
    """
    if not _HEX.match(rev):
        raise ValueError(f"not a commit in hex: {rev!r}")
    wanted = path_inside(path)
    leaf = leaves_at(repository, rev, [wanted])[wanted]
    if leaf is None or not leaf.is_regular:
        return None
    facts = repository.reader.facts([leaf.oid])[0]
    if facts is not None and facts.size > limit:
        raise Trouble(
            M("{path} in git is larger than {limit} MiB", path=wanted, limit=limit // 1024**2),
            help=M("no file of a ledger is that large"),
            code="git",
        )
    return blobs(repository, [leaf.oid], limit)[leaf.oid]


def path_inside(path: str | PurePosixPath) -> str:
    """Return a path within a repository as git writes it; ValueError for one that leads out of it."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\0" in str(pure):
        raise ValueError(f"not a path within a repository: {str(path)!r}")
    return str(pure)


def blobs(repository: Repository, oids: Iterable[str], limit: int = LIMIT) -> dict[str, bytes]:
    """Return the bytes of objects by their names; Trouble for one this clone lacks, or larger than `limit`.

    All are asked for their sizes before the bytes of any are read.
    """
    wanted = list(dict.fromkeys(oids))
    for oid, facts in zip(wanted, repository.reader.facts(wanted), strict=True):
        if facts is None:
            raise lacking(oid)
        if facts.size > limit:
            raise too_large(oid)
    return objects(repository, wanted, limit)


def objects(repository: Repository, oids: Iterable[str], limit: int = LIMIT) -> dict[str, bytes]:
    """Return the bytes of objects by their names, in that order, without asking for their sizes first.

    Trouble for one that this clone lacks, and for one larger than `limit` when its turn comes.
    """
    wanted = list(dict.fromkeys(oids))
    read = {}
    for oid, content in zip(wanted, repository.reader.contents(wanted, limit), strict=True):
        if content is None:
            raise lacking(oid)
        read[oid] = content[2]
    return read
