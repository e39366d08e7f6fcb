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
from promisectl.lifecycle.standing import Context, Standing
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


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolution to be written: who stands (None: both, merged), the acts set aside or taken in, fields kept."""

    promise: str
    path: str
    stands: Name | None
    acts: tuple[Raw, ...]
    fields: tuple[str, ...]
    change: FileWrite


# Both sides.


def merged(workspace: Workspace, dispute: Dispute) -> Resolved | None:
    """Return the two histories as one, or None where a person must decide which side stands."""
    ours, theirs = dispute.ours, dispute.theirs
    own, others = dispute.added(ours), dispute.added(theirs)
    quiet = any(all(side.acts[n].act in HARMLESS for n in added) for side, added in ((ours, own), (theirs, others)))
    fields, disputed = _free(dispute, ours)
    if not quiet or disputed:
        return None
    places = _places(dispute, others)
    history = list(ours.acts)
    for place, position in places:
        history.insert(place, theirs.acts[position])
    if isinstance(replay(history, workspace.context()), Refusal):
        return None
    data = ours.data
    for place, position in places:  # one at a time: each goes in between two acts, whose lines stay
        splice = Splice(data, dispute.path)
        acts = list(splice.values["history"])
        acts.insert(place, theirs.values["history"][position])
        splice.say({**splice.values, "history": acts})
        data = splice.result()
    taken = tuple(theirs.values["history"][position] for position in others)
    return _resolved(workspace, dispute, ours, data, fields, None, taken, ())


def _places(dispute: Dispute, others: Sequence[int]) -> list[tuple[int, int]]:
    """Return where in our history each of their acts goes, by time, after our acts of the same time; in order."""
    ours, theirs = dispute.ours, dispute.theirs
    found, least = [], dispute.common
    for count, position in enumerate(others):
        at = theirs.instants[position]
        before = sum(1 for instant in ours.instants if instant <= at)
        least = max(least, before)
        found.append((least + count, position))
    return found


def decided(workspace: Workspace, dispute: Dispute, stands: Name, by: str) -> Resolved:
    """Return the file in which one side stands and the other's acts are one `displaced` note, by whoever resolves."""
    keep = dispute.ours if stands == "ours" else dispute.theirs
    other = dispute.other(keep)
    aside = tuple(other.values["history"][position] for position in dispute.added(other))
    fields, disputed = _free(dispute, keep)
    data = keep.data
    if aside:
        at = write_moment(moment_of_speech(workspace, None, keep.instants[-1]))
        note = {"act": "note", "by": by, "at": at, "kind": "displaced", "acts": list(aside)}
        # Not `as_act`: the acts set aside were said already, hidden letters and all.
        refused = replay([*keep.acts, Act.model_validate(note)], workspace.context())
        if isinstance(refused, Refusal):
            raise _unlawful(keep.promise, refused, workspace)
        splice = Splice(data, dispute.path)
        splice.append_act(note)
        data = splice.result()
    return _resolved(workspace, dispute, keep, data, fields, stands, aside, disputed)


def _resolved(
    workspace: Workspace,
    dispute: Dispute,
    keep: ConflictSide,
    data: bytes,
    fields: Mapping[str, Any],
    stands: Name | None,
    acts: tuple[Raw, ...],
    disputed: Sequence[str],
) -> Resolved:
    """Write free fields and head into the text, and prove that it says what was meant: form, law and balance."""
    splice = Splice(data, dispute.path)
    for key, value in fields.items():
        if splice.values.get(key, _GONE) != value:
            splice.set_key(key, value if value is not _GONE else None)
    context = workspace.context()
    standing = _standing(data, keep.promise, context, workspace)
    balance(splice, standing)
    after = splice.result()
    promises, findings = read_promises(after, dispute.path, keep.promise.ledger)
    if findings or not promises:
        raise BadFiles(located(findings, workspace.root))
    if unbalanced(promises[0], _standing(after, keep.promise, context, workspace)):
        raise Trouble(M("{id} would not balance", id=keep.promise.id), code="splice")
    change = FileWrite(workspace.root / dispute.path, dispute.there, after)
    return Resolved(keep.promise.id, dispute.path, stands, acts, tuple(disputed), change)


def _standing(data: bytes, like: Promise, context: Context, workspace: Workspace) -> Standing:
    promises, findings = read_promises(data, like.path, like.ledger)
    if findings or not promises:
        raise BadFiles(located(findings, workspace.root))
    standing = replay(promises[0].history, context)
    if isinstance(standing, Refusal):
        raise _unlawful(promises[0], standing, workspace)
    return standing


def _free(dispute: Dispute, keep: ConflictSide) -> tuple[Raw, list[str]]:
    """Return the free fields merged three ways (`_GONE` for one to drop), and those that both changed, as kept."""
    other, base = dispute.other(keep), dispute.base
    fields, disputed = {}, []
    for key in dict.fromkeys([*keep.values, *other.values]):
        if key in _BOUND:
            continue
        mine, yours = keep.values.get(key, _GONE), other.values.get(key, _GONE)
        before = base.get(key, _GONE) if base is not None else _GONE
        if yours in (mine, before):
            fields[key] = mine
        elif mine == before:
            fields[key] = yours
        elif key in _LISTS:
            fields[key] = _both(mine, yours, before)
        else:
            fields[key] = mine
            disputed.append(key)
    return {key: value for key, value in fields.items() if not (value is _GONE and key not in keep.values)}, disputed


def _both(mine: Any, yours: Any, before: Any) -> Any:
    """Return a list with what either side added, without what either took away."""
    mine, yours, before = ([] if value is _GONE or value is None else value for value in (mine, yours, before))
    if not all(isinstance(value, list) for value in (mine, yours, before)):
        return mine
    kept = [entry for entry in mine if entry in yours or entry not in before]
    found = kept + [entry for entry in yours if entry not in before and entry not in kept]
    return found or _GONE


def _unlawful(promise: Promise, refusal: Refusal, workspace: Workspace) -> Trouble:
    finding = refused_finding(promise, refusal)
    return Trouble(
        M("{id}: {title}", id=promise.id, title=finding.message),
        note=refusal.note,
        help=refusal.help,
        code=refusal.code,
        exit_code=1,
    )
