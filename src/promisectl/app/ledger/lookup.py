"""Finding one promise: by its id, or any unambiguous beginning of it, from the names of files alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from promisectl.model.limits import PACK_LIMIT, PROMISE_LIMIT
from promisectl.model.message import M
from promisectl.model.promise import Promise
from promisectl.model.trouble import Trouble
from promisectl.store.files import NotRegular, TooLarge, read_bytes, read_whole
from promisectl.store.names import loose_names
from promisectl.store.reading import read_ledgers
from promisectl.store.walking import Entry, walk
from promisectl.store.workspace import Workspace


def loose_entries(workspace: Workspace, ledger: str | None = None) -> dict[str, Entry]:
    """Return the promise files by the id in their names; nothing is opened."""
    return loose_names(workspace.root, workspace.settings.ledgers, ledger)


def matching(ids: Iterable[str], id_or_prefix: str) -> list[str]:
    """Return the ids that `id_or_prefix` names: an exact one alone, else those that begin so.

    A beginning is of the whole id or of the part after its first dash, three characters or more.
    """
    names = list(ids)
    if id_or_prefix in names:
        return [id_or_prefix]
    if len(id_or_prefix) < 3:
        return []
    return sorted(name for name in names if _begins(name, id_or_prefix))


def _begins(name: str, beginning: str) -> bool:
    return name.startswith(beginning) or name.partition("-")[2].startswith(beginning)


def find_entry(workspace: Workspace, id_or_prefix: str, ledger: str | None = None) -> Entry:
    """Return the one loose file that `id_or_prefix` names. Trouble lists candidates, or says that it is packed."""
    entries = loose_entries(workspace, ledger)
    names = matching(entries, id_or_prefix.lower())
    if names and _is_packed(workspace, id_or_prefix.lower(), names):
        raise _packed_away(id_or_prefix.lower())
    if len(names) == 1:
        return entries[names[0]]
    if names:
        raise ambiguous(id_or_prefix, names, lambda name: _what(entries[name]))
    away = packed(workspace, ledger)
    names = matching([promise.id for promise in away], id_or_prefix.lower())
    if names:
        raise _packed_away(names[0])
    raise _nowhere(workspace, id_or_prefix, entries, away)


def _nowhere(workspace: Workspace, word: str, entries: Mapping[str, Entry], away: Sequence[Promise]) -> Trouble:
    """Return the trouble of a word that names nothing here: its file was lost, or there is none."""
    from promisectl.app.ledger.lost import lost, missing_files
    from promisectl.app.ledger.not_found import unknown_promise

    missing = missing_files(workspace)
    names = matching(missing, word.lower())
    return lost(workspace, missing[names[0]]) if len(names) == 1 else unknown_promise(word, entries, away)


def lost_files(workspace: Workspace) -> list[str]:
    """Return the paths of promises that git's last commit holds and the folder does not: neither moved nor packed."""
    from promisectl.app.ledger.lost import missing_files

    missing = missing_files(workspace)
    if missing:
        here = {*loose_entries(workspace), *(promise.id for promise in packed(workspace))}
        missing = {id: path for id, path in missing.items() if id not in here}
    return sorted(missing.values())


def _is_packed(workspace: Workspace, name: str, names: Sequence[str]) -> bool:
    """Whether a pack holds a promise of exactly this id, which is no loose one's: a whole id goes before a beginning.

    Packs are looked into for a name that can be a whole id, which a short form without a dash cannot.
    """
    return name not in names and "-" in name and pack_with(workspace, name) is not None


def pack_with(workspace: Workspace, name: str) -> str | None:
    """Return the path of the pack that holds a promise of exactly this id; None where none does."""
    line = re.compile(rb"^id:[ \t]*[\"']?" + re.escape(name.encode()) + rb"[\"']?[ \t\r]*(#.*)?$", re.MULTILINE)
    packs = (entry for entry in walk(workspace.root, workspace.settings.ledgers) if isinstance(entry, Entry))
    return next((entry.path for entry in packs if _has_line(entry, line)), None)


def _has_line(entry: Entry, line: re.Pattern[bytes]) -> bool:
    """Whether a file is a pack and has such a line."""
    return entry.packed and line.search(read_whole(entry.full, entry.path, PACK_LIMIT)) is not None


def _packed_away(name: str) -> Trouble:
    return Trouble(
        M("{id} is packed away; a packed promise takes no acts", id=name),
        help=M("bring it back with `promisectl unpack {id}`", id=name),
        code="packed",
    )


def packed(workspace: Workspace, ledger: str | None = None) -> list[Promise]:
    """Return the promises that are packed away; every ledger is read for them."""
    loaded = read_ledgers(workspace.root, workspace.settings.ledgers, ledger)
    return [promise for promise in loaded.promises if promise.packed]


def ambiguous(id_or_prefix: str, names: Sequence[str], what_of: Callable[[str], str]) -> Trouble:
    """Return the trouble of a beginning that several ids share; it shows eight of them, each with its title."""
    shown = names[:8]
    lines = "\n".join(f"  {name}  {what_of(name)}" for name in shown)
    more = f"\n  (+{len(names) - len(shown)})" if len(names) > len(shown) else ""
    return Trouble(
        M("`{id}` could be any of {count} promises", id=id_or_prefix, count=len(names)),
        note=M("{lines}", lines=lines + more),
        help=M("write more of the id"),
        code="ambiguous",
    )


def _what(entry: Entry) -> str:
    from promisectl.store.reading import read_promises

    try:
        promises, _ = read_promises(read_bytes(entry.full, PROMISE_LIMIT), entry.path, entry.ledger)
    except (OSError, NotRegular, TooLarge):
        return ""
    return str(promises[0].file.what) if promises else ""
