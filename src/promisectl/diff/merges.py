"""Merges: an act may only stand in its own promise, as some parent has it, or whole in its `displaced` note.

git merges texts, not conversations: it may take one promise's act for a look-alike's, or let two acts fuse, without a
conflict. So every merge is looked at: each parent's acts must stand, and none may appear that no parent has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from promisectl.diff.branch import MergeFault
from promisectl.diff.descent import displaced, only_sets_aside
from promisectl.diff.histories import RawAct, compare
from promisectl.diff.versions import Version
from promisectl.model.message import M


def merge_faults(
    merge: str, after: Mapping[str, Version], parents: Sequence[Mapping[str, Version]]
) -> Iterator[MergeFault]:
    """Yield what a merge lost, moved or mixed. The mappings hold, by id, the promises whose files differ anywhere."""
    for id_ in sorted({id_ for side in (after, *parents) for id_ in side}):
        now = after.get(id_)
        if now is None:
            sides = [side[id_] for side in parents if id_ in side]
            if len(sides) == len(parents):
                note = M("the merge {merge} lost this promise", merge=merge[:10])
                yield MergeFault(id_, sides[0].promise.path, merge, note)
            continue
        yield from _lost(merge, id_, now, [side[id_].acts for side in parents if id_ in side])
        yield from _appeared(merge, id_, now, parents)


def _lost(merge: str, id_: str, now: Version, parents: Sequence[Sequence[RawAct]]) -> Iterator[MergeFault]:
    path, set_aside = now.promise.path, [inner for act in now.acts for inner in displaced(act)]
    told: set[str] = set()
    for acts in parents:
        found = compare(acts, now.acts)
        gone = [i for i in (*found.removed, *(i for i, *_ in found.edited)) if acts[i] not in set_aside]
        for i in gone:
            said = f"{acts[i].get('act')} {acts[i].get('by')} {acts[i].get('at')}"
            if said not in told:
                told.add(said)
                note = M("the merge {merge} lost or changed what a parent has: {act}", merge=merge[:10], act=said)
                yield MergeFault(id_, path, merge, note)
        for _, j in found.reordered:
            note = M("the merge {merge} changed the order of what a parent has", merge=merge[:10])
            yield MergeFault(id_, path, merge, note, j)


def _appeared(merge: str, id_: str, now: Version, parents: Sequence[Mapping[str, Version]]) -> Iterator[MergeFault]:
    histories = [side[id_].acts for side in parents if id_ in side]
    own = [act for acts in histories for act in acts]
    others = [act for side in parents for other, one in side.items() if other != id_ for act in one.acts]
    for j, act in enumerate(now.acts):
        if act in own or only_sets_aside(act, histories):
            continue
        if act in others:
            note = M("the merge {merge} put another promise's act here", merge=merge[:10])
        else:
            note = M("the merge {merge} brought an act that no parent has", merge=merge[:10])
        yield MergeFault(id_, now.promise.path, merge, note, j)
