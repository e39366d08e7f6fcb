"""Packing: closed promises go from files of their own into a pack of the quarter they closed in, and back.

People get wrong that a pack is an archive: everything that reads, reads packs too, and no figure changes. Only acts
need a loose file. Documents stand in the order of closing, so that packing twice, or in two branches, gives the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from promisectl.app.ledger.lookup import ambiguous, loose_entries, matching
from promisectl.app.ledger.standings import view_of
from promisectl.checking.silences import find_silences
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay, unbalanced
from promisectl.model.limits import PACK_LIMIT
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.nearest import did_you_mean
from promisectl.model.promise import Promise
from promisectl.model.trouble import Trouble
from promisectl.query.periods import quarter_of
from promisectl.store.files import FileWrite, read_whole
from promisectl.store.packs import Pack, empty_pack, placed, read_pack, why_loose, without
from promisectl.store.reading import Loaded, read_ledgers, read_promises
from promisectl.store.settled import SETTLED
from promisectl.store.workspace import Workspace

Key = tuple[datetime, str]
_OPEN = M("it is open")


@dataclass(frozen=True, slots=True)
class Moved:
    """A promise that goes into a pack or comes out of it."""

    promise: str
    path: str
    pack: str


@dataclass(frozen=True, slots=True)
class Left:
    """A closed promise, or a file that cannot be read, that stays where it is."""

    path: str
    why: Message
    promise: str | None = None

    @property
    def is_pack(self) -> bool:
        """Whether it is a pack itself that cannot be read."""
        return self.path.split("/")[-2] == SETTLED


@dataclass(slots=True)
class Packing:
    """What would be written: the promises that move, the files that change, and what stays loose although it closed."""

    moved: list[Moved] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    changes: list[FileWrite] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Ready:
    key: Key
    data: bytes
    promise: Promise


def pack(workspace: Workspace, before: datetime, ledger: str | None = None) -> Packing:
    """Return what packing the promises that closed before an instant would write. Nothing is written here."""
    loaded = read_ledgers(workspace.root, workspace.settings.ledgers, ledger)
    packing = Packing()
    for path in sorted(loaded.bad_paths):
        if path.endswith(".yaml"):
            packing.left.append(Left(path, M("it cannot be read")))
    removals: list[FileWrite] = []
    by_quarter = _by_quarter(workspace, _all_ready(workspace, before, loaded, packing))
    for (name, quarter), rows in sorted(by_quarter.items()):
        path = f"{workspace.settings.ledgers}/{name}/{SETTLED}/{quarter}.yaml"
        removals += _into(workspace, path, rows, loaded, packing)
    packing.changes += removals  # the packs come first: a machine that stops between two files loses nothing
    return packing


def _all_ready(workspace: Workspace, before: datetime, loaded: Loaded, packing: Packing) -> list[_Ready]:
    """Return every loose promise that can go into a pack; what closed and cannot is told in `packing`."""
    loose = [promise for promise in loaded.promises if not promise.packed]
    files_of = Counter(promise.id for promise in loose)
    rows: list[_Ready] = []
    for promise in loose:
        ready = _ready(workspace, promise, before, loaded, packing)
        if ready is None:
            continue
        if files_of[promise.id] > 1:
            packing.left.append(Left(promise.path, M("its id stands in more than one file"), promise.id))
        else:
            rows.append(ready)
    return rows


def _by_quarter(workspace: Workspace, rows: list[_Ready]) -> dict[tuple[str, str], list[_Ready]]:
    """Return the rows of each pack, by ledger and by the quarter in which they closed."""
    by_quarter: dict[tuple[str, str], list[_Ready]] = {}
    for row in rows:
        closed, _ = row.key
        quarter = quarter_of(local_day(closed, workspace.zone))
        by_quarter.setdefault((row.promise.ledger, quarter), []).append(row)
    return by_quarter


def _ready(workspace: Workspace, promise: Promise, before: datetime, loaded: Loaded, packing: Packing) -> _Ready | None:
    """Return a loose promise that closed in time with its bytes; what closed and cannot move is told in `packing`."""
    if promise.is_draft or promise.path in loaded.bad_paths:
        return None
    closed = _closing(workspace, promise)
    if isinstance(closed, Message):
        if closed is not _OPEN:
            packing.left.append(Left(promise.path, closed, promise.id))
        return None
    if closed >= before:
        return None
    data = read_whole(workspace.root / promise.path, promise.path)
    why = _why_it_stays(promise, data, loaded)
    if why is not None:
        packing.left.append(Left(promise.path, why, promise.id))
        return None
    return _Ready((closed, promise.id), data, promise)


def _why_it_stays(promise: Promise, data: bytes, loaded: Loaded) -> Message | None:
    """Return why a closed promise keeps its own file; None where its bytes can stand in a pack."""
    remark = loaded.remarked.get(promise.path)
    if remark is not None and _quiets_the_file(remark):
        return M("it holds a silence for the whole file")
    return why_loose(data, promise.file)


def _closing(workspace: Workspace, promise: Promise) -> datetime | Message:
    """Return when a promise closed; `_OPEN` where it did not, or why that cannot be said."""
    context = workspace.context()
    standing = replay(promise.history, context)
    if isinstance(standing, Refusal):
        return M("the law refuses its history: `promisectl check`")
    view = view_of(workspace, promise, standing)
    if not view.is_closed:
        return _OPEN
    if unbalanced(promise, standing):
        return M("its head does not balance: `promisectl rebalance {id}`", id=promise.id)
    return view.closed_at or _OPEN


def _quiets_the_file(text: str) -> bool:
    return any(silence.reach == "file" for silence in find_silences(text))


def _into(workspace: Workspace, path: str, rows: list[_Ready], loaded: Loaded, packing: Packing) -> list[FileWrite]:
    """Add to `packing` the change of one pack; return the changes that remove the loose files."""
    if path in loaded.bad_paths:
        why = M("{path} cannot be read", path=path)
        packing.left += [Left(row.promise.path, why, row.promise.id) for row in rows]
        return []
    before, old = _pack_as_it_is(workspace, path, rows[0].promise.ledger)
    fresh, repeated = _fresh_and_repeated(old, rows, loaded, packing)
    if fresh:
        after = _grown(workspace, old, fresh, loaded)
        packing.changes.append(FileWrite(workspace.root / path, before, after))
    moving = sorted([*fresh, *repeated], key=lambda row: row.key)
    packing.moved += [Moved(row.promise.id, row.promise.path, path) for row in moving]
    return [FileWrite(workspace.root / row.promise.path, row.data, None) for row in rows if row in moving]


def _pack_as_it_is(workspace: Workspace, path: str, ledger: str) -> tuple[bytes | None, Pack]:
    """Return the bytes of a pack's file, None where there is none yet, and the pack."""
    full = workspace.root / path
    if not full.exists():
        return None, empty_pack(path, ledger)
    data = read_whole(full, path, PACK_LIMIT)
    return data, read_pack(data, path, ledger)


def _fresh_and_repeated(
    old: Pack, rows: list[_Ready], loaded: Loaded, packing: Packing
) -> tuple[list[_Ready], list[_Ready]]:
    """Return the promises that no pack holds yet, and those that this one holds with the same bytes.

    A copy with other bytes is told in `packing`, for a person must choose.
    """
    packed = {promise.id: promise for promise in loaded.promises if promise.packed}
    fresh: list[_Ready] = []
    repeated: list[_Ready] = []
    for row in sorted(rows, key=lambda row: row.key):
        twin = packed.get(row.promise.id)
        if twin is None:
            fresh.append(row)
        elif row.data in old.pieces:
            repeated.append(row)
        else:
            why = M("it stands in {path} too, and says something else there", path=twin.path)
            packing.left.append(Left(row.promise.path, why, row.promise.id))
    return fresh, repeated


def _grown(workspace: Workspace, old: Pack, fresh: list[_Ready], loaded: Loaded) -> bytes:
    """Return the bytes of a pack with further promises, each at its place in the order of closing."""
    inside = [promise for promise in loaded.promises if promise.path == old.path]
    keys = [closing_key(workspace, promise) for promise in inside]
    return placed(old, keys, [(row.key, row.data, row.promise.file) for row in fresh])


def closing_key(workspace: Workspace, promise: Promise) -> Key | None:
    """Return where a promise stands in a pack: when it closed, then its id; None where that cannot be said."""
    if promise.is_draft:
        return None
    closed = _closing(workspace, promise)
    return (closed, promise.id) if isinstance(closed, datetime) else None


def unpack(workspace: Workspace, named: Sequence[str], ledger: str | None = None) -> Packing:
    """Return what bringing packed promises back would write, each into `<ledger>/<id>.yaml`, all or none.

    A loose file of that id that only says more stays as it is; one that says something else is Trouble.
    """
    loaded = read_ledgers(workspace.root, workspace.settings.ledgers, ledger)
    packed = {promise.id: promise for promise in loaded.promises if promise.packed}
    names = [_named(id_or_prefix, packed, workspace, ledger) for id_or_prefix in named]
    ids_by_pack: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        ids_by_pack.setdefault(packed[name].path, []).append(name)
    packing = Packing()
    shrunk = [_taken_out(workspace, path, ids, packed, packing) for path, ids in ids_by_pack.items()]
    packing.changes += shrunk  # the loose files come first: a machine that stops between two files loses nothing
    return packing


def _taken_out(
    workspace: Workspace, path: str, ids: list[str], packed: dict[str, Promise], packing: Packing
) -> FileWrite:
    """Add to `packing` the promises that leave one pack; return the change of the pack."""
    full = workspace.root / path
    old = read_pack(read_whole(full, path, PACK_LIMIT), path, packed[ids[0]].ledger)
    for name in ids:
        packing.moved.append(_out(workspace, old, name, packing))
    return FileWrite(full, old.data, without(old, ids))


def _named(id_or_prefix: str, packed: dict[str, Promise], workspace: Workspace, ledger: str | None) -> str:
    """Return the one packed id that is meant."""
    ids = matching(packed, id_or_prefix.lower())
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise ambiguous(id_or_prefix, ids, lambda name: str(packed[name].file.what))
    loose = matching(loose_entries(workspace, ledger), id_or_prefix.lower())
    if loose:
        raise Trouble(
            M("{id} is not packed: it has a file of its own", id=loose[0]),
            help=M("see it with `promisectl show {id}`", id=loose[0]),
            code="not-packed",
        )
    raise Trouble(
        M("no packed promise is called `{id}`", id=id_or_prefix),
        help=did_you_mean(id_or_prefix, packed, M("see them with `promisectl list --all`")),
        code="unknown-promise",
    )


def _out(workspace: Workspace, pack: Pack, name: str, packing: Packing) -> Moved:
    """Add to `packing` the loose file of one promise, unless one that says as much is there."""
    number = pack.ids.index(name)
    entry = loose_entries(workspace).get(name)
    if entry is None:
        path = f"{workspace.settings.ledgers}/{pack.ledger}/{name}.yaml"
        packing.changes.append(FileWrite(workspace.root / path, None, pack.pieces[number]))
        return Moved(name, path, pack.path)
    promises, _ = read_promises(read_whole(entry.full, entry.path), entry.path, entry.ledger)
    history = pack.files[number].history or ()
    if not promises or promises[0].history[: len(history)] != history:
        raise Trouble(
            M("{id} stands in {path} too, and says something else there", id=name, path=entry.path),
            help=M("decide which one holds, and delete the other"),
            code="duplicate",
            exit_code=1,
        )
    return Moved(name, entry.path, pack.path)
