"""A glance: what can be seen of a workspace at once, for completion: names of files, first lines, small registers.

A completion is asked for while somebody types, so nothing here reads a ledger: ids are taken from names, and what a
promise is about from the first bytes of its file. People get wrong that this is reading: nothing is validated, nothing
is reported, and what is in doubt is left out. No git, no cache, nothing written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from promisectl.model.folders import plain_folder
from promisectl.model.limits import PACK_LIMIT, PROMISE_LIMIT
from promisectl.store.files import NotRegular, TooLarge, read_bytes
from promisectl.store.links import link_to
from promisectl.store.settled import SETTLED
from promisectl.yamltext.exact import Fault, decode, read_exact

SETTINGS = "promisectl.yaml"
FIRST_BYTES = 2048
SMALL = 1 << 20
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+\Z")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_WHAT = re.compile(r"^what:[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_DOCUMENT = re.compile(r"^---\n", re.MULTILINE)
_PACKED_ID = re.compile(r"^id:[ \t]*(\S+)", re.MULTILINE)
_STATE = re.compile(r"^state:[ \t]*([a-z]+)", re.MULTILINE)
_ANSWER = re.compile(r"^[ \t]*-?[ \t]*act: (agree|decline|withdraw|deliver)$", re.MULTILINE)
_ROLE = re.compile(r"\b(?:customer|performer):")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?(?:\n|\Z)")


def root_of(given: str | None) -> Path | None:
    """Return the workspace's root: as told, else of PROMISECTL_ROOT, else upwards from here; None without one."""
    named = given or os.environ.get("PROMISECTL_ROOT")
    if named:
        return Path(named).expanduser()
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), None)


def register(path: Path) -> Mapping[str, Any]:
    """Return what a small file says; nothing where it cannot be read, or only over a link."""
    if link_to(path) is not None:
        return {}
    try:
        text = decode(read_bytes(path, SMALL))
    except (OSError, NotRegular, TooLarge):
        return {}
    if isinstance(text, Fault):
        return {}
    documents, faults = read_exact(text)
    value = documents[0].value if documents and not faults else {}
    return value if isinstance(value, dict) else {}


def ledgers_folder(settings: Mapping[str, Any]) -> str:
    """Return the folder of the ledgers that settings name; the usual one where they name none of the workspace."""
    named = settings.get("ledgers")
    folder = plain_folder(named) if isinstance(named, str) else None
    return folder or "ledgers"


def ledgers(top: Path) -> list[str]:
    """Return the names of the ledgers; none behind a link."""
    if link_to(top / "x") is not None:
        return []
    try:
        with os.scandir(top) as entries:
            return sorted(e.name for e in entries if _SLUG.match(e.name) and e.is_dir(follow_symlinks=False))
    except OSError:
        return []


def ids(top: Path, only: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield each loose promise's id and its file, from the names alone; names that are no id are left out."""
    for ledger in ledgers(top):
        if only in (None, ledger):
            yield from _below(f"{top}/{ledger}", depth=0)


def _below(folder: str, depth: int) -> Iterator[tuple[str, str]]:
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        if name.endswith(".yaml"):
            if len(name) <= 69 and _ID.match(name[:-5]):
                yield name[:-5], f"{folder}/{name}"
        elif name[0] != "." and "." not in name and depth < 4 and not (name == SETTLED and depth == 0):
            yield from _below(f"{folder}/{name}", depth + 1)


def packed(top: Path, only: str | None = None) -> Iterator[tuple[str, str]]:
    """Yield the id of each packed promise and what it is about, as far as the lines of its document say it plainly."""
    for ledger in ledgers(top):
        if only not in (None, ledger):
            continue
        for path in sorted((top / ledger / SETTLED).rglob("*.yaml")):
            try:
                text = read_bytes(path, PACK_LIMIT).decode("utf-8", "replace")
            except (OSError, NotRegular, TooLarge):
                continue
            for piece in _DOCUMENT.split(text):
                name, about = _PACKED_ID.search(piece), _WHAT.search(piece)
                if name and _ID.match(name[1]):
                    yield name[1], _plain(about[1]) if about else ""


def takes_an_answer(path: str) -> bool:
    """Whether a promise may be agreed to, as its text says it: asked for, offered, or with a proposal left open.

    What does not say it plainly may.
    """
    found = _STATE.search(_first(path, FIRST_BYTES))
    state = found[1] if found else "requested"
    if state == "promised":
        return _is_renegotiated(_first(path, PROMISE_LIMIT))
    return state in ("requested", "offered")


def _is_renegotiated(text: str) -> bool:
    """Whether the last proposal waits for a word; where it changes a role, also after the first agreement to it."""
    _, proposal, since = text.rpartition("act: renegotiate\n")
    answers = _ANSWER.findall(since) if proposal else ["none"]
    if answers == ["agree"]:
        return _ROLE.search(since) is not None
    return not answers


def _first(path: str, size: int) -> str:
    """Return the first bytes of a file, as text; nothing where it cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        return os.read(handle, size).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""
    finally:
        os.close(handle)


def title_in(text: str, promise: str) -> str:
    """Return what a promise is about, from the text of its file or pack; empty where that does not say it plainly."""
    for piece in _DOCUMENT.split(text.replace("\r\n", "\n")):
        name, about = _PACKED_ID.search(piece), _WHAT.search(piece)
        if name and about and name[1].strip("'\"") == promise:
            return _plain(about[1])
    return ""


def what(path: str) -> str:
    """Return what a promise is about, from the first bytes of its file; empty where they do not say."""
    found = _WHAT.search(_first(path, FIRST_BYTES))
    return _plain(found[1]) if found else ""


def _plain(written: str) -> str:
    """Return a scalar as a person would read it, near enough for one line."""
    text = written.strip()
    block = _BLOCK.match(text)
    if block:
        text = text[block.end() :]
    elif text.startswith("{"):
        return "[redacted]"
    elif text[:1] in "'\"":
        end = text.rfind(text[0], 1)
        text = text[1 : end if end > 0 else None]
        text = text.replace("''", "'") if written.strip()[0] == "'" else re.sub(r"\\(.)", r"\1", text)
    else:
        text = re.sub(r"\s+#.*", "", text)
    return " ".join(text.split())
