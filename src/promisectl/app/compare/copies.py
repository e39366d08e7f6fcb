"""Copies: further promises of one side that carry the id of one that a branch brought to a new place.

Of two promises with one id a change is told of the one that stands where the id stood; the other hides nothing, for it
is judged as well and is PC105. Files are opened only where a name, or the text of a pack, holds the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from promisectl.app.compare.revisions import Compared, versions_in
from promisectl.diff.versions import Version
from promisectl.model.limits import PACK_LIMIT
from promisectl.store.revisions import Revision, entry_of
from promisectl.store.sources import Source
from promisectl.store.walking import Entry, walk


def entries(compared: Compared, side: int) -> list[Entry]:
    """Return every promise file and pack of one side."""
    source, ledgers = compared.sources[side], (compared.before, compared.after)[side].settings.ledgers
    if isinstance(source, Revision):
        every: Iterable[object] = (entry_of(path, leaf, ledgers) for path, leaf in source.leaves.items())
    else:
        every = walk(compared.root, ledgers)
    return [entry for entry in every if isinstance(entry, Entry)]


def read_at_once(source: Source, files: Iterable[Entry]) -> None:
    """Read many files of a commit in one go; those of a folder are read one by one anyway."""
    if isinstance(source, Revision):
        source.remember({entry.path: source.leaves[entry.path] for entry in files})


def copies(compared: Compared, side: int) -> list[Version]:
    """Return the further versions of one side, in the files that differ and in those that do not."""
    further = list(compared.copies[side])
    fresh = {arrived.promise.id for arrived in (*_arrived(compared, side), *further)}
    if not fresh:
        return further
    for entry in entries(compared, side):
        if not _seen(compared, entry):
            further += _versions_of(compared, side, entry, fresh)
    return further


def _arrived(compared: Compared, side: int) -> Iterator[Version]:
    """Yield the promises whose file, or whose place in a pack, the other side has not."""
    for pair in compared.pairs:
        here, there = pair.before, pair.after
        if side == 1:
            here, there = there, here
        if here is not None and not _stands_at(here.promise.path, there):
            yield here


def _stands_at(path: str, there: Version | None) -> bool:
    return there is not None and there.promise.path == path


def _seen(compared: Compared, entry: Entry) -> bool:
    """Whether a file differs, and was read therefore."""
    before, after = compared.files.get(entry.path, (None, None))
    return entry.path in compared.files and before != after


def _versions_of(compared: Compared, side: int, entry: Entry, ids: set[str]) -> list[Version]:
    """Return the versions of these ids in one file."""
    if not _may_hold(compared, side, entry, ids):
        return []
    there = versions_in(compared.sources[side], entry, compared.law)
    return [version for version in there if version.promise.id in ids]


def _may_hold(compared: Compared, side: int, entry: Entry, ids: set[str]) -> bool:
    """Whether the name of a file, or the text of a pack, holds one of these ids."""
    if entry.packed:
        data = compared.sources[side].read(entry.path, PACK_LIMIT)
        return any(id_.encode() in data for id_ in ids)
    return entry.path.rpartition("/")[2].removesuffix(".yaml") in ids
