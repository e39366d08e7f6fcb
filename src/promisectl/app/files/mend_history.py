"""Mending a history that the law refuses: what was said from the first refused act on is set aside, whole.

Nothing is lost and nothing is decided: the acts stand in one note of kind `displaced`, the head balances with what is
left, and what still holds is spoken again. A history grows only, so this is the one way to make a refused one lawful;
it is a steward's to do, or both parties', each in a commit of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from promisectl.app.acts.record import balance, moment_of_speech
from promisectl.app.ledger.identity import is_agent
from promisectl.app.ledger.lookup import find_entry
from promisectl.app.ledger.standings import located, refused_finding
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay, unbalanced
from promisectl.lifecycle.standing import Standing
from promisectl.model.message import M
from promisectl.model.moment import write_moment
from promisectl.model.promise import Promise, State
from promisectl.model.trouble import Trouble
from promisectl.store.files import FileWrite, read_whole
from promisectl.store.reading import read_promises
from promisectl.store.walking import Entry
from promisectl.store.workspace import BadFiles, Workspace
from promisectl.yamltext.splice import Splice

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MendedHistory:
    """A history to be written: from which act on (counted from 1) it was refused and why, and the acts set aside.

    `state` is where the promise stands then; `confirmers` are those who must confirm the note, none where a steward
    wrote it. `acts` are as the file writes them.
    """

    promise: str
    first: int
    refusal: Refusal
    acts: tuple[Raw, ...]
    state: State | None
    confirmers: tuple[str, ...]
    change: FileWrite


def mend_history(workspace: Workspace, id_or_prefix: str, by: str, ledger: str | None = None) -> MendedHistory:
    """Return the change that sets aside what a promise's history says from the first act on that the law refuses.

    Trouble where the law refuses nothing, where it refuses the opening act, and for anybody but a steward or a party.
    """
    entry = find_entry(workspace, id_or_prefix, ledger)
    data = read_whole(entry.full, entry.path)
    promise = _promise(workspace, entry, data)
    refusal = _refusal(workspace, promise)
    standing = _lawful_part(workspace, promise, refusal)
    confirmers = _confirmers(workspace, promise.id, standing, by)
    splice = Splice(data, entry.path)
    at = write_moment(moment_of_speech(workspace, None, standing.last_at))
    aside = _set_aside(splice, refusal.act, by, at)
    balance(splice, standing)
    after = splice.result()
    _need_lawful(workspace, entry, after)
    change = FileWrite(workspace.root / entry.path, data, after)
    return MendedHistory(promise.id, refusal.act + 1, refusal, aside, standing.state, confirmers, change)


def _set_aside(splice: Splice, first: int, by: str, at: str) -> tuple[Raw, ...]:
    """Put the acts of a text from one on into a note in their place; return them."""
    written = splice.values["history"]
    aside = written[first:]
    note = {"act": "note", "by": by, "at": at, "kind": "displaced", "acts": list(aside)}
    splice.say({**splice.values, "history": [*written[:first], note]})
    return tuple(aside)


def _promise(workspace: Workspace, entry: Entry, data: bytes) -> Promise:
    promises, findings = read_promises(data, entry.path, entry.ledger)
    if findings or not promises:
        raise BadFiles(located(findings, workspace.root))
    return promises[0]


def _refusal(workspace: Workspace, promise: Promise) -> Refusal:
    """Return why the law refuses the history; Trouble where it does not."""
    verdict = Standing() if promise.is_draft else replay(promise.history, workspace.context())
    if isinstance(verdict, Refusal):
        return verdict
    raise Trouble(
        M("the law refuses nothing of {id}: there is nothing to mend", id=promise.id),
        help=M("a head that does not balance is mended with `promisectl rebalance {id}`", id=promise.id),
        code="lawful",
    )


def _lawful_part(workspace: Workspace, promise: Promise, refusal: Refusal) -> Standing:
    """Return how the promise stands before the first refused act; Trouble where that is the opening."""
    verdict = replay(promise.history[: refusal.act], workspace.context()) if refusal.act else refusal
    if isinstance(verdict, Standing):
        return verdict
    raise Trouble(
        M("the law refuses the act that opens {id}: nothing would be left of it", id=promise.id),
        note=refusal.note,
        help=M("make a new promise, with `promisectl request` or `promisectl offer`"),
        code=refusal.code,
        exit_code=1,
    )


def _confirmers(workspace: Workspace, id: str, standing: Standing, by: str) -> tuple[str, ...]:
    """Return who must confirm what this speaker sets aside: nobody after a steward, after a party the other one."""
    if is_agent(workspace, by):
        raise _not_theirs(workspace, id, by)
    if by in workspace.stewards:
        return ()
    parties = [standing.terms.customer, standing.terms.performer]
    handles = {workspace.people.current(handle) for handle in parties if handle is not None}
    if by not in handles:
        raise _not_theirs(workspace, id, by)
    return tuple(sorted(handles - {by}))


def _not_theirs(workspace: Workspace, id: str, by: str) -> Trouble:
    stewards = ", ".join(sorted(workspace.stewards)) or "-"
    return Trouble(
        M("{handle} may not set aside what was said in {id}", handle=by, id=id),
        note=M("it is a steward's to do, or both parties', each in a commit of their own"),
        help=M("ask a steward: {stewards}", stewards=stewards),
        code="PC402",
        exit_code=1,
    )


def _need_lawful(workspace: Workspace, entry: Entry, after: bytes) -> None:
    """What is about to be written is read and replayed again."""
    promise = _promise(workspace, entry, after)
    standing = replay(promise.history, workspace.context())
    if isinstance(standing, Refusal):
        raise BadFiles(located([refused_finding(promise, standing)], workspace.root))
    if unbalanced(promise, standing):
        raise Trouble(M("{id} would not balance", id=promise.id), code="splice")
