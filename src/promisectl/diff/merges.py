"""Merges: the faults of a merge commit, as `check --base` tells them.

git merges texts, not conversations: it may take one promise's act for a look-alike's, or let two acts fuse, without a
conflict. The rule is that of diff/descent.py. Two things are meant to differ from `audit`: here only promises are seen
whose files differ from a parent's, and a branch that took an act away or changed it is told by its merge, for its
commits are not judged one by one; `audit` tells it once, where it happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from promisectl.diff.branch import MergeFault
from promisectl.diff.descent import Lost, descended
from promisectl.diff.histories import RawAct
from promisectl.diff.versions import Version
from promisectl.model.message import M, Message

ParentVersions = Mapping[str, Version]


def merge_faults(
    merge: str, after: ParentVersions, parents: Sequence[ParentVersions], taken_away: Callable[[str], bool]
) -> Iterator[MergeFault]:
    """Yield what a merge lost, moved or mixed. The mappings hold, by id, the promises whose files differ anywhere.

    `taken_away` says of a promise that the merge lacks whether a parent that lacks it took it away before the merge.
    """
    for id_ in sorted({id_ for side in (after, *parents) for id_ in side}):
        histories = [side[id_].acts if id_ in side else () for side in parents]
        if id_ in after:
            yield from _faults(merge, id_, after[id_], histories, parents)
        elif any(histories) and not taken_away(id_):
            path = next(side[id_] for side in parents if id_ in side).promise.path
            yield MergeFault(id_, path, merge, M("the merge {merge} lost this promise", merge=merge[:10]))


def _faults(
    merge: str, id_: str, now: Version, histories: Sequence[Sequence[RawAct]], parents: Sequence[ParentVersions]
) -> Iterator[MergeFault]:
    path, descent, reported = now.promise.path, descended(histories, now.acts), set()
    for lost in descent.lost:
        note = _lost(merge, lost)
        if str(note) not in reported:
            reported.add(str(note))
            yield MergeFault(id_, path, merge, note, lost.position)
    others = [act for side in parents for other, one in side.items() if other != id_ for act in one.acts]
    for j in descent.evil:
        if now.acts[j] in others:
            note = M("the merge {merge} put another promise's act here", merge=merge[:10])
        else:
            note = M("the merge {merge} brought an act that no parent has", merge=merge[:10])
        yield MergeFault(id_, path, merge, note, j)


def _lost(merge: str, lost: Lost) -> Message:
    if lost.kind == "reordered":
        return M("the merge {merge} changed the order of what a parent has", merge=merge[:10])
    act = f"{lost.act.get('act')} {lost.act.get('by')} {lost.act.get('at')}"
    return M("the merge {merge} lost or changed what a parent has: {act}", merge=merge[:10], act=act)
