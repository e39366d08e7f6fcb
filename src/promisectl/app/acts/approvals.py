"""Recording approvals: a review on a host becomes an agreement in the ledger, after the merge (trust.md).

The words are hers, the record says where they can be seen. An approval of another proposal than the one that is open,
or of other terms, is void; one that is recorded already is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from promisectl.app.acts.record import ActRequest, OpenPromise, RecordedAct, open_promise, plan_acts
from promisectl.app.ledger.identity import known_person
from promisectl.app.ledger.lookup import loose_entries, matching
from promisectl.app.ledger.standings import located
from promisectl.diff.approval import Approval
from promisectl.lifecycle.effects import needed
from promisectl.model.act import Verb
from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble
from promisectl.store.reading import read_raw_promises
from promisectl.store.workspace import BadFiles, Workspace


@dataclass(frozen=True, slots=True)
class Left:
    """An approval that was not recorded, and why."""

    approval: Approval
    why: Message


def record(workspace: Workspace, approvals: Sequence[Approval], by: str) -> tuple[list[RecordedAct], list[Left]]:
    """Return what would be written to record approvals, and those left out. Nothing is written here.

    Anybody can approve on a public host and name any promise: who or what is not known here is left out, and the others
    are recorded. Trouble where the law refuses an agreement.
    """
    named = _named(workspace, approvals)
    opened: dict[str, OpenPromise] = {}
    agreements: dict[str, list[ActRequest]] = {}
    left: list[Left] = []
    for approval in approvals:
        answer = _answer(workspace, approval, named[approval.promise], agreements, by)
        if isinstance(answer, Message):
            left.append(Left(approval, answer))
            continue
        promise, agreement = answer
        opened.setdefault(promise.promise.id, promise)
        agreements.setdefault(promise.promise.id, []).append(agreement)
    return [plan_acts(workspace, opened[id_], requests) for id_, requests in agreements.items()], left


def _named(workspace: Workspace, approvals: Sequence[Approval]) -> dict[str, OpenPromise | Message]:
    """Return the promises that the approvals name, by the name they use, or why one cannot be opened."""
    ids = list(loose_entries(workspace))
    names = dict.fromkeys(approval.promise for approval in approvals)
    return {name: _opened(workspace, name, ids) for name in names}


def _answer(
    workspace: Workspace,
    approval: Approval,
    opened: OpenPromise | Message,
    agreements: Mapping[str, Sequence[ActRequest]],
    by: str,
) -> tuple[OpenPromise, ActRequest] | Message:
    """Return the promise and the agreement that records an approval in it, or why it is left out.

    `agreements` are those of the approvals before, by promise.
    """
    try:
        her = known_person(workspace, approval.by)
    except Trouble as trouble:
        return trouble.message
    if isinstance(opened, Message):
        return opened
    why = _void(workspace, opened, approval, her, agreements.get(opened.promise.id, ()))
    if why is not None:
        return why
    return opened, ActRequest(Verb.AGREE, by, None, {"for": her, "via": approval.source})


def _opened(workspace: Workspace, id_or_prefix: str, ids: Sequence[str]) -> OpenPromise | Message:
    """Return the promise that an approval names, or why none can be opened; a packed one is closed."""
    if not matching(ids, id_or_prefix.lower()):
        return M("no open promise here is called `{id}`", id=id_or_prefix)
    try:
        return open_promise(workspace, id_or_prefix)
    except BadFiles:
        raise
    except Trouble as trouble:
        return trouble.message


def _void(
    workspace: Workspace, opened: OpenPromise, approval: Approval, her: str, before: Sequence[ActRequest]
) -> Message | None:
    """Return why an approval is not recorded; None where it is her answer to the proposal that is open."""
    proposal = opened.standing.proposal
    if proposal is None or proposal.act + 1 != approval.act:
        return M("no such proposal is open: it was answered, replaced or withdrawn")
    if dict(approval.terms) != dict(_terms(workspace, opened, proposal.act)):
        return M("it approves other terms than those proposed, and is void")
    if her not in needed(opened.standing, workspace.context()):
        return M("the word of {who} is not needed", who=her)
    if any(request.fields["for"] == her for request in before):
        return M("{who} approved it twice", who=her)
    return None


def _terms(workspace: Workspace, opened: OpenPromise, position: int) -> Mapping[str, Any]:
    """Return a proposal's terms as they are written."""
    versions, findings = read_raw_promises(opened.data, opened.promise.path, opened.promise.ledger)
    if findings or not versions:
        raise BadFiles(located(findings, workspace.root))
    terms: Mapping[str, Any] = versions[0][1]["history"][position].get("terms", {})
    return terms
