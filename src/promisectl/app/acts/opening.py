"""Opening a promise: a request or an offer makes a new file, named by a new id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from promisectl.app.acts.completing import complete
from promisectl.app.acts.record import (
    ActRequest,
    Raw,
    RecordedAct,
    as_act,
    head_values,
    judged,
    moment_of_speech,
    refused,
    wrong_value,
)
from promisectl.app.ledger.lookup import loose_entries, pack_with
from promisectl.app.ledger.standings import ledger_names, require_ledger, view_of
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.standing import Standing
from promisectl.model.act import Act, Verb
from promisectl.model.acts import opener_of
from promisectl.model.fields import PROMISE_ID
from promisectl.model.message import M
from promisectl.model.promise import Promise, PromiseFile
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import need_visible
from promisectl.store.files import FileWrite, read_whole
from promisectl.store.reading import read_promises
from promisectl.store.workspace import Workspace
from promisectl.yamltext.emit import promise_text
from promisectl.yamltext.splice import HEAD_ORDER

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32
SCHEMA_FILE = "promise.schema.json"  # made by `promisectl schema > promise.schema.json` at the root


@dataclass(frozen=True, slots=True)
class Opening:
    """A promise to be opened: the act, the terms by the file's keys, the free fields, the id if chosen."""

    request: ActRequest
    terms: Mapping[str, Any]
    free: Mapping[str, Any] = field(default_factory=dict)
    id: str | None = None
    ledger: str | None = None


def open_new(workspace: Workspace, opening: Opening) -> RecordedAct:
    """Judge a new promise and return what would be written; Trouble (exit 1) where the law refuses it."""
    ledger = choose_ledger(workspace, opening.ledger)
    name = _id(workspace, ledger, opening.id)
    at = moment_of_speech(workspace, opening.request.at, None)
    raws, standing = opening_acts(workspace, opening.request, opening.terms, at, name)
    path = f"{workspace.settings.ledgers}/{ledger}/{name}.yaml"
    need_visible(opening.free)
    values = {**head_values(standing), **opening.free, "id": name, "history": raws}
    promise, text = _file(workspace, values, path, ledger)
    view = view_of(workspace, promise, standing, at)
    return RecordedAct(as_act(raws[0]), raws[0], None, view, FileWrite(workspace.root / path, None, text))


def written_before(workspace: Workspace, spoken: RecordedAct, paths: Sequence[Path]) -> RecordedAct | None:
    """Return what is about to be opened as one of these files says it already; None where none does.

    Whoever says it again after git refused a commit wants one promise, not two.
    """
    said = _words(spoken.view.promise)
    folder, ledger = spoken.change.path.parent, spoken.view.promise.ledger
    for path in paths:
        if path.parent == folder and path.suffix == ".yaml":
            promise = _promise_in(workspace, path, ledger)
            if promise is not None and _words(promise) == said:
                return _as_it_stands(spoken, promise, path)
    return None


def _as_it_stands(spoken: RecordedAct, promise: Promise, path: Path) -> RecordedAct:
    """Return what was said as the file of before holds it."""
    view = replace(spoken.view, promise=promise)
    return replace(spoken, act=promise.history[0], view=view, change=replace(spoken.change, path=path))


def _promise_in(workspace: Workspace, path: Path, ledger: str) -> Promise | None:
    shown = path.relative_to(workspace.root).as_posix()
    promises, _ = read_promises(read_whole(path, shown), shown, ledger)
    return promises[0] if promises else None


def _words(promise: Promise) -> list[Act]:
    """Return what was said, without when."""
    return [act.model_copy(update={"at": None}) for act in promise.history]


def opening_acts(
    workspace: Workspace,
    request: ActRequest,
    terms: Mapping[str, Any],
    at: datetime,
    name: str,
    draft: Promise | None = None,
) -> tuple[list[Raw], Standing]:
    """Return the acts that open a promise, the other's agreement included, and how it stands after them.

    Trouble (exit 1) where the law refuses one.
    """
    context = workspace.context()
    requests = [_with_terms(request, terms)]
    if request.agreed_by is not None:
        fields = {"for": request.agreed_by, "via": request.via}
        requests.append(ActRequest(Verb.AGREE, request.by, request.at, fields))
    raws: list[Raw] = []
    standing = Standing()
    for saying in requests:
        raws.append(complete(saying, standing, at, workspace))
        *before, act = [as_act(raw) for raw in raws]
        verdict = judged(before, standing, act, at, context, name)
        if isinstance(verdict, Refusal):
            raise refused(verdict, standing, draft, saying.by, at, context)
        standing = verdict
    return raws, standing


def _with_terms(request: ActRequest, terms: Mapping[str, Any]) -> ActRequest:
    """The opening act carries every term except the opener's own role."""
    own = opener_of(request.verb)
    carried = {key: terms[key] for key in HEAD_ORDER if terms.get(key) is not None and key != own}
    return ActRequest(request.verb, request.by, request.at, {**request.fields, "terms": carried})


def _file(workspace: Workspace, values: Raw, path: str, ledger: str) -> tuple[Promise, bytes]:
    """Return a new promise and the text of its file; Trouble where what it says cannot be written."""
    ordered = _ordered(values)
    file = _as_file(ordered)
    text = promise_text(ordered, comment=_schema_comment(workspace, path)).encode()
    promises, findings = read_promises(text, path, ledger)
    if findings or not promises or promises[0].file != file:
        note = findings[0].note if findings else None
        raise Trouble(M("this cannot be written as a promise file"), note=note, code="write")
    return promises[0], text


def _ordered(values: Raw) -> Raw:
    """Return what goes into the file, in the order of its keys."""
    return {key: values[key] for key in HEAD_ORDER if _is_said(key, values.get(key))}


def _is_said(key: str, value: Any) -> bool:
    """Whether a key goes into the file: an empty list says something of criteria alone, that there are none."""
    return value not in (None, [], ()) or (key == "criteria" and value == [])


def _as_file(values: Raw) -> PromiseFile:
    try:
        return PromiseFile.model_validate(values)
    except ValidationError as error:
        raise wrong_value(error, values) from None


def _schema_comment(workspace: Workspace, path: str) -> str:
    """Return the line by which editors find the schema, where the settings want it."""
    if not workspace.settings.schema_comment:
        return ""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}{SCHEMA_FILE}"


def choose_ledger(workspace: Workspace, chosen: str | None) -> str:
    """Return the ledger to write to: as chosen, else the default, else the only one, else the one you stand in."""
    if chosen or workspace.settings.default_ledger:
        name = chosen or str(workspace.settings.default_ledger)
        require_ledger(workspace, name)
        return name
    names = ledger_names(workspace)
    if len(names) == 1:
        return names[0]
    here = Path.cwd()
    for name in names:
        if here == workspace.ledgers / name or (workspace.ledgers / name) in here.parents:
            return name
    if not names:
        raise Trouble(M("this workspace has no ledger"), help=M("make one with `promisectl ledger new NAME`"))
    raise Trouble(
        M("which ledger? There are {names}", names=", ".join(names)),
        help=M("add `--ledger NAME`, or set `default-ledger` in promisectl.yaml"),
    )


def prefix_of(workspace: Workspace, ledger: str) -> str:
    """Return the prefix of ids in a ledger: as set, else its first letter and following consonants, three letters."""
    prefix = workspace.settings.prefixes.get(ledger)
    if prefix:
        return prefix
    letters = re.sub(r"[^a-z]", "", ledger)
    if not letters:
        return "p"
    return (letters[0] + re.sub(r"[aeiou]", "", letters[1:]))[:3]


def _id(workspace: Workspace, ledger: str, chosen: str | None) -> str:
    taken = loose_entries(workspace)
    if chosen is None:
        import secrets

        prefix = prefix_of(workspace, ledger)
        while True:
            name = f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(8))
            if name not in taken:
                return name
    if len(chosen) > 64 or not re.fullmatch(PROMISE_ID, chosen):
        raise Trouble(
            M("“{id}” cannot be an id", id=chosen),
            help=M("an id is lower-case letters and digits with at least one dash, such as clm-2026-0042"),
        )
    path = taken[chosen].path if chosen in taken else pack_with(workspace, chosen)
    if path is not None:
        raise Trouble(M("the id {id} is taken by {path}", id=chosen, path=path), help=M("ids are never reused"))
    return chosen
