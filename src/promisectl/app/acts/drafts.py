"""Drafts: promise files without history. Somebody with only a text editor wrote down terms; nothing was said yet.

Opening one speaks those terms: the customer requests them, the performer offers them, and an empty role is filled with
the speaker. What stands in the file stays as it was written; `state` and `history` come at its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from promisectl.app.acts.opening import opening_acts
from promisectl.app.acts.record import ActRequest, Raw, RecordedAct, as_act, head_values, moment_of_speech
from promisectl.app.ledger.lookup import find_entry, loose_entries
from promisectl.app.ledger.standings import located, view_of
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Verb
from promisectl.model.message import M, Message
from promisectl.model.promise import Promise
from promisectl.model.terms import TERMS, key_of
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import need_visible
from promisectl.store.files import FileWrite, read_whole
from promisectl.store.reading import read_promises
from promisectl.store.walking import Entry
from promisectl.store.workspace import BadFiles, Workspace
from promisectl.yamltext.splice import Splice

_TERMS = tuple(map(key_of, TERMS))


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as read for opening, with its bytes; `named` are those with a role that was told since."""

    promise: Promise
    data: bytes
    named: bytes | None = None


def entry_of(workspace: Workspace, id_or_path: str, ledger: str | None = None) -> Entry:
    """Return the promise file that an id, a beginning of one, or a path names; Trouble where there is none."""
    if "/" not in id_or_path and not id_or_path.endswith(".yaml"):
        return find_entry(workspace, id_or_path, ledger)
    path = Path(id_or_path).resolve()
    for entry in loose_entries(workspace).values():
        if Path(entry.full).resolve() == path:
            return entry
    raise Trouble(
        M("{path} is no promise file of this workspace", path=id_or_path)
        if path.exists()
        else M("cannot read {path}: {problem}", path=id_or_path, problem=M("there is no such file")),
        help=M(
            "a promise file is named by its id and stands below {folder}/LEDGER/", folder=workspace.settings.ledgers
        ),
        code="unknown-promise",
    )


def read_draft(workspace: Workspace, id_or_path: str, ledger: str | None = None) -> Draft:
    """Return the draft that an id or a path names. BadFiles where its form does not hold, Trouble where it is open."""
    entry = entry_of(workspace, id_or_path, ledger)
    data = read_whole(entry.full, entry.path)
    promises, findings = read_promises(data, entry.path, entry.ledger)
    if findings or not promises:
        raise BadFiles(located(findings, workspace.root))
    if not promises[0].is_draft:
        raise Trouble(
            M("{id} is open already: it has a history", id=promises[0].id),
            help=M("see what is lawful with `promisectl next {id}`", id=promises[0].id),
            code="not-a-draft",
        )
    return Draft(promises[0], data)


def empty_role(draft: Draft) -> str | None:
    """Return the one role that a draft leaves empty; None where it names both, or neither."""
    empty = [role for role in ("customer", "performer") if getattr(draft.promise.file, role) is None]
    return empty[0] if len(empty) == 1 else None


def with_role(draft: Draft, role: str, handle: str) -> Draft:
    """Return a draft whose empty role somebody has."""
    splice = Splice(draft.data, draft.promise.path)
    splice.set_key(role, handle)
    file = draft.promise.file.model_copy(update={role: handle})
    return replace(draft, promise=replace(draft.promise, file=file), data=draft.data, named=splice.result())


def open_draft(workspace: Workspace, draft: Draft, request: ActRequest) -> RecordedAct:
    """Judge the opening of a draft by a speaker and return what would be written; the verb of `request` is chosen here.

    Trouble (exit 1) where the speaker has no part in it, or where the law refuses the terms.
    """
    role, splice = _with_speaker(draft, str(request.fields.get("for") or request.by))
    _need_when(draft.promise)
    terms = {key: splice.values[key] for key in _TERMS if splice.values.get(key) is not None}
    at = moment_of_speech(workspace, request.at, None)
    spoken = replace(request, verb=Verb.REQUEST if role == "customer" else Verb.OFFER)
    raws, standing = opening_acts(workspace, spoken, terms, at, draft.promise.id, draft.promise)
    after = _with_history(splice, standing, raws)
    view = view_of(workspace, _read_again(workspace, draft.promise, after), standing, at)
    change = FileWrite(workspace.root / draft.promise.path, draft.data, after)
    return RecordedAct(as_act(raws[0]), raws[0], None, view, change)


def _with_speaker(draft: Draft, who: str) -> tuple[str, Splice]:
    """Return the role in which somebody opens a draft, and its text with that role filled."""
    splice = Splice(draft.named or draft.data, draft.promise.path)
    role = _role(draft.promise, who)
    splice.set_key(role, who)
    if "id" not in splice.values:
        splice.set_key("id", draft.promise.id)
    need_visible(splice.values)
    return role, splice


def _with_history(splice: Splice, standing: Standing, raws: Sequence[Raw]) -> bytes:
    """Return the text with the terms that were agreed on and, at its end, state and history."""
    head = head_values(standing)
    for key in _TERMS:
        splice.set_key(key, head[key])
    return splice.result_with({"state": head["state"], "history": raws})


def _read_again(workspace: Workspace, draft: Promise, after: bytes) -> Promise:
    """Return the promise that is about to be written. BadFiles where its form does not hold."""
    promises, findings = read_promises(after, draft.path, draft.ledger)
    if findings:
        raise BadFiles(located(findings, workspace.root))
    return promises[0]


def _role(draft: Promise, who: str) -> str:
    """Return the role in which somebody opens a draft: `customer` requests, `performer` offers."""
    customer, performer = draft.file.customer, draft.file.performer
    if customer is None and performer is None:
        raise _names_nobody(draft)
    if customer is None:
        return _own_role(draft, who, "customer", str(performer))
    if performer is None:
        return _own_role(draft, who, "performer", customer)
    if who not in (customer, performer):
        raise _has_no_part(draft, who, customer, performer)
    return "customer" if who == customer else "performer"


def _own_role(draft: Promise, who: str, empty: str, other: str) -> str:
    """Return the empty role for whoever is not the other side: nobody promises something to oneself by default."""
    if who == other:
        raise _lacks_the_other(draft, empty)
    return empty


def _names_nobody(draft: Promise) -> Trouble:
    help = M(
        "write the other party into {path}: `performer: HANDLE` if you ask, `customer: HANDLE` if you offer",
        path=draft.path,
    )
    return _not_opened(M("{id} names neither customer nor performer", id=draft.id), help)


def _lacks_the_other(draft: Promise, role: str) -> Trouble:
    help = M(
        "write `{key}: HANDLE` into {path}: your own handle, if it is a promise to yourself",
        key=role,
        path=draft.path,
    )
    return _not_opened(M("{id} names no {role}, and you are the other side", id=draft.id, role=role), help)


def _not_opened(message: Message, help: Message) -> Trouble:
    return Trouble(message, help=help, code="PC202", exit_code=1)


def _has_no_part(draft: Promise, who: str, customer: str, performer: str) -> Trouble:
    return Trouble(
        M("{id}: {who} is neither its customer nor its performer", id=draft.id, who=who),
        note=M("the customer is {customer}, the performer {performer}", customer=customer, performer=performer),
        help=M('record whose words these are: `--for {customer} --via "…"`', customer=customer),
        code="PC204",
        exit_code=1,
    )


def _need_when(draft: Promise) -> None:
    if draft.file.due is None and draft.file.within is None:
        raise Trouble(
            M("{id} says neither `due` nor `within`: a promise says by when", id=draft.id),
            help=M(
                "write it into {path}, such as `due: 2026-03-06`: `promisectl edit {id}`", path=draft.path, id=draft.id
            ),
            code="PC202",
            exit_code=1,
        )
