"""Conflicts: a file that two branches changed, as git left it: its two sides, and what both began from.

Where the index holds the stages of the path they are the sides, exactly; else conflict markers in the file are taken
apart. People get wrong that markers show the sides as they were: around them git has merged already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from promisectl.git.as_user import stages, unmerged
from promisectl.git.objects import blobs
from promisectl.git.repository import find_repository
from promisectl.model.limits import PACK_LIMIT
from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.store.files import read_whole
from promisectl.store.root import typed

_FIRST = re.compile(rb"^(<{7,}) ", re.MULTILINE)
_MARKER = rb"(<{%d}|\|{%d}|>{%d})(?: ([^\r\n]*))?\r?\n?\Z|(={%d})\r?\n?\Z"


@dataclass(frozen=True, slots=True)
class ConflictedFile:
    """The two sides of a conflict, what both began from, and what stands in the work tree (None: nothing).

    A side is None where that branch removed the file; `base` also where nobody can tell.
    """

    ours: bytes | None
    theirs: bytes | None
    base: bytes | None
    there: bytes | None
    their_name: str = ""


def read_conflict(root: Path, path: str, limit: int = PACK_LIMIT) -> ConflictedFile:
    """Return the sides of the conflict in a file; Trouble where there is none."""
    full = root / path
    there = read_whole(full, path, limit) if full.exists() or full.is_symlink() else None
    marked = split(there, path, typed(root, path)) if there is not None else None
    stages = _stages(full)
    # a file that both sides moved has markers, and one stage
    if stages and (marked is None or {2, 3} <= stages.keys()):
        name = marked.their_name if marked else ""
        return ConflictedFile(stages.get(2), stages.get(3), stages.get(1), there, name)
    if marked is None:
        raise Trouble(
            M("{path} holds no conflict", path=path)
            if there is not None
            else M("cannot read {path}: {problem}", path=path, problem=M("there is no such file")),
            help=M(
                "during a merge `git checkout --merge {path}` brings back a conflict that was resolved",
                path=typed(root, path),
            )
            if there is not None
            else M("name a file that `git status` calls unmerged"),
            code="no-conflict",
        )
    return marked


def _stages(full: Path) -> dict[int, bytes]:
    """Return what the index holds of an unmerged file, by stage: 1 the base, 2 ours, 3 theirs."""
    folder = next(parent for parent in full.parents if parent.is_dir())
    repository = find_repository(folder)
    if repository is None:
        return {}
    named = stages(repository, (full.parent.resolve() / full.name).relative_to(repository.top).as_posix())
    sides = blobs(repository, named.values())
    return {stage: sides[oid] for stage, oid in named.items()}


def moved_to(root: Path, path: str) -> list[str]:
    """Return the files of the workspace of that name that git holds unmerged elsewhere: where each side moved it."""
    full = root / path
    repository = find_repository(next(parent for parent in full.parents if parent.is_dir()))
    if repository is None:
        return []
    prefix = repository.prefix(root)
    there = [other.removeprefix(prefix) for other in unmerged(repository, full.name) if other.startswith(prefix)]
    return [other for other in there if other != path and (root / other).is_file()]


def split(data: bytes, path: str, here: str = "") -> ConflictedFile | None:
    """Return the sides between a file's conflict markers; None where it has none, Trouble where they do not fit."""
    first = _FIRST.search(data)
    size = len(first[1]) if first else 7  # git makes them longer where it also mistook a file for another, renamed
    marker_of = re.compile(_MARKER % (size, size, size, size)).match
    parts: dict[str, list[bytes]] = {"ours": [], "theirs": [], "base": []}
    state, based, conflicts, name = "", True, 0, ""
    for line in data.splitlines(keepends=True):
        marker = marker_of(line)
        mark = (marker[1] or marker[3])[:1] if marker else b""
        if not marker or (mark == b"=" and not state):
            for side in (state,) if state else parts:
                parts[side].append(line)
            continue
        following = _NEXT.get((state, mark))
        if following is None:
            raise _unfinished(path, here or path)
        based = based and not (state == "ours" and following == "theirs")
        conflicts += following == "ours"
        name = (marker[2] or b"").decode("utf-8", "replace") if mark == b">" else name
        state = "" if following == "end" else following
    if state:
        raise _unfinished(path, here or path)
    ours, theirs, base = (b"".join(parts[side]) for side in ("ours", "theirs", "base"))
    return ConflictedFile(ours, theirs, base if based else None, data, name) if conflicts else None


_NEXT = {
    ("", b"<"): "ours",
    ("ours", b"|"): "base",
    ("ours", b"="): "theirs",
    ("base", b"="): "theirs",
    ("theirs", b">"): "end",
}


def _unfinished(path: str, here: str) -> Trouble:
    return Trouble(
        M("the conflict markers in {path} do not fit together", path=path),
        help=M("make the conflict anew with `git checkout --merge {path}`", path=here),
        code="no-conflict",
    )
