"""Reading promise files: bytes into Promises, or the findings that say why not. One bad file never hides another."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from promisectl.model.fields import PROMISE_ID
from promisectl.model.finding import Finding, Severity
from promisectl.model.limits import MAX_SCALAR, PACK_LIMIT, PROMISE_LIMIT
from promisectl.model.message import M
from promisectl.model.place import Place, Spot
from promisectl.model.promise import Promise, PromiseFile, unknown_keys
from promisectl.store.ahead import read_ahead
from promisectl.store.files import NotRegular, TooLarge, read_bytes
from promisectl.store.walking import Entry, walk
from promisectl.yamltext.exact import Document, Fault, decode, read_exact
from promisectl.yamltext.fast import key_count, read_fast_json
from promisectl.yamltext.validate import form_finding, read_model, unknown_field

_ID = re.compile(PROMISE_ID + r"\Z")


@dataclass(slots=True)
class Loaded:
    """What a reading found: promises, findings of form, and the text of files that hold a silence."""

    promises: list[Promise] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    remarked: dict[str, str] = field(default_factory=dict)

    @property
    def bad_paths(self) -> frozenset[str]:
        """The files that could not be read; a stray one beside them, which is a warning, is none."""
        return frozenset(finding.path for finding in self.grave)

    @property
    def misformed(self) -> frozenset[str]:
        """The files that are YAML and whose keys or values do not hold: what can be made out may be judged."""
        return frozenset(finding.path for finding in self.findings if finding.code in ("PC102", "PC103", "PC104"))

    @property
    def grave(self) -> list[Finding]:
        """The findings of files that could not be read: what is no more than a warning stops nothing."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]


def read_ledgers(root: Path, ledgers: str, only: str | None = None) -> Loaded:
    """Read every promise of the workspace (or of one ledger). Garbage collection rests meanwhile."""
    loaded = Loaded()
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        entries: list[Entry] = []
        for entry in walk(root, ledgers, only):
            (loaded.findings if isinstance(entry, Finding) else entries).append(entry)  # type: ignore[arg-type]
        _read_all(entries, loaded)
    finally:
        if was_enabled:
            gc.enable()
    return loaded


def _read_all(entries: list[Entry], loaded: Loaded) -> None:
    """Read every file, the last part of many with a second process ahead of this one; in their order."""
    own = len(entries) * 2 // 5  # the second process only parses; this one makes models of everything as well
    ahead = read_ahead([entry.full for entry in entries[own:]])
    for entry in entries[:own]:
        read_entry(entry, loaded)
    texts = ahead() if ahead else [None] * (len(entries) - own)
    for entry, as_json in zip(entries[own:], texts, strict=True):
        file = _from_json(as_json) if as_json is not None and not entry.packed else None
        if file is not None and entry.path.endswith(f"/{file.id}.yaml"):
            loaded.promises.append(Promise(file, entry.ledger, entry.path))
        else:
            read_entry(entry, loaded)


def read_entry(entry: Entry, loaded: Loaded) -> None:
    """Read one file into `loaded`."""
    try:
        data = read_bytes(entry.full, PACK_LIMIT if entry.packed else PROMISE_LIMIT)
    except (NotRegular, TooLarge, OSError) as error:
        loaded.findings.append(unopened(entry.path, error))
        return
    if b"promisectl: ignore" in data:
        loaded.remarked[entry.path] = data.decode("utf-8", "replace").removeprefix("\ufeff")
    promises, findings = read_promises(data, entry.path, entry.ledger, packed=entry.packed)
    loaded.promises.extend(promises)
    loaded.findings.extend(findings)


def unopened(path: str, error: NotRegular | TooLarge | OSError) -> Finding:
    """Return the finding of a file whose bytes cannot be had."""
    if isinstance(error, NotRegular):
        note, help = M("this is not a regular file"), M("put a regular file of that name here")
    elif isinstance(error, TooLarge):
        note = M("the file is larger than {limit} MiB", limit=error.limit // (1 << 20))
        help = M("link to a file instead")
    else:
        note, help = M("the file cannot be opened: {problem}", problem=error.strerror or ""), M("check its permissions")
    return form_finding("PC101", Spot(path), note, help)


def read_promises(data: bytes, path: str, ledger: str, *, packed: bool = False) -> tuple[list[Promise], list[Finding]]:
    """Return the promises in a file's bytes, and the findings of its form. A finding does not exclude a promise."""
    if not packed:
        file = _read_plain(data)
        if file is not None and path.endswith(f"/{file.id}.yaml"):
            return [Promise(file, ledger, path)], []
        return _read_exactly(data, path, ledger, packed=False)
    return _read_pack(data, path, ledger)


def _read_plain(data: bytes) -> PromiseFile | None:
    """Return a plainly good file by the fast reader; None where anything is in doubt or wrong."""
    as_json = read_fast_json(data) if len(data) <= MAX_SCALAR else None
    return _from_json(as_json) if as_json is not None else None


def _from_json(as_json: str) -> PromiseFile | None:
    """Return the file that the fast reader's JSON holds; None where a key stands twice or anything is wrong."""
    try:
        file = PromiseFile.model_validate_json(as_json)
    except ValidationError:
        return None
    if _keys_in(file) != key_count(as_json) or unknown_keys(file) or _odd_draft(file):
        return None
    return file


def _keys_in(file: PromiseFile) -> int:
    """Return how many keys a file's models hold: fewer than were written where one stood there twice."""
    count = len(file.__pydantic_fields_set__)
    for part in (file.condition, *file.needs):
        if part is not None and not isinstance(part, str):
            count += len(part.__pydantic_fields_set__)
    for act in file.history or ():
        count += len(act.__pydantic_fields_set__)
        if act.terms is not None:
            count += len(act.terms.__pydantic_fields_set__)
            if act.terms.condition is not None:
                count += len(act.terms.condition.__pydantic_fields_set__)
        if act.dues is not None:
            count += 3
    return count


def _odd_draft(file: PromiseFile) -> bool:
    return file.state is not None if file.history is None else not file.history


def _read_pack(data: bytes, path: str, ledger: str) -> tuple[list[Promise], list[Finding]]:
    """Read a pack document by document with the fast reader; where one is in doubt, the exact one reads them all."""
    pieces = re.split(rb"(?m)^---\n", data)
    if pieces[0].strip():
        return _read_exactly(data, path, ledger, packed=True)
    promises, line = [], 1 + pieces[0].count(b"\n")
    for number, piece in enumerate(pieces[1:]):
        file = _read_plain(piece)
        if file is None:
            return _read_exactly(data, path, ledger, packed=True)
        promises.append(Promise(file, ledger, path, number, packed=True, line=line + 1))
        line += 1 + piece.count(b"\n")
    return promises, []


def _read_exactly(data: bytes, path: str, ledger: str, *, packed: bool) -> tuple[list[Promise], list[Finding]]:
    promises, findings = read_raw_promises(data, path, ledger, packed=packed)
    return [promise for promise, _ in promises], findings


def read_raw_promises(
    data: bytes, path: str, ledger: str, *, packed: bool = False
) -> tuple[list[tuple[Promise, Mapping[str, Any]]], list[Finding]]:
    """Return the promises in a file's bytes, each with its values as they are written: every scalar as text."""
    text = decode(data)
    if isinstance(text, Fault):
        return [], [text.finding(path)]
    documents, faults = read_exact(text, many=packed)
    if faults:
        return [], [fault.finding(path) for fault in faults]
    if not documents:
        return [], [_is_empty(path)]
    promises, findings = [], []
    for number, written in enumerate(documents):
        document = written if packed else _named_by_its_file(written, path)
        file, found = read_model(PromiseFile, document, path, number)
        findings += found
        if file is not None:
            line = document.values[()].line
            promises.append((Promise(file, ledger, path, number, packed=packed, line=line), document.value))
            findings += _form_findings(file, path, number, packed=packed)
    return promises, findings


def _is_empty(path: str) -> Finding:
    note, help = M("the file is empty"), M("a promise file needs at least `id` and `what`")
    return form_finding("PC101", Place(path, 1, 1, 2), note, help)


def _named_by_its_file(document: Document, path: str) -> Document:
    """Return a document in which a draft without `id` has that of its file's name, where that can be one."""
    values, stem = document.value, path.rpartition("/")[2].removesuffix(".yaml")
    if not isinstance(values, dict) or "id" in values or "history" in values or not _ID.match(stem):
        return document
    return replace(document, value={"id": stem, **values})


def _form_findings(file: PromiseFile, path: str, number: int, *, packed: bool) -> Iterator[Finding]:
    yield from key_findings(file, path, number, packed=packed)
    if file.history is None and file.state is not None:
        note = M("a promise without history is a draft and has no state")
        help = M("remove the line; a draft is opened by speaking")
        yield form_finding("PC102", Spot(path, ("state",), number, key=True), note, help, file.id)
    if file.history == ():
        note = M("the history holds no act")
        help = M("remove the key to make this a draft")
        yield form_finding("PC103", Spot(path, ("history",), number), note, help, file.id)


def key_findings(file: PromiseFile, path: str, number: int, *, packed: bool) -> Iterator[Finding]:
    """Yield the keys that are neither the format's nor the user's own, and an id that is not the file's name."""
    spot = Spot(path, (), number, key=True)
    known = [info.alias or name for name, info in PromiseFile.model_fields.items()]
    for key in unknown_keys(file):
        yield unknown_field(spot.at(key), key, known, file.id)
    stem = path.rpartition("/")[2].removesuffix(".yaml")
    if not packed and stem != file.id:
        note = M("the file is named {name}, the promise {id}", name=f"{stem}.yaml", id=file.id)
        help = M("rename the file to {name}", name=f"{file.id}.yaml")
        yield form_finding("PC106", Spot(path, ("id",), number), note, help, file.id)
