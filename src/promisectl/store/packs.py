"""Packs: closed promises put away together in one file, each with its bytes as they were after a `---` line.

People get wrong that a pack is written anew: documents come and go whole, and no byte of another one moves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from promisectl.model.limits import PACK_LIMIT
from promisectl.model.message import M, Message
from promisectl.model.promise import PromiseFile
from promisectl.model.trouble import Trouble
from promisectl.store.reading import read_promises

MARK = b"---\n"
_SPLIT = re.compile(rb"(?m)^---\n")
_OWN_MARK = re.compile(rb"(?m)^---")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it was read: what stands before its first document, the bytes of each, and what each says."""

    path: str
    ledger: str
    data: bytes
    preamble: bytes
    pieces: tuple[bytes, ...]
    files: tuple[PromiseFile, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its promises, in order."""
        return tuple(file.id for file in self.files)

    def joined(self, pieces: Sequence[bytes]) -> bytes:
        """Return the pack's bytes with these documents instead."""
        return self.preamble + b"".join(MARK + piece for piece in pieces)


def empty_pack(path: str, ledger: str) -> Pack:
    """Return the pack that is not there yet."""
    return Pack(path, ledger, b"", b"", (), ())


def read_pack(data: bytes, path: str, ledger: str) -> Pack:
    """Return a pack taken apart; Trouble where it cannot be read, or is written in a way that cannot be taken apart."""
    promises, findings = read_promises(data, path, ledger, packed=True)
    preamble, *pieces = _SPLIT.split(data)
    files = tuple(promise.file for promise in promises)
    if findings or tuple(file_of(piece) for piece in pieces) != files:
        raise Trouble(
            M("{path} cannot be taken apart", path=path),
            help=M("see why with `promisectl check`; by hand: one promise a file, without its `---` line"),
            code="unreadable",
        )
    return Pack(path, ledger, data, preamble, tuple(pieces), files)


def file_of(piece: bytes) -> PromiseFile | None:
    """Return what the bytes of one promise say as a document of a pack; None where they are not exactly one."""
    promises, findings = read_promises(MARK + piece, "settled/x.yaml", "", packed=True)
    return promises[0].file if len(promises) == 1 and not findings else None


def why_loose(data: bytes, file: PromiseFile) -> Message | None:
    """Return why a promise's bytes cannot stand in a pack; None where they can."""
    if data.startswith(_BOM):
        return M("it begins with a byte order mark")
    if b"\r" in data:
        return M("its lines end in CRLF")
    if _OWN_MARK.search(data):
        return M("it has a `---` line of its own")
    if not data.endswith(b"\n"):
        return M("its last line has no end")
    return None if file_of(data) == file else M("in a pack it would not say the same")


def placed(pack: Pack, keys: Sequence[object], newcomers: Sequence[tuple[object, bytes, PromiseFile]]) -> bytes:
    """Return the pack's bytes with more documents, each after the last one whose key is not greater than its own.

    `keys` are those of the documents that are there (None for one that has none). Trouble where the result would not
    say what was meant, or would be too large.
    """
    rows: list[tuple[object, bytes, PromiseFile]] = list(zip(keys, pack.pieces, pack.files, strict=True))
    for row in newcomers:
        ahead = [n for n, (key, _, _) in enumerate(rows) if key is not None and key <= row[0]]  # type: ignore[operator]
        rows.insert(ahead[-1] + 1 if ahead else 0, row)
    data = pack.joined([piece for _, piece, _ in rows])
    _need_meaning(data, pack, [file for _, _, file in rows])
    return data


def without(pack: Pack, ids: Sequence[str]) -> bytes | None:
    """Return the pack's bytes without these promises; None where none is left in it."""
    kept = [(piece, file) for piece, file in zip(pack.pieces, pack.files, strict=True) if file.id not in ids]
    if not kept:
        return None
    data = pack.joined([piece for piece, _ in kept])
    _need_meaning(data, pack, [file for _, file in kept])
    return data


def _need_meaning(data: bytes, pack: Pack, files: Sequence[PromiseFile]) -> None:
    promises, findings = read_promises(data, pack.path, pack.ledger, packed=True)
    if findings or [promise.file for promise in promises] != list(files) or len(data) > PACK_LIMIT:
        raise Trouble(
            M("{path} would not say what was meant, or would be too large", path=pack.path),
            help=M("nothing was written; see what stands there with `promisectl check`"),
            code="splice",
        )
