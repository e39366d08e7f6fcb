"""Beginnings: a new workspace, with whoever makes it in it, and, if wished, a small living example."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from promisectl.app.workspace.registers import make_workspace, whoever_is_here
from promisectl.git.as_user import make_repository
from promisectl.git.programs import need_git
from promisectl.git.repository import Purpose, need_repository

if TYPE_CHECKING:
    from promisectl.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Begun:
    """What was made: the files, who the maker is, the name of the ledger, whether a git repository was made too."""

    files: list[Path]
    handle: str
    ledger: str
    repository: bool = False


def begin(
    folder: Path, ledger: str, *, example: bool = False, people_from_git: bool = False, git: bool = False
) -> Begun:
    """Make a workspace in `folder`, with `git` a git repository too where there is none.

    Trouble where a workspace is there; nothing is ever overwritten.
    """
    there = next(parent for parent in (folder, *folder.parents) if parent.is_dir())
    handle, name, email = whoever_is_here(there)
    if git:
        need_git()
    elif people_from_git:
        need_repository(there, Purpose.PEOPLE)
    if example:
        from promisectl.app.workspace.example import LEDGER, fill

        ledger = LEDGER
    files = make_workspace(folder, ledger, (handle, name, email))
    made_repository = git and make_repository(folder) is not None
    if example:
        return Begun([*files, *fill(folder, handle)], handle, ledger, made_repository)
    if people_from_git:
        _add_committers(folder)
    return Begun(files, handle, ledger, made_repository)


def _add_committers(folder: Path) -> None:
    from promisectl.app.workspace.registers import add_person
    from promisectl.store.files import write_all
    from promisectl.store.workspace import open_workspace

    for name, email in need_repository(folder, Purpose.PEOPLE).authors():
        workspace = open_workspace(folder)
        handle = _handle_for(workspace, name, email)
        if handle is not None:
            details = {"name": name, "emails": [email]} if name else {"emails": [email]}
            write_all([add_person(workspace, handle, details)])


def _handle_for(workspace: Workspace, name: str, email: str) -> str | None:
    """Return a handle that nobody has for somebody who committed; None for one who is registered, or has no name."""
    from promisectl.app.workspace.registers import handle_of, looks_like

    handle = handle_of(name, email)
    if not handle or email.casefold() in _emails(workspace):
        return None
    while looks_like(workspace, handle):
        handle += "2"
    return handle


def _emails(workspace: Workspace) -> set[str]:
    people = workspace.people.by_handle.values()
    return {email.casefold() for person in people for email in person.emails}
