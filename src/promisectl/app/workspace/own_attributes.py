"""Own attributes: what git's folder and the user's config do to the files of a workspace on this machine alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from promisectl.app.ledger.attributes import attributes_beside, attributes_here
from promisectl.checking.attribute_faults import AttributeFault
from promisectl.checking.attributes import AttributesFile, read_attributes
from promisectl.git.as_user import attributes_file
from promisectl.git.repository import Repository, find_repository, own_config
from promisectl.model.limits import PROMISE_LIMIT
from promisectl.store.files import NotRegular, TooLarge, read_bytes
from promisectl.store.names import loose_names
from promisectl.store.workspace import Workspace

_COMMANDS = ("clean", "smudge", "process")
_NOTHING = ("", "false")


@dataclass(frozen=True, slots=True)
class OwnAttributes:
    """Faults of attributes outside of commits, filters that the config gives programs, and core.autocrlf if it acts."""

    faults: tuple[AttributeFault, ...]
    filters: tuple[str, ...]
    autocrlf: str


def own_attributes(workspace: Workspace) -> OwnAttributes | None:
    """Return what this machine's git is told about the workspace's files; None where there is no repository."""
    repository = find_repository(workspace.root)
    if repository is None:
        return None
    ledgers = workspace.settings.ledgers
    promises = [entry.path for entry in loose_names(workspace.root, ledgers).values()]
    more = _beside(repository)
    faults = attributes_beside(repository, workspace.root, ledgers, promises, more)
    here = attributes_here(workspace.root, ledgers, promises)
    autocrlf = own_config("core.autocrlf", repository.top) or ""
    return OwnAttributes(faults, _filters(repository, here), "" if autocrlf in _NOTHING else autocrlf)


def _beside(repository: Repository) -> list[AttributesFile]:
    """Return `info/attributes` of the repository and the file that core.attributesFile names, where they are there."""
    named = own_config("core.attributesFile", repository.top)
    places = [attributes_file(repository), Path(named).expanduser() if named else _usual()]
    found: list[AttributesFile] = []
    for place in places:
        try:
            found.append(read_attributes(read_bytes(place, PROMISE_LIMIT), str(place), ""))
        except (OSError, NotRegular, TooLarge):
            continue
    return found


def _usual() -> Path:
    """Return where git looks for a user's attributes that the config does not name."""
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path("~/.config").expanduser()) / "git" / "attributes"


def _filters(repository: Repository, faults: tuple[AttributeFault, ...]) -> tuple[str, ...]:
    """Return the filters said of the ledgers for which the config has a program."""
    named = {fault.value.partition("=")[2] for fault in faults if fault.attribute == "filter"}
    return tuple(name for name in sorted(named) if _runs(repository, name))


def _runs(repository: Repository, name: str) -> bool:
    return any(own_config(f"filter.{name}.{command}", repository.top) for command in _COMMANDS)
