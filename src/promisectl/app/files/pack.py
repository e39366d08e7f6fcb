"""Packing: closed promises go from files of their own into a pack of the quarter they closed in, and back.

People get wrong that a pack is an archive: everything that reads, reads packs too, and no figure changes. Only acts
need a loose file. Documents stand in the order of closing, so that packing twice, or in two branches, gives the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from promisectl.app.ledger.lookup import loose_entries, matching
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
from promisectl.store.promise_paths import SETTLED
from promisectl.store.reading import Loaded, read_ledgers, read_promises
from promisectl.store.workspace import Workspace

Key = tuple[datetime, str]


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
    found = Packing()
    for path in sorted(path for path in loaded.bad_paths if path.endswith(".yaml")):
        found.left.append(Left(path, M("it cannot be read")))
    count = Counter(promise.id for promise in loaded.promises if not promise.packed)
    chosen: dict[tuple[str, str], list[_Ready]] = {}
    for promise in loaded.promises:
        ready = None if promise.packed else _ready(workspace, promise, before, loaded, found)
        if ready is not None and count[promise.id] > 1:
            found.left.append(Left(promise.path, M("its id stands in more than one file"), promise.id))
            continue
        if ready is not None:
            quarter = quarter_of(local_day(ready.key[0], workspace.zone))
            chosen.setdefault((promise.ledger, quarter), []).append(ready)
    gone: list[FileWrite] = []
    for (name, quarter), rows in sorted(chosen.items()):
        gone += _into(workspace, f"{workspace.settings.ledgers}/{name}/{SETTLED}/{quarter}.yaml", rows, loaded, found)
    found.changes += gone  # the packs come first: a machine that stops between two files loses nothing
    return found


def _ready(workspace: Workspace, promise: Promise, before: datetime, loaded: Loaded, found: Packing) -> _Ready | None:
    """Return a loose promise that closed in time with its bytes; what closed and cannot move is told in `found`."""
    if promise.is_draft or promise.path in loaded.bad_paths:
        return None
    closed, why = _closing(workspace, promise)
    if why is None and (closed is None or closed >= before):
        return None
    data = b"" if why else read_whole(workspace.root / promise.path, promise.path)
    if why is None and promise.path in loaded.remarked and _quiets_the_file(loaded.remarked[promise.path]):
        why = M("it holds a silence for the whole file")
    why = why or why_loose(data, promise.file)
    if why is not None or closed is None:
        found.left.append(Left(promise.path, why or M("it is open"), promise.id))
        return None
    return _Ready((closed, promise.id), data, promise)


def _closing(workspace: Workspace, promise: Promise) -> tuple[datetime | None, Message | None]:
    """Return when a promise closed (None: it is open), or why that cannot be said."""
    context = workspace.context()
    standing = replay(promise.history, context)
    if isinstance(standing, Refusal):
        return None, M("the law refuses its history: `promisectl check`")
    view = view_of(workspace, promise, standing)
    if view.is_closed and unbalanced(promise, standing):
        return None, M("its head does not balance: `promisectl rebalance {id}`", id=promise.id)
    return (view.closed_at if view.is_closed else None), None


def _quiets_the_file(text: str) -> bool:
    return any(silence.reach == "file" for silence in find_silences(text))


def _into(workspace: Workspace, path: str, rows: list[_Ready], loaded: Loaded, found: Packing) -> list[FileWrite]:
    """Add to `found` the change of one pack; return the changes that remove the loose files."""
    ledger = rows[0].promise.ledger
    there = (workspace.root / path).exists()
    if path in loaded.bad_paths:
        found.left += [Left(one.promise.path, M("{path} cannot be read", path=path), one.promise.id) for one in rows]
        return []
    full = workspace.root / path
    old = read_pack(read_whole(full, path, PACK_LIMIT), path, ledger) if there else empty_pack(path, ledger)
    packed = {promise.id: promise for promise in loaded.promises if promise.packed}
    fresh = [one for one in sorted(rows, key=lambda one: one.key) if _is_single(one, packed, old, found)]
    moving = [one for one in rows if one in fresh or (one.promise.id in packed and one.data in old.pieces)]
    keys = [closing_key(workspace, promise) for promise in loaded.promises if promise.packed and promise.path == path]
    if fresh:
        new = placed(old, keys, [(one.key, one.data, one.promise.file) for one in fresh])
        found.changes.append(FileWrite(full, old.data if there else None, new))
    found.moved += [Moved(one.promise.id, one.promise.path, path) for one in sorted(moving, key=lambda one: one.key)]
    return [FileWrite(workspace.root / one.promise.path, one.data, None) for one in moving]


def _is_single(one: _Ready, packed: dict[str, Promise], pack: Pack, found: Packing) -> bool:
    """Return whether a promise stands in no pack yet; a copy with other bytes is told, for a person must choose."""
    twin = packed.get(one.promise.id)
    if twin is None:
        return True
    if one.data not in pack.pieces:
        why = M("it stands in {path} too, and says something else there", path=twin.path)
        found.left.append(Left(one.promise.path, why, one.promise.id))
    return False


def closing_key(workspace: Workspace, promise: Promise) -> Key | None:
    """Return where a promise stands in a pack: when it closed, then its id; None where that cannot be said."""
    if promise.is_draft:
        return None
    closed, why = _closing(workspace, promise)
    return (closed, promise.id) if closed is not None and why is None else None


def unpack(workspace: Workspace, named: Sequence[str], ledger: str | None = None) -> Packing:
    """Return what bringing packed promises back would write, each into `<ledger>/<id>.yaml`, all or none.

    A loose file of that id that only says more stays as it is; one that says something else is Trouble.
    """
    loaded = read_ledgers(workspace.root, workspace.settings.ledgers, ledger)
    packed = {promise.id: promise for promise in loaded.promises if promise.packed}
    names = list(dict.fromkeys(_named(one, packed, workspace, ledger) for one in named))
    found, packs = Packing(), dict[str, list[str]]()
    for name in names:
        packs.setdefault(packed[name].path, []).append(name)
    shrunk = []
    for path, ids in packs.items():
        full = workspace.root / path
        old = read_pack(read_whole(full, path, PACK_LIMIT), path, packed[ids[0]].ledger)
        for name in ids:
            found.moved.append(_out(workspace, old, name, found))
        shrunk.append(FileWrite(full, old.data, without(old, ids)))
    found.changes += shrunk  # the loose files come first: a machine that stops between two files loses nothing
    return found


def _named(id_or_prefix: str, packed: dict[str, Promise], workspace: Workspace, ledger: str | None) -> str:
    """Return the one packed id that is meant."""
    found = matching(packed, id_or_prefix.lower())
    if len(found) == 1:
        return found[0]
    if found:
        raise Trouble(
            M("`{id}` could be any of {count} promises", id=id_or_prefix, count=len(found)),
            note=M("{lines}", lines="\n".join(f"  {name}  {packed[name].file.what}" for name in found[:8])),
            help=M("write more of the id"),
            code="ambiguous",
        )
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


def _out(workspace: Workspace, pack: Pack, name: str, found: Packing) -> Moved:
    """Add to `found` the loose file of one promise, unless one that says as much is there."""
    number = pack.ids.index(name)
    entry = loose_entries(workspace).get(name)
    if entry is None:
        path = f"{workspace.settings.ledgers}/{pack.ledger}/{name}.yaml"
        found.changes.append(FileWrite(workspace.root / path, None, pack.pieces[number]))
        return Moved(name, path, pack.path)
    promises, _ = read_promises(read_whole(entry.full, entry.path), entry.path, entry.ledger)
    said = pack.files[number].history or ()
    if not promises or promises[0].history[: len(said)] != said:
        raise Trouble(
            M("{id} stands in {path} too, and says something else there", id=name, path=entry.path),
            help=M("decide which one holds, and delete the other"),
            code="duplicate",
            exit_code=1,
        )
    return Moved(name, entry.path, pack.path)
