"""Walking: every promise file and pack below the ledgers folder, and a finding for whatever else is there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from promisectl.model.fields import SLUG
from promisectl.model.finding import Finding, Severity
from promisectl.model.limits import MAX_DEPTH
from promisectl.model.message import M, Message
from promisectl.model.place import Spot
from promisectl.store.links import is_linked
from promisectl.store.settled import is_settled
from promisectl.yamltext.validate import form_finding

FOLDER_LIMIT = 200_000
REGISTERS = frozenset({"people.yaml", "objectives.yaml", "services.yaml"})
_ONLY_PROMISES = M("every file below a ledger is a promise file or a pack, named *.yaml")
_LEDGER = re.compile(SLUG + r"\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file below a ledger folder: its path from the workspace root, its ledger, whether it is a pack."""

    path: str
    full: str
    ledger: str
    packed: bool


def walk(root: Path, ledgers: str, only: str | None = None) -> Iterator[Entry | Finding]:
    """Yield every promise file and pack below the ledgers folder, and a finding for whatever else is there."""
    top = root / ledgers
    if is_linked(root, ledgers):
        yield _link(ledgers)
        return
    if not top.is_dir():
        return
    entries = _scan(str(top), ledgers)
    if isinstance(entries, Finding):
        yield entries
        return
    for entry in entries:
        path = f"{ledgers}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if not _LEDGER.match(entry.name):
                yield no_ledger(path)
            elif only is None or entry.name == only:
                yield from _walk_ledger(entry.path, path, entry.name, "")
        elif entry.name not in REGISTERS:
            yield _stray(path, entry)


def _scan(folder: str, path: str) -> list[os.DirEntry[str]] | Finding:
    try:
        with os.scandir(folder) as found:
            entries = [entry for entry in found if not entry.name.startswith(".")]
    except OSError as error:
        note = M("the folder cannot be read: {problem}", problem=error.strerror or "")
        return form_finding("PC101", Spot(path), note, M("check its permissions"))
    if len(entries) > FOLDER_LIMIT:
        note = M("more than {limit} entries in one folder", limit=FOLDER_LIMIT)
        return form_finding("PC101", Spot(path), note, M("spread them over subfolders"))
    return sorted(entries, key=lambda entry: entry.name)


def _walk_ledger(full: str, path: str, ledger: str, below: str) -> Iterator[Entry | Finding]:
    if below.count("/") > MAX_DEPTH:
        note = M("nested deeper than {depth} levels", depth=MAX_DEPTH)
        yield form_finding("PC101", Spot(path), note, M("move it out of the ledgers folder"))
        return
    entries = _scan(full, path)
    if isinstance(entries, Finding):
        yield entries
        return
    packed = is_settled(below)
    for entry in entries:
        name = entry.name
        here = f"{path}/{name}"
        if name.endswith(".yaml") and not entry.is_dir(follow_symlinks=False):
            yield Entry(here, entry.path, ledger, packed)
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk_ledger(entry.path, here, ledger, f"{below}{name}/")
        else:
            yield _stray(here, entry)


def _stray(path: str, entry: os.DirEntry[str]) -> Finding:
    if entry.is_symlink():
        return _link(path)
    return stray(path)


def stray(path: str) -> Finding:
    """Return the finding of a file that is no promise's; an error where it is named as if it held one.

    What hides no promise stops nothing: notes, backups and what other programs leave behind are a warning.
    """
    if path.endswith(".yml"):
        return _unread_promise(path, M("rename it to end in .yaml"))
    if path.endswith(".yaml"):
        return _unread_promise(path, M("move it into a ledger: a folder below this one"))
    return form_finding("PC109", Spot(path), _ONLY_PROMISES, M("move it out of the ledgers folder"))


def _unread_promise(path: str, help: Message) -> Finding:
    finding = form_finding("PC109", Spot(path), _ONLY_PROMISES, help)
    return replace(finding, severity=Severity.ERROR)


def no_ledger(path: str) -> Finding:
    """Return the finding of a folder that can be no ledger: what stands in it is not read, which is an error."""
    note, help = M("a ledger's name is made of a-z, 0-9 and -"), M("rename the folder")
    return replace(form_finding("PC109", Spot(path), note, help), severity=Severity.ERROR)


def _link(path: str) -> Finding:
    note = M("this is a symbolic link; only regular files are read")
    return form_finding("PC101", Spot(path), note, M("put the file itself here"))
