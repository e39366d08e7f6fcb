"""Runs: what a script says under one key is said once, however often the script is started.

Each file that a run writes keeps a mark under `x-runs`: the key, the line, and a digest of all the lines of the run.
An act and its mark are written by one replacement of one file, so neither stands without the other, whatever crashed
in between; and the mark goes with the act through every clone and merge (docs/decisions/0008).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from promisectl.model.act import Verb
from promisectl.model.message import M
from promisectl.model.promise import Promise
from promisectl.model.trouble import Trouble
from promisectl.store.reading import read_promises
from promisectl.store.words import holding
from promisectl.store.workspace import Workspace

FIELD = "x-runs"
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}\Z")
_MARK = re.compile(r"(?P<key>[^/]+)/(?P<line>\d+)/(?P<digest>[0-9a-f]{16})\Z")


def need_key(key: str) -> str:
    """Return the key of a run; Trouble where it is not one."""
    if not _KEY.match(key):
        raise Trouble(
            M("“{key}” cannot be the key of a run", key=key),
            help=M("use up to 64 letters, digits and . _ : -, such as nightly-2026-03-02"),
        )
    return key


def digest(lines: Iterable[tuple[int, Mapping[str, Any]]]) -> str:
    """Return what tells the lines of a run from others: 16 hexadecimal digits over numbers and values."""
    text = json.dumps([[number, values] for number, values in lines], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def derived_id(prefix: str, key: str, line: int) -> str:
    """Return the id of the promise that a line of a run opens: the same wherever the run is applied."""
    number = int.from_bytes(hashlib.sha256(f"{key}/{line}".encode()).digest()[:5], "big")
    return f"{prefix}-" + "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def marks(promise: Promise) -> list[str]:
    """Return the marks a promise carries."""
    entries = (promise.file.model_extra or {}).get(FIELD)
    if not isinstance(entries, list | tuple):
        return []
    return [mark for mark in entries if isinstance(mark, str)]


def with_marks(there: Any, path: str, key: str, lines: Iterable[int], run: str) -> list[Any]:
    """Return what stands under the field, with the marks of more lines; Trouble where it is no list to add to."""
    if there is not None and not isinstance(there, list):
        raise Trouble(
            M("{path} holds something else under `{field}`, where a run keeps its marks", path=path, field=FIELD),
            help=M("give that key another name, or apply without --key"),
            code="run",
        )
    return [*(there or ()), *(f"{key}/{line}/{run}" for line in lines)]


def lines_there(workspace: Workspace, key: str, run: str) -> dict[int, Promise]:
    """Return the lines of a run that were said already, each with its promise; packs are looked into as well.

    Trouble where the key was used for other lines than these.
    """
    there: dict[int, Promise] = {}
    for entry, text in holding(workspace.root, workspace.settings.ledgers, (FIELD.encode(), f"{key}/".encode())):
        promises, _ = read_promises(text, entry.path, entry.ledger, packed=entry.packed)
        for promise in promises:
            there |= dict.fromkeys(_lines_of(promise, key, run), promise)
    return there


def _lines_of(promise: Promise, key: str, run: str) -> Iterator[int]:
    """Yield the lines of a run that a promise has marks of. Trouble where that run had other lines."""
    for mark in marks(promise):
        match = _MARK.match(mark)
        if match is None or match["key"] != key:
            continue
        line = int(match["line"])
        if match["digest"] != run:
            raise _other_lines(key, promise, line)
        yield line


def _other_lines(key: str, promise: Promise, line: int) -> Trouble:
    return Trouble(
        M("the run `{key}` was applied before, with other lines", key=key),
        note=M("{path} holds its line {line}", path=promise.path, line=line),
        help=M("apply the same lines again to finish that run, or give these another --key"),
        code="run",
    )


def need_standing(promise: Promise, line: int, verb: Verb, by: str, for_: str | None) -> None:
    """Trouble where a promise has the mark of a line but the act is gone: it was undone or set aside since."""
    if any((act.act, act.by, act.for_) == (verb, by, for_) for act in promise.history):
        return
    raise Trouble(
        M("line {line} was said by this run, and its act has been taken back since", line=line),
        note=M("{id} has the mark of that line, and no `{verb}` by {by}", id=promise.id, verb=verb.value, by=by),
        help=M(
            "to say it again, remove the mark: `promisectl set {id} {field} ''`, or apply it under another --key",
            id=promise.id,
            field=FIELD,
        ),
        code="run",
    )
