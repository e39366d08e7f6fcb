"""Mending files: free fields, heads that do not balance, acts that are not committed yet, the usual layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from promisectl.app.acts.record import OpenPromise, balance, open_promise, wrong_value
from promisectl.app.files.free_values import free_value, typed_value
from promisectl.app.ledger.links import linked
from promisectl.app.ledger.lookup import find_entry, loose_entries
from promisectl.app.ledger.standings import located, refused_finding
from promisectl.git.as_user import private_folder
from promisectl.git.objects import file_at
from promisectl.git.repository import Purpose, Repository, need_repository
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay, unbalanced
from promisectl.model.act import Act
from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.model.promise import FREE_FIELDS, Promise, PromiseFile
from promisectl.model.terms import key_of
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import need_visible
from promisectl.store.before_acts import text_before
from promisectl.store.files import FileWrite, read_whole
from promisectl.store.reading import read_promises
from promisectl.store.workspace import BadFiles, Workspace
from promisectl.yamltext.layout import laid_out
from promisectl.yamltext.splice import Splice


def set_field(
    workspace: Workspace, id_or_prefix: str, field: str, words: Sequence[str], ledger: str | None = None
) -> tuple[str, str, FileWrite]:
    """Return the id, the field's new value as it is typed, and the change that gives a free field that value.

    Lists are told with commas between entries, or by what to add (`+x`) and to take away (`-y`); ids may be beginnings.
    An empty value removes the field. Trouble for a term (it changes only through acts) and unknown fields, BadFiles
    where the file cannot be read.
    """
    _need_free(field)
    for word in words:
        need_visible(word, field)
    entry = find_entry(workspace, id_or_prefix, ledger)
    data = read_whole(entry.full, entry.path)
    promises, findings = read_promises(data, entry.path, entry.ledger)
    if not promises:
        raise BadFiles(located(findings, workspace.root))
    splice = Splice(data, entry.path)
    value = linked(workspace, field, free_value(field, words, splice.values.get(field)))
    splice.set_key(field, value)
    try:
        file = PromiseFile.model_validate(dict(splice.values))
    except ValidationError as error:
        raise wrong_value(error, splice.values) from None
    return file.id, typed_value(value, words), FileWrite(workspace.root / entry.path, data, splice.result())


def _need_free(field: str) -> None:
    """Trouble where a field is no free one."""
    free = [key_of(name) for name in FREE_FIELDS]
    if field in free or field.startswith("x-"):
        return
    keys = [info.alias or name for name, info in PromiseFile.model_fields.items()]
    if field in keys:
        raise Trouble(
            M("`{field}` is no free field: it changes only through acts", field=field),
            help=M("use `promisectl counter` before the agreement, `promisectl renegotiate` after it"),
        )
    raise Trouble(
        M("there is no field `{field}`", field=field),
        help=did_you_mean(field, free, M("a key of your own begins with `x-`")),
    )


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo takes back: the promise as it stood, the acts that go, the last first, and the file's change."""

    promise: Promise
    acts: tuple[Act, ...]
    change: FileWrite


def undo(workspace: Workspace, id_or_prefix: str, ledger: str | None = None) -> Undone:
    """Return what takes back the last act, and what was said in one breath with it; nothing that HEAD's file holds.

    What the file held before comes back byte for byte, where it was not edited since; an uncommitted opening act takes
    its file away, or gives back the draft that was opened. Trouble without git.
    """
    opened = open_promise(workspace, id_or_prefix, ledger)
    repository = need_repository(workspace.root, Purpose.UNDO)
    committed = _committed_acts(workspace, opened, repository)
    _need_uncommitted(opened, committed)
    after = text_before(private_folder(repository), opened.promise.id, opened.data)
    kept = _acts_in(opened, after) if after is not None else -1
    if kept < committed:
        kept = len(opened.promise.history) - 1
        after = _without_last_act(workspace, opened) if kept else None
    change = FileWrite(workspace.root / opened.promise.path, opened.data, after)
    return Undone(opened.promise, tuple(reversed(opened.promise.history[kept:])), change)


def _acts_in(opened: OpenPromise, text: bytes) -> int:
    """Return how many acts a text of a promise's file holds; a draft holds none."""
    promises, _ = read_promises(text, opened.promise.path, opened.promise.ledger)
    return len(promises[0].history) if promises else 0


def _need_uncommitted(opened: OpenPromise, committed: int) -> None:
    """Trouble where the last act is committed."""
    if len(opened.promise.history) <= committed:
        raise Trouble(
            M("every act of {id} is committed: what was said stays said", id=opened.promise.id),
            help=M("say another act instead; see them with `promisectl next {id}`", id=opened.promise.id),
            exit_code=1,
            code="committed",
        )


def _without_last_act(workspace: Workspace, opened: OpenPromise) -> bytes:
    """Return the text of a promise without its last act, and with the head that balances then."""
    splice = Splice(opened.data, opened.promise.path)
    splice.drop_last_act()
    standing = replay(opened.promise.history[:-1], workspace.context())
    if isinstance(standing, Refusal):
        raise BadFiles(located([refused_finding(opened.promise, standing)], workspace.root))
    balance(splice, standing)
    return splice.result()


def _committed_acts(workspace: Workspace, opened: OpenPromise, repository: Repository) -> int:
    head = repository.head()
    path = (workspace.root / opened.promise.path).resolve()
    blob = file_at(repository, head, path.relative_to(repository.top).as_posix()) if head else None
    if blob is None:
        return 0
    return _acts_in(opened, blob)


def rebalance(
    workspace: Workspace, ids: Sequence[str], ledger: str | None = None
) -> list[tuple[str, list[str], FileWrite]]:
    """Return id, the keys that were wrong, and the change, for every named promise whose head does not balance.

    No names: every loose promise of the workspace.
    """
    names = list(ids) or sorted(loose_entries(workspace, ledger))
    rebalanced: list[tuple[str, list[str], FileWrite]] = []
    for name in names:
        try:
            opened = open_promise(workspace, name, ledger)
        except Trouble as trouble:
            if not ids and trouble.code in ("draft", "unreadable"):
                continue
            raise
        wrong = unbalanced(opened.promise, opened.standing)
        if wrong:
            splice = Splice(opened.data, opened.promise.path)
            balance(splice, opened.standing)
            change = FileWrite(workspace.root / opened.promise.path, opened.data, splice.result())
            rebalanced.append((opened.promise.id, wrong, change))
    return rebalanced


def layout(workspace: Workspace, ids: Sequence[str], ledger: str | None = None) -> tuple[list[FileWrite], list[str]]:
    """Return the changes that put files into the usual layout, and the paths that had to be left as they are."""
    entries = loose_entries(workspace, ledger)
    chosen = [find_entry(workspace, name, ledger) for name in ids] if ids else list(entries.values())
    changes, left = [], []
    for entry in chosen:
        data = read_whole(entry.full, entry.path)
        new = laid_out(data)
        if new is None:
            left.append(entry.path)
        elif new != data:
            changes.append(FileWrite(workspace.root / entry.path, data, new))
    return changes, left
