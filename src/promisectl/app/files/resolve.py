"""Resolving: one conversation that two branches moved becomes one history again.

Alone, two histories are merged where there is a lawful order of the acts of both (`lifecycle/union.py`). Else one side
stands, and the other's acts go whole into one note of kind `displaced`: an agreement must never land on a proposal its
speaker did not see, so they have to be spoken again (format.md, Displaced). Such a note belongs into a merge, where
both histories are parents; where commits are replayed there is none, and the acts are only to be spoken again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from promisectl.app.acts.record import balance, moment_of_speech
from promisectl.app.files.conflict import ConflictSide, Dispute, Name, Raw
from promisectl.app.files.free_fields import GONE, merged_fields
from promisectl.app.ledger.standings import located, refused_finding
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay, unbalanced
from promisectl.lifecycle.standing import Standing
from promisectl.lifecycle.union import Placed, lawful_order
from promisectl.model.act import Act
from promisectl.model.message import M
from promisectl.model.moment import write_moment
from promisectl.model.promise import Promise
from promisectl.model.trouble import Trouble
from promisectl.store.files import FileWrite
from promisectl.store.reading import read_promises
from promisectl.store.workspace import BadFiles, Workspace
from promisectl.yamltext.splice import Splice

_SIDES: tuple[Name, ...] = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolution to be written: who stands (None: both, merged), the acts set aside or taken in, fields kept.

    `is_kept` says whether acts set aside are kept in a note.
    """

    promise: str
    path: str
    stands: Name | None
    acts: tuple[Raw, ...]
    fields: tuple[str, ...]
    change: FileWrite
    is_kept: bool = True


@dataclass(frozen=True, slots=True)
class _Decision:
    """Which side's file is kept, who stands (None: both), the acts set aside or taken in, the fields both changed."""

    keep: ConflictSide
    stands: Name | None
    acts: tuple[Raw, ...]
    disputed: tuple[str, ...] = ()
    is_kept: bool = True


# Both sides.


def merged(
    workspace: Workspace, dispute: Dispute, stands: Name | None = None, *, is_decided: bool = False
) -> Resolved | None:
    """Return the two histories as one, the acts of `stands` first; None where no such order is lawful.

    Without `stands` it is whichever side has a lawful order, ours first. A free field that both changed is a person's
    to decide: None too, unless that is done (`is_decided`).
    """
    for name in (stands,) if stands else _SIDES:
        keep = dispute.side(name)
        fields, disputed = merged_fields(dispute, keep)
        order = lawful_order(keep.acts, dispute.other(keep).acts, workspace.context())
        if order is not None and (is_decided or not disputed):
            return _united(workspace, dispute, keep, order, fields, disputed)
    return None


def disputed_fields(dispute: Dispute) -> list[str]:
    """Return the free fields that both sides changed, and not alike."""
    _, disputed = merged_fields(dispute, dispute.ours)
    return disputed


def _united(
    workspace: Workspace,
    dispute: Dispute,
    keep: ConflictSide,
    order: Sequence[Placed],
    fields: Mapping[str, Any],
    disputed: Sequence[str],
) -> Resolved:
    other = dispute.other(keep)
    places = [(place, placed.position) for place, placed in enumerate(order) if placed.side == "other"]
    taken = tuple(other.values["history"][position] for _, position in places)
    data = _with_acts(dispute, keep, taken, [place for place, _ in places])
    return _resolved(workspace, dispute, data, fields, _Decision(keep, None, taken, tuple(disputed)))


def _with_acts(dispute: Dispute, keep: ConflictSide, taken: Sequence[Raw], places: Sequence[int]) -> bytes:
    """Return the text of a side with the other's acts in it, each at its place in the whole history."""
    data = keep.data
    for place, act in zip(places, taken, strict=True):  # one at a time: each goes in between two acts, whose lines stay
        splice = Splice(data, dispute.path)
        acts = list(splice.values["history"])
        acts.insert(place, act)
        splice.say({**splice.values, "history": acts})
        data = splice.result()
    return data


# One side.


def standing_alone(workspace: Workspace, dispute: Dispute, stands: Name) -> Resolved:
    """Return the file as one side has it, with nothing of the other's acts: they are to be spoken again."""
    keep = dispute.side(stands)
    other = dispute.other(keep)
    aside = tuple(other.values["history"][position] for position in dispute.added(other))
    fields, disputed = merged_fields(dispute, keep)
    decision = _Decision(keep, stands, aside, tuple(disputed), is_kept=False)
    return _resolved(workspace, dispute, keep.data, fields, decision)


def decided(workspace: Workspace, dispute: Dispute, stands: Name, by: str) -> Resolved:
    """Return the file in which one side stands and the other's acts are one `displaced` note, by whoever resolves."""
    keep = dispute.side(stands)
    other = dispute.other(keep)
    aside = tuple(other.values["history"][position] for position in dispute.added(other))
    fields, disputed = merged_fields(dispute, keep)
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
        if splice.values.get(key, GONE) != value:
            splice.set_key(key, value if value is not GONE else None)
    _, standing = _read(workspace, data, keep)
    balance(splice, standing)
    after = splice.result()
    _need_balance(workspace, after, keep)
    change = FileWrite(workspace.root / dispute.path, dispute.there, after)
    disputed, is_kept = decision.disputed, decision.is_kept
    return Resolved(keep.id, dispute.path, decision.stands, decision.acts, disputed, change, is_kept)


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


def _unlawful(promise: Promise, refusal: Refusal) -> Trouble:
    finding = refused_finding(promise, refusal)
    return Trouble(
        M("{id}: {title}", id=promise.id, title=finding.message),
        note=refusal.note,
        help=refusal.help,
        code=refusal.code,
        exit_code=1,
    )
