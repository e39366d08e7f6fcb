"""Copies: further promises of one side that carry the id of one that a branch brought to a new place.

Of two promises with one id a change is told of the one that stands where the id stood; the other hides nothing, for it
is judged as well and is PC105. Files are opened only where a name, or the text of a pack, holds the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from promisectl.app.compare.revisions import Compared, promises_in
from promisectl.diff.versions import Version, version
from promisectl.model.limits import PACK_LIMIT
from promisectl.store.revisions import Revision, entry_of
from promisectl.store.walking import Entry, walk


def entries(compared: Compared, side: int) -> list[Entry]:
    """Return every promise file and pack of one side."""
    source, ledgers = compared.sources[side], (compared.before, compared.after)[side].settings.ledgers
    if isinstance(source, Revision):
        every: Iterable[object] = (entry_of(path, leaf, ledgers) for path, leaf in source.leaves.items())
    else:
        every = walk(compared.root, ledgers)
    return [entry for entry in every if isinstance(entry, Entry)]


def copies(compared: Compared, side: int) -> list[Version]:
    """Return the further versions of one side, in the files that differ and in those that do not."""
    found = list(compared.copies[side])
    fresh = {one.promise.id for one in (*_arrived(compared, side), *found)}
    if fresh:
        elsewhere = (entry for entry in entries(compared, side) if not _seen(compared, entry))
        found += (one for entry in elsewhere for one in _with(compared, side, entry, fresh))
    return found


def _arrived(compared: Compared, side: int) -> Iterator[Version]:
    """Yield the promises whose file, or whose place in a pack, the other side has not."""
    for pair in compared.pairs:
        one, other = (pair.before, pair.after) if side == 0 else (pair.after, pair.before)
        if one is not None and (other is None or other.promise.path != one.promise.path):
            yield one


def _seen(compared: Compared, entry: Entry) -> bool:
    """Whether a file differs, and was read therefore."""
    before, after = compared.files.get(entry.path, (None, None))
    return entry.path in compared.files and before != after


def _with(compared: Compared, side: int, entry: Entry, fresh: set[str]) -> Iterator[Version]:
    if entry.packed:
        data = compared.sources[side].read(entry.path, PACK_LIMIT)
        if not any(id_.encode() in data for id_ in fresh):
            return
    elif entry.path.rpartition("/")[2].removesuffix(".yaml") not in fresh:
        return
    promises, _ = promises_in(compared.sources[side], entry)
    context = compared.before.context()
    yield from (version(promise, values, context) for promise, values in promises if promise.id in fresh)
