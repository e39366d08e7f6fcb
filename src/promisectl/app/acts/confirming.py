"""Confirming: somebody says, in a commit of her own, that words written down by others are hers.

A confirmation is a note of kind `confirmed`. It names by digest the words it confirms: the promise's id and every act
up to one. So it cannot be moved under other words, and it answers for one act long after that act was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from promisectl.app.acts.completing import ActRequest
from promisectl.app.acts.record import OpenPromise, RecordedAct, open_promise, plan_acts
from promisectl.app.ledger.identity import is_agent
from promisectl.lifecycle.standing import Context
from promisectl.model.act import Act, Verb
from promisectl.model.digests import confirmation_digest, confirmation_digests
from promisectl.model.limits import PACK_LIMIT
from promisectl.model.message import M
from promisectl.model.moment import Moment
from promisectl.model.promise import Promise
from promisectl.model.trouble import Trouble
from promisectl.store.files import read_whole
from promisectl.store.workspace import Workspace
from promisectl.yamltext.raw_acts import conversations
from promisectl.yamltext.splice import Splice

CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A confirmation to be written: the position, from 1, of the act that is confirmed, that act, and the note."""

    number: int
    act: Act
    recorded: RecordedAct


def confirm(
    workspace: Workspace,
    id_or_prefix: str,
    number: str | None,
    by: str,
    *,
    at: Moment | None = None,
    note: str | None = None,
    ledger: str | None = None,
) -> Confirmation:
    """Return the note in which `by` confirms an act, by its position from 1; by default the one she most likely means.

    That is the last act that is hers, else the last one she did not write; notes are passed over. Trouble for a
    position that is not there, for an agent, and for whoever has no part in the promise and did not say the act.
    """
    _need_person(workspace, by, id_or_prefix)
    opened = open_promise(workspace, id_or_prefix, ledger)
    context = workspace.context()
    position = _position(opened, number) if number is not None else _likely(opened, by, context)
    _need_part(opened, position, by, context)
    written = Splice(opened.data, opened.promise.path).values["history"]
    digest = confirmation_digest(opened.promise.id, written[: position + 1])
    fields = {"kind": CONFIRMED, "of": digest, "note": note}
    recorded = plan_acts(workspace, opened, [ActRequest(Verb.NOTE, by, at, fields)])
    return Confirmation(position + 1, opened.promise.history[position], recorded)


def confirmed_in(workspace: Workspace, promise: Promise) -> dict[int, int | None]:
    """Return what the confirming notes of a promise confirm, as `confirmed_acts` does; its file is read again."""
    if all(act.kind != CONFIRMED for act in promise.history):
        return {}
    data = read_whole(workspace.root / promise.path, promise.path, PACK_LIMIT)
    read = conversations(data, promise.path, packed=promise.packed)
    acts = next((one.acts for one in read if one.id == promise.id), ())
    return confirmed_acts(promise.id, acts)


def confirmed_acts(id: str, acts_as_written: Sequence[Mapping[str, Any]]) -> dict[int, int | None]:
    """Return, for each confirming note of a history, the position of the act it confirms; both count from 0.

    None where the words it confirms do not stand before it.
    """
    digests = {digest: position for position, digest in enumerate(confirmation_digests(id, acts_as_written))}
    found: dict[int, int | None] = {}
    for note, act in enumerate(acts_as_written):
        if act.get("kind") == CONFIRMED:
            position = digests.get(str(act.get("of")), note)
            found[note] = position if position < note else None
    return found


def _need_person(workspace: Workspace, by: str, id: str) -> None:
    if is_agent(workspace, by):
        raise Trouble(
            M("{agent} is an agent; a person confirms", agent=by),
            help=M("let whoever it answers to say it: `promisectl confirm {id}`", id=id),
            code="PC506",
            exit_code=1,
        )


def _position(opened: OpenPromise, number: str) -> int:
    count = len(opened.promise.history)
    if number.isascii() and number.isdecimal() and 1 <= int(number) <= count:
        return int(number) - 1
    raise Trouble(
        M("“{act}” is no act of {id}, which has {count}", act=number, id=opened.promise.id, count=count),
        help=M("count them from 1 in `promisectl show {id}`", id=opened.promise.id),
    )


def _likely(opened: OpenPromise, by: str, context: Context) -> int:
    """Return the position of the last act that is hers, else of the last one that she did not write."""
    hers, others = 0, 0
    for position, act in _words(opened.promise.history):
        if is_word_of(act, by, context):
            hers = position + 1
        if context.current(act.by) != by:
            others = position + 1
    return max((hers or others) - 1, 0)


def _words(acts: Sequence[Act]) -> Iterator[tuple[int, Act]]:
    """Yield the acts that move something, each with its position."""
    for position, act in enumerate(acts):
        if act.act is not Verb.NOTE:
            yield position, act


def is_word_of(act: Act, handle: str, context: Context) -> bool:
    """Whether an act is somebody's word: said by that person, or by an agent that answers to that person."""
    speaker = context.current(act.speaker)
    answerer = context.agents.get(speaker)
    return handle == speaker or (answerer is not None and context.current(answerer) == handle)


def _need_part(opened: OpenPromise, position: int, by: str, context: Context) -> None:
    """Trouble where somebody has no part in a promise, and the act is not that person's word."""
    acts, terms = opened.promise.history, opened.standing.terms
    named = [terms.customer, terms.performer, *_named(acts)]
    parties = {context.current(handle) for handle in named if handle is not None}
    if by in parties or is_word_of(acts[position], by, context):
        return
    raise Trouble(
        M("{handle} has no part in {id}: there is nothing of theirs to confirm", handle=by, id=opened.promise.id),
        help=M("add a remark with `promisectl note {id}`", id=opened.promise.id),
        code="PC204",
        exit_code=1,
    )


def _named(acts: Sequence[Act]) -> Iterator[str | None]:
    """Yield everybody whom the acts give a role."""
    for act in acts:
        if act.terms is not None:
            yield act.terms.customer
            yield act.terms.performer
