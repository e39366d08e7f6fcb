"""Resolving packs: the documents that two branches put into one pack, each once, in the order of closing.

A pack that two branches filled needs no decision: its promises are closed, and each is a document of its own. Only
where both sides changed the same document a person must look.
"""

from __future__ import annotations

from dataclasses import dataclass

from promisectl.app.files.conflict import path_of
from promisectl.app.files.pack import Key, closing_key
from promisectl.model.message import M
from promisectl.model.promise import Promise, PromiseFile
from promisectl.model.trouble import Trouble
from promisectl.store.conflicts import ConflictedFile, read_conflict
from promisectl.store.files import FileWrite
from promisectl.store.packs import empty_pack, placed, read_pack
from promisectl.store.promise_paths import is_pack
from promisectl.store.workspace import Workspace

_Piece = tuple[bytes, PromiseFile]
_Row = tuple[Key, bytes, PromiseFile]


@dataclass(frozen=True, slots=True)
class ResolvedPack:
    """A pack to be written: the ids in it, and the change."""

    path: str
    ids: tuple[str, ...]
    change: FileWrite


def merged_pack(workspace: Workspace, path_or_id: str, ledger: str | None = None) -> ResolvedPack | None:
    """Return a pack in conflict with the documents of both sides; None where the file is no pack.

    Trouble where both sides changed one document, or where a side cannot be taken apart.
    """
    path = path_of(workspace, path_or_id, ledger)
    if not is_pack(path, workspace.settings.ledgers):
        return None
    sides = read_conflict(workspace.root, path)
    name = path.removeprefix(f"{workspace.settings.ledgers}/").split("/")[0]
    pieces = _merged(path, name, sides)
    rows = sorted((_row(workspace, path, name, piece) for piece in pieces), key=lambda row: row[0])
    data = placed(empty_pack(path, name), [], rows) if rows else None
    ids = tuple(file.id for _, _, file in rows)
    return ResolvedPack(path, ids, FileWrite(workspace.root / path, sides.there, data))


def _merged(path: str, ledger: str, sides: ConflictedFile) -> list[_Piece]:
    """Return the documents that stand after the merge, each once."""
    ours = _pieces(sides.ours, path, ledger)
    theirs = _pieces(sides.theirs, path, ledger)
    base = _pieces(sides.base, path, ledger)
    ids = dict.fromkeys([*ours, *theirs])
    pieces = [_document(id, path, ours.get(id), theirs.get(id), base.get(id)) for id in ids]
    return [piece for piece in pieces if piece is not None]


def _row(workspace: Workspace, path: str, ledger: str, piece: _Piece) -> _Row:
    """Return a document with its place; one whose closing cannot be told goes to the end."""
    data, file = piece
    key = closing_key(workspace, Promise(file, ledger, path, packed=True))
    return key or (workspace.now, file.id), data, file


def _pieces(data: bytes | None, path: str, ledger: str) -> dict[str, _Piece]:
    if data is None:
        return {}
    pack = read_pack(data, path, ledger)
    return {file.id: (piece, file) for piece, file in zip(pack.pieces, pack.files, strict=True)}


def _document(id: str, path: str, ours: _Piece | None, theirs: _Piece | None, base: _Piece | None) -> _Piece | None:
    """Return what one document is after the merge; None where one side took it out."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    raise Trouble(
        M("{path}: both sides changed {id}", path=path, id=id),
        help=M("decide by hand which document of {id} holds, then run `promisectl check`", id=id),
        code="undecided",
        exit_code=1,
    )
