"""Asking another: what nobody has agreed to yet is asked of, or offered to, somebody else.

The law lets no counter-proposal change who is customer or performer: a promise is taken back by whoever said it, and
said anew to the other, as one change of two files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from promisectl.app.acts.completing import ActRequest, as_raw
from promisectl.app.acts.opening import Opening, open_new
from promisectl.app.acts.record import OpenPromise, RecordedAct, open_promise, plan_acts
from promisectl.model.act import Verb
from promisectl.model.message import M
from promisectl.model.promise import State
from promisectl.model.terms import TERMS, key_of
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import Workspace

_SAID = {State.REQUESTED: (Verb.REQUEST, "customer", "performer"), State.OFFERED: (Verb.OFFER, "performer", "customer")}
_KEPT = ("tags", "serves", "priority", "part-of", "needs", "service")


def ask_another(
    workspace: Workspace, id_or_prefix: str, request: ActRequest, ledger: str | None = None
) -> list[RecordedAct] | None:
    """Return what takes a promise back and says it anew to whom the terms of a counter name; nothing is written.

    None where the counter changes no role, or something is agreed: then it is the law's to judge. Trouble (exit 1)
    where it is not the speaker's to take back.
    """
    opened = open_promise(workspace, id_or_prefix, ledger)
    said = _SAID.get(opened.standing.state) if opened.standing.state else None
    changed = _changed_roles(opened, request)
    if said is None or not changed:
        return None
    verb, own, other = said
    if changed != [other] or not _is_theirs(workspace, opened, request, own):
        raise _not_theirs(opened, own, changed[0])
    withdrawn = _taken_back(workspace, opened, request)
    return [withdrawn, _said_anew(workspace, opened, replace(request, verb=verb), own)]


def _is_theirs(workspace: Workspace, opened: OpenPromise, request: ActRequest, own: str) -> bool:
    """Whether whoever speaks said the promise, by whatever handle."""
    speaker = request.fields.get("for") or request.by
    people = workspace.people
    return people.current(speaker) == people.current(_holder(opened, own) or "")


def _changed_roles(opened: OpenPromise, request: ActRequest) -> list[str]:
    terms = request.fields["terms"]
    return [role for role in ("customer", "performer") if terms.get(role) not in (None, _holder(opened, role))]


def _holder(opened: OpenPromise, role: str) -> str | None:
    holder: str | None = getattr(opened.standing.terms, role)
    return holder


def _taken_back(workspace: Workspace, opened: OpenPromise, request: ActRequest) -> RecordedAct:
    fields = {key: value for key, value in request.fields.items() if key in ("for", "via", "note", "reason")}
    return plan_acts(workspace, opened, [ActRequest(Verb.WITHDRAW, request.by, request.at, fields)])


def _said_anew(workspace: Workspace, opened: OpenPromise, request: ActRequest, own: str) -> RecordedAct:
    """Return the same terms, but for what the counter changes, said to somebody else; it follows the old promise."""
    terms = {key_of(name): as_raw(getattr(opened.standing.terms, name)) for name in TERMS}
    terms |= _replacing(request.fields["terms"])
    terms[own] = None
    terms = {key: value for key, value in terms.items() if value is not None}
    fields = {key: value for key, value in request.fields.items() if key != "terms"}
    free = {**_free(opened), "follows": opened.promise.id}
    return open_new(workspace, Opening(replace(request, fields=fields), terms, free, None, opened.promise.ledger))


def _replacing(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes of terms with what they take the place of: a due and a length do not stand together."""
    gone = {"due": "within", "within": "due"}
    return {**{gone[key]: None for key in changes if key in gone}, **changes}


def _free(opened: OpenPromise) -> dict[str, Any]:
    file = opened.promise.file.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return {key: file[key] for key in _KEPT if file.get(key)}


def _not_theirs(opened: OpenPromise, own: str, changed: str) -> Trouble:
    id_ = opened.promise.id
    if changed == own:
        note = M("a counter-proposal does not change who is {role}", role=own)
        help = M("take it back (promisectl withdraw {id}): the other person says it in words of their own", id=id_)
    else:
        note = M("only {holder}, who said it, can say it to somebody else", holder=_holder(opened, own))
        help = M('decline it and say why: promisectl decline {id} --note "…"', id=id_)
    problem = M("nothing was written in {id}", id=id_)
    return Trouble(problem, note=note, help=help, code="PC202", exit_code=1)
