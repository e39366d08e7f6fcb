"""`import`: promises from other programs, a word for each importer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import importing
from promisectl.importers import IMPORTERS

if TYPE_CHECKING:
    from promisectl.cli.session import Session

File = Annotated[Path, typer.Argument(help="What to read; - for standard input.", metavar="FILE")]
AddPeople = Annotated[bool, typer.Option("--add-people", help="Register unknown people.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Judge every line; write nothing.")]


def _importing(name: str) -> Callable[..., None]:
    """Return the command of an importer: all of them take the same options."""

    def command(session: Session, file: File, add_people: AddPeople = False, dry_run: DryRun = False) -> None:
        from promisectl.app.interchange.jsonl import import_lines, importer
        from promisectl.store.foreign_text import lines_of

        lines = importer(name)(lines_of(file))
        ledger = session.shared.ledger
        imported = import_lines(session.workspace, lines, ledger=ledger, add_unknown_people=add_people)
        if not dry_run:
            session.write(imported.changes, f"import {imported.added} promises")
        _tell(session, imported.added, imported.unchanged, imported.people)

    command.__doc__ = IMPORTERS[name].text
    return importing(command)


def _tell(session: Session, added: int, unchanged: int, people: list[str]) -> None:
    from promisectl.model.message import M

    if not session.console.wants_sentences:
        session.console.document({"added": added, "unchanged": unchanged, "people": people})
        return
    done = M(
        "{added} imported, {unchanged} were there already, {people} people registered",
        added=added,
        unchanged=unchanged,
        people=len(people),
    )
    session.console.print(session.console.say(done))


for _name in IMPORTERS:
    globals()[f"import_{_name.replace('-', '_')}_command"] = _importing(_name)
