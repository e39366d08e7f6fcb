"""Registers: making a workspace, its ledgers, people and areas. Nothing that exists is ever overwritten."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from promisectl.app.ledger.identity import login_name
from promisectl.app.ledger.standings import ledger_names
from promisectl.app.workspace.region import Region
from promisectl.model.fields import HANDLE, SLUG
from promisectl.model.folding import meant
from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import need_visible
from promisectl.store.files import FileWrite, read_whole, write_all
from promisectl.store.root import SETTINGS
from promisectl.store.workspace import Workspace
from promisectl.yamltext.emit import flow
from promisectl.yamltext.splice import Splice

GITKEEP = ".gitkeep"  # git keeps no empty folders


def need_no_workspace(folder: Path) -> None:
    """Trouble where a workspace is there: nothing that exists is ever overwritten."""
    if (folder / SETTINGS).exists():
        raise Trouble(
            M("there is a workspace here already: {path}", path=folder / SETTINGS),
            help=M("nothing was written; see it with `promisectl status`"),
        )


def make_workspace(folder: Path, ledger: str, me: tuple[str, str | None, str | None], region: Region) -> list[Path]:
    """Make promisectl.yaml, people.yaml and a first ledger in `folder`; Trouble where a workspace is there.

    `me` is the handle, name and email of whoever makes it, `region` where it lives. Returns the files made, without
    the ledger's `.gitkeep`.
    """
    _need_name(ledger)
    need_no_workspace(folder)
    settings = f"format: 1\n{region.settings()}default-ledger: {ledger}\n"
    texts = {folder / SETTINGS: settings, folder / "ledgers" / "people.yaml": _people(me)}
    kept = folder / "ledgers" / ledger / GITKEEP
    missing = [path for path in (*texts, kept) if not path.exists()]
    write_all([FileWrite(path, None, texts.get(path, "").encode()) for path in missing])
    return [path for path in missing if path != kept]


def _people(me: tuple[str, str | None, str | None]) -> str:
    handle, name, email = me
    return f"people:\n  {handle}: {flow(_details(name, email))}\n"


def _details(name: str | None, email: str | None) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if name:
        details["name"] = name
    if email:
        details["emails"] = [email]
    return details


def whoever_is_here(folder: Path) -> tuple[str, str | None, str | None]:
    """Return handle, name and email of whoever makes a workspace: of git's user, else the login name."""
    from promisectl.git.repository import own_config

    name, email = own_config("user.name", folder), own_config("user.email", folder)
    handle = handle_of(name or "", email or "") or as_handle(login_name())
    return handle or "me", name, email


def handle_of(name: str, email: str) -> str:
    """Return the handle that an email, else a name, suggests; empty where neither does."""
    before_at, _, _ = email.partition("@")
    return as_handle(before_at) or as_handle(name)


def as_handle(text: str) -> str:
    """Return a text as a handle: lower-case ASCII letters, digits, `.`, `_`, `-`; empty where nothing is left."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-._")[:64]


def _need_name(ledger: str) -> None:
    if not re.fullmatch(SLUG, ledger):
        raise Trouble(
            M("“{name}” cannot be a ledger's name", name=ledger), help=M("use a-z, 0-9 and -, such as `claims`")
        )


def new_ledger(workspace: Workspace, name: str, prefix: str | None) -> list[FileWrite]:
    """Return what makes a ledger's folder, and keeps its prefix in the settings where one is chosen."""
    _need_name(name)
    if name in ledger_names(workspace):
        raise Trouble(M("there is a ledger `{name}` already", name=name), help=M("nothing was written"))
    if prefix is not None and not re.fullmatch(r"[a-z][a-z0-9]*", prefix):
        raise Trouble(
            M("“{prefix}” cannot be a prefix of ids", prefix=prefix),
            help=M("use a letter and letters or digits, such as `clm`"),
        )
    there = workspace.ledgers / name / GITKEEP
    writes = [] if there.exists() else [FileWrite(there, None, b"")]
    if prefix is not None:
        writes.append(_entry(workspace, SETTINGS, ("prefixes", name), prefix))
    return writes


def add_person(workspace: Workspace, handle: str, details: Mapping[str, Any]) -> FileWrite:
    """Return what registers a person; Trouble where the handle is taken or is none."""
    if not re.fullmatch(HANDLE, handle):
        raise Trouble(
            M("“{handle}” cannot be a handle", handle=handle),
            help=M(
                "use lower-case letters, digits, `.`, `_` and `-`, such as `{name}`", name=as_handle(handle) or "ana"
            ),
        )
    if handle in workspace.people:
        raise Trouble(M("{handle} is registered already", handle=handle), help=M("nothing was written"))
    other = looks_like(workspace, handle)
    if other:
        raise Trouble(
            M("`{handle}` looks like `{other}`, who is registered already", handle=handle, other=other),
            help=M("choose a handle that nobody can mistake for it"),
            code="PC110",
        )
    entry = dict(details)
    if entry.get("area") is not None:
        entry["area"] = named_area(workspace, entry["area"])
    return _entry(workspace, f"{workspace.settings.ledgers}/people.yaml", ("people", handle), entry)


def looks_like(workspace: Workspace, handle: str) -> str | None:
    """Return the registered handle, present or former, that differs from this one by case or punctuation alone."""

    def bare(name: str) -> str:
        return "".join(letter for letter in name.casefold() if letter.isalnum())

    people = workspace.people
    return next((other for other in (*people.by_handle, *people.former) if bare(other) == bare(handle)), None)


def named_area(workspace: Workspace, name: str) -> str:
    """Return the area that was typed, with or without accents and capitals; Trouble where people.yaml has none."""
    areas = workspace.people.areas
    found = meant(name, areas)
    if found is not None:
        return found
    raise Trouble(
        M("people.yaml has no area `{name}`", name=name),
        help=did_you_mean(name, areas, M("register it first: `promisectl area add {name}`", name=name)),
        code="PC107",
    )


def add_people(workspace: Workspace, handles: list[str]) -> FileWrite | None:
    """Return the change that registers handles without details; None where there is none to register."""
    if not handles:
        return None
    path = f"{workspace.settings.ledgers}/people.yaml"
    data, splice = _open(workspace, path)
    for handle in handles:
        splice.set_entry(("people", handle), {})
    return FileWrite(workspace.root / path, data, splice.result())


def add_area(workspace: Workspace, name: str, details: Mapping[str, Any]) -> FileWrite:
    """Return what registers an area; Trouble where it is registered already."""
    if name in workspace.people.areas:
        raise Trouble(M("the area {name} is registered already", name=name), help=M("nothing was written"))
    if not re.fullmatch(SLUG, name):
        raise Trouble(M("“{name}” cannot be an area's name", name=name), help=M("use a-z, 0-9 and -"))
    return _entry(workspace, f"{workspace.settings.ledgers}/people.yaml", ("areas", name), dict(details))


def _entry(workspace: Workspace, path: str, way: tuple[str, ...], value: Any) -> FileWrite:
    """Return the write that enters a value into a register."""
    need_visible(value, way[-1])
    data, splice = _open(workspace, path)
    splice.set_entry(way, value)
    return FileWrite(workspace.root / path, data, splice.result())


def _open(workspace: Workspace, path: str) -> tuple[bytes | None, Splice]:
    full = workspace.root / path
    if not full.exists():
        return None, Splice(b"people: {}\n", path)
    data = read_whole(full, path)
    return data, Splice(data, path)
