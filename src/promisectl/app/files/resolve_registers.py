"""Resolving registers: settings, people and services to which two branches each added, made one entry by entry.

Nobody has to decide where one branch registers a person and the other another one: git sees two changes of one place,
and an entry is a place of its own. What both changed, and not alike, is a person's to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from promisectl.diff.three_ways import Way, disputes, union
from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.store.conflicts import read_conflict
from promisectl.store.files import FileWrite
from promisectl.store.root import SETTINGS, typed
from promisectl.store.walking import REGISTERS
from promisectl.yamltext.splice import Splice

_DEPTH = 2  # `people.ana`: what stands below an entry is told as that entry


@dataclass(frozen=True, slots=True)
class ResolvedRegister:
    """A register to be written: the entries of theirs that were taken in, `people.eva`, and the change."""

    path: str
    entries: tuple[str, ...]
    change: FileWrite


def merged_register(root: Path, path: str) -> ResolvedRegister | None:
    """Return a register in conflict with the entries of both sides; None where the path names no register.

    Trouble where both sides changed one value and not alike, or where a side cannot be read.
    """
    named = _below(root, path)
    if named is None:
        return None
    sides = read_conflict(root, named)
    if sides.ours is None or sides.theirs is None:
        raise Trouble(
            M("{path}: one side removed the file, and the other side changed it", path=named),
            help=M("keep it with `git add {path}`", path=typed(root, named)),
            code="removed",
            exit_code=1,
        )
    splice = Splice(sides.ours, named)
    ours, theirs = splice.values, Splice(sides.theirs, named).values
    base = Splice(sides.base, named).values if sides.base is not None else {}
    _need_agreement(root, named, list(disputes(base, ours, theirs)))
    both = union(base, ours, theirs)
    entries = tuple(dict.fromkeys(_changed(ours, both)))
    splice.say(both)
    return ResolvedRegister(named, entries, FileWrite(root / named, sides.there, splice.result()))


def _below(root: Path, path: str) -> str | None:
    """Return the way from a workspace's root to the register that a path names, from here or from the root."""
    name, top = Path(path).name, root.resolve()
    if name not in (SETTINGS, *REGISTERS):
        return None
    here = Path(path).absolute().parent.resolve() / name
    is_meant = here.exists() and here.is_relative_to(top)
    full = here if is_meant else (root / path).parent.resolve() / name
    return full.relative_to(top).as_posix() if full.is_relative_to(top) else None


def _need_agreement(root: Path, path: str, disputed: list[Way]) -> None:
    if not disputed:
        return
    keys = ", ".join(".".join(way) for way in disputed)
    raise Trouble(
        M("{path}: both sides changed {keys}, and not alike", path=path, keys=keys),
        help=M("decide by hand what holds, then `git add {path}` and `promisectl check`", path=typed(root, path)),
        code="undecided",
        exit_code=1,
    )


def _changed(before: Mapping[str, Any], after: Mapping[str, Any], way: Way = ()) -> Iterator[str]:
    """Yield the entries whose values differ."""
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old != new:
            yield from _entries(old, new, (*way, key))


def _entries(old: Any, new: Any, way: Way) -> Iterator[str]:
    """Yield the entries that differ at one place: that place, or what stands below it."""
    if len(way) < _DEPTH and isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _changed(old, new, way)
    else:
        yield ".".join(way)
