"""Resolving: one conversation that two branches moved becomes one history again.

Alone, two histories are merged only where one side added nothing but notes and warnings and the law allows the result.
Else one side stands, on a person's word, and the other's acts go whole into one note of kind `displaced`: an agreement
must never land on a proposal its speaker did not see, so they have to be spoken again (format.md, Displaced).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from promisectl.app.acts.record import balance, moment_of_speech
from promisectl.app.files.conflict import ConflictSide, Dispute, Name, Raw
from promisectl.app.ledger.standings import located, refused_finding
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay, unbalanced
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Act
from promisectl.model.acts import HARMLESS
from promisectl.model.message import M
from promisectl.model.moment import write_moment
from promisectl.model.promise import Promise
from promisectl.model.terms import TERMS, key_of
from promisectl.model.trouble import Trouble
from promisectl.store.files import FileWrite
from promisectl.store.reading import read_promises
from promisectl.store.workspace import BadFiles, Workspace
from promisectl.yamltext.splice import Splice

_BOUND = frozenset({*map(key_of, TERMS), "id", "state", "history"})
_LISTS = frozenset({"serves", "tags", "needs"})
_GONE = object()
_DISPUTED = object()


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolution to be written: who stands (None: both, merged), the acts set aside or taken in, fields kept."""

    promise: str
    path: str
    stands: Name | None
    acts: tuple[Raw, ...]
    fields: tuple[str, ...]
    change: FileWrite


@dataclass(frozen=True, slots=True)
class _Decision:
    """Which side's file is kept, who stands (None: both), the acts set aside or taken in, the fields both changed."""

    keep: ConflictSide
    stands: Name | None
    acts: tuple[Raw, ...]
    disputed: tuple[str, ...] = ()


# Both sides.


def merged(workspace: Workspace, dispute: Dispute) -> Resolved | None:
    """Return the two histories as one, or None where a person must decide which side stands."""
    ours, theirs = dispute.ours, dispute.theirs
    fields, disputed = _free(dispute, ours)
    if disputed or not (_added_only_remarks(dispute, ours) or _added_only_remarks(dispute, theirs)):
        return None
    others = dispute.added(theirs)
    places = _places(dispute, others)
    history = list(ours.acts)
    for place, position in places:
        history.insert(place, theirs.acts[position])
    if isinstance(replay(history, workspace.context()), Refusal):
        return None
    data = _with_their_acts(dispute, places)
    taken = tuple(theirs.values["history"][position] for position in others)
    return _resolved(workspace, dispute, data, fields, _Decision(ours, None, taken))


def _added_only_remarks(dispute: Dispute, side: ConflictSide) -> bool:
    """Whether a side added nothing but acts that move nothing: notes and warnings."""
    return all(side.acts[position].act in HARMLESS for position in dispute.added(side))


def _with_their_acts(dispute: Dispute, places: Sequence[tuple[int, int]]) -> bytes:
    """Return our text with their acts in it."""
    data = dispute.ours.data
    for place, position in places:  # one at a time: each goes in between two acts, whose lines stay
        splice = Splice(data, dispute.path)
        acts = list(splice.values["history"])
        acts.insert(place, dispute.theirs.values["history"][position])
        splice.say({**splice.values, "history": acts})
        data = splice.result()
    return data


def _places(dispute: Dispute, others: Sequence[int]) -> list[tuple[int, int]]:
    """Return where in our history each of their acts goes, by time, after our acts of the same time; in order."""
    places: list[tuple[int, int]] = []
    least = dispute.common
    for count, position in enumerate(others):
        at = dispute.theirs.instants[position]
        before = sum(1 for instant in dispute.ours.instants if instant <= at)
        least = max(least, before)
        places.append((least + count, position))
    return places


def decided(workspace: Workspace, dispute: Dispute, stands: Name, by: str) -> Resolved:
    """Return the file in which one side stands and the other's acts are one `displaced` note, by whoever resolves."""
    keep = dispute.ours if stands == "ours" else dispute.theirs
    other = dispute.other(keep)
    aside = tuple(other.values["history"][position] for position in dispute.added(other))
    fields, disputed = _free(dispute, keep)
    data = _with_displaced(workspace, keep, aside, by) if aside else keep.data
    return _resolved(workspace, dispute, data, fields, _Decision(keep, stands, aside, tuple(disputed)))


def _with_displaced(workspace: Workspace, keep: ConflictSide, aside: Sequence[Raw], by: str) -> bytes:
    """Return the text of a side with the note of what is set aside."""
    at = write_moment(moment_of_speech(workspace, None, keep.instants[-1]))
    note = {"act": "note", "by": by, "at": at, "kind": "displaced", "acts": list(aside)}
    # Not `as_act`: the acts set aside were said already, hidden letters and all.
    verdict = replay([*keep.acts, Act.model_validate(note)], workspace.context())
    if isinstance(verdict, Refusal):
        raise _unlawful(keep.promise, verdict)
    splice = Splice(keep.data, keep.promise.path)
    splice.append_act(note)
    return splice.result()


def _resolved(
    workspace: Workspace, dispute: Dispute, data: bytes, fields: Mapping[str, Any], decision: _Decision
) -> Resolved:
    """Write free fields and head into the text, and prove that it says what was meant: form, law and balance."""
    keep = decision.keep.promise
    splice = Splice(data, dispute.path)
    for key, value in fields.items():
        if splice.values.get(key, _GONE) != value:
            splice.set_key(key, value if value is not _GONE else None)
    _, standing = _read(workspace, data, keep)
    balance(splice, standing)
    after = splice.result()
    _need_balance(workspace, after, keep)
    change = FileWrite(workspace.root / dispute.path, dispute.there, after)
    return Resolved(keep.id, dispute.path, decision.stands, decision.acts, decision.disputed, change)


def _need_balance(workspace: Workspace, after: bytes, like: Promise) -> None:
    """What is about to be written is read and replayed again."""
    promise, standing = _read(workspace, after, like)
    if unbalanced(promise, standing):
        raise Trouble(M("{id} would not balance", id=like.id), code="splice")


def _read(workspace: Workspace, data: bytes, like: Promise) -> tuple[Promise, Standing]:
    """Return a promise and how it stands, read from bytes that replace its file."""
    promises, findings = read_promises(data, like.path, like.ledger)
    if findings or not promises:
        raise BadFiles(located(findings, workspace.root))
    standing = replay(promises[0].history, workspace.context())
    if isinstance(standing, Refusal):
        raise _unlawful(promises[0], standing)
    return promises[0], standing


def _free(dispute: Dispute, keep: ConflictSide) -> tuple[Raw, list[str]]:
    """Return the free fields merged three ways (`_GONE` for one to drop), and those that both changed, as kept."""
    other, base = dispute.other(keep), dispute.base or {}
    fields: Raw = {}
    disputed: list[str] = []
    for key in dict.fromkeys([*keep.values, *other.values]):
        if key in _BOUND:
            continue
        mine, yours, before = (values.get(key, _GONE) for values in (keep.values, other.values, base))
        value = _three_ways(key, mine, yours, before)
        if value is _DISPUTED:
            disputed.append(key)
            value = mine
        if value is not _GONE or key in keep.values:
            fields[key] = value
    return fields, disputed


def _three_ways(key: str, mine: Any, yours: Any, before: Any) -> Any:
    """Return what a free field says after the merge; `_DISPUTED` where both sides changed it."""
    if yours in (mine, before):
        return mine
    if mine == before:
        return yours
    if key in _LISTS:
        return _both(mine, yours, before)
    return _DISPUTED


def _both(mine: Any, yours: Any, before: Any) -> Any:
    """Return a list with what either side added, without what either took away."""
    mine, yours, before = map(_as_list, (mine, yours, before))
    if not all(isinstance(value, list) for value in (mine, yours, before)):
        return mine
    taken_away = _less(before, yours)
    kept = _less(mine, taken_away)
    added = _less(_less(yours, before), kept)
    return [*kept, *added] or _GONE


def _less(entries: list[Any], others: list[Any]) -> list[Any]:
    """Return the entries that are not among the others."""
    return [entry for entry in entries if entry not in others]


def _as_list(value: Any) -> Any:
    """Return an empty list for a field that is not there."""
    return [] if value is _GONE or value is None else value


def _unlawful(promise: Promise, refusal: Refusal) -> Trouble:
    finding = refused_finding(promise, refusal)
    return Trouble(
        M("{id}: {title}", id=promise.id, title=finding.message),
        note=refusal.note,
        help=refusal.help,
        code=refusal.code,
        exit_code=1,
    )
