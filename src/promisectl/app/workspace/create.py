"""Beginnings: a new workspace, with whoever makes it in it, and, if wished, a small living example."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from promisectl.app.workspace.region import Region
from promisectl.app.workspace.registers import GITKEEP, make_workspace, need_no_workspace, whoever_is_here
from promisectl.git.as_user import commit_files, make_repository
from promisectl.git.programs import need_git
from promisectl.git.repository import Purpose, need_repository
from promisectl.store.files import FileWrite

if TYPE_CHECKING:
    from promisectl.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Begun:
    """What was made: the files, who the maker is, the name of the ledger, whether a git repository was made too."""

    files: list[Path]
    handle: str
    ledger: str
    repository: bool = False
    folder: Path = Path()

    def texts(self) -> list[FileWrite]:
        """Return the files as they were written, the `.gitkeep` of the ledger with them."""
        kept = sorted(self.folder.rglob(GITKEEP))
        return [FileWrite(path, None, path.read_bytes()) for path in (*self.files, *kept)]

    def remove(self) -> None:
        """Remove everything again."""
        rmtree(self.folder, ignore_errors=True)


Filling = Callable[[Path, str, str], list[Path]]  # folder, ledger, handle of the maker: the files made


def previewed(
    folder: Path,
    ledger: str,
    *,
    region: Region,
    example: bool = False,
    people_from_git: bool = False,
    template: Filling | None = None,
) -> Begun:
    """Return what `begin` would make, made in a folder that is removed with `Begun.remove`; nothing else is touched."""
    need_no_workspace(folder)
    aside = Path(mkdtemp(prefix="promisectl-"))
    committers = _nearest_folder(folder) if people_from_git else None
    try:
        made = _made(aside, _nearest_folder(folder), ledger, region, example=example, committers=committers)
        return _filled(made, template)
    except BaseException:
        rmtree(aside, ignore_errors=True)
        raise


def begin(
    folder: Path,
    ledger: str,
    *,
    region: Region,
    example: bool = False,
    people_from_git: bool = False,
    git: bool = False,
    commit: bool = False,
    template: Filling | None = None,
) -> Begun:
    """Make a workspace in `folder`, with `git` a git repository too where there is none; `commit` what was made.

    `region` is where it lives, `template` what fills it. Trouble where a workspace is there; nothing is overwritten.
    """
    there = _nearest_folder(folder)
    if git:
        need_git()
    elif people_from_git:
        need_repository(there, Purpose.PEOPLE)
    elif commit:
        need_repository(there, Purpose.COMMIT)
    made = _made_with_git(folder, ledger, region, example=example, people_from_git=people_from_git, git=git)
    made = _filled(made, template)
    if commit:
        repository = need_repository(folder, Purpose.COMMIT)
        commit_files(repository, [text.path for text in made.texts()], f"{made.ledger}: a workspace")
    return made


def _made_with_git(
    folder: Path, ledger: str, region: Region, *, example: bool, people_from_git: bool, git: bool
) -> Begun:
    there = _nearest_folder(folder)
    committers = folder if people_from_git else None
    if not git:
        return _made(folder, there, ledger, region, example=example, committers=committers)
    need_no_workspace(folder)
    folder.mkdir(parents=True, exist_ok=True)
    repository = make_repository(folder)
    made = _made(folder, there, ledger, region, example=example, committers=committers)
    return replace(made, repository=repository is not None)


def _filled(made: Begun, template: Filling | None) -> Begun:
    """Return what was made, with what a template puts into it."""
    if template is None:
        return made
    return replace(made, files=[*made.files, *template(made.folder, made.ledger, made.handle)])


def _nearest_folder(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.is_dir())


def _made(folder: Path, there: Path, ledger: str, region: Region, *, example: bool, committers: Path | None) -> Begun:
    """Make the files in `folder`, with whoever is `there` in them and, where asked, who committed to a repository."""
    handle, name, email = whoever_is_here(there)
    if example:
        from promisectl.app.workspace.example import LEDGER, fill

        files = make_workspace(folder, LEDGER, (handle, name, email), region)
        return Begun([*files, *fill(folder, handle)], handle, LEDGER, folder=folder)
    files = make_workspace(folder, ledger, (handle, name, email), region)
    if committers is not None:
        _add_committers(folder, committers)
    return Begun(files, handle, ledger, folder=folder)


def _add_committers(folder: Path, committers: Path) -> None:
    from promisectl.app.workspace.registers import add_person
    from promisectl.store.files import write_all
    from promisectl.store.workspace import open_workspace

    for name, email in need_repository(committers, Purpose.PEOPLE).authors():
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
