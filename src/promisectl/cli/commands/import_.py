"""`import jsonl`: promises from other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import importing

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@importing
def import_jsonl_command(
    session: Session,
    file: Annotated[
        Path, typer.Argument(help="A file with one JSON object a line; - for standard input.", metavar="FILE")
    ],
    add_people: Annotated[bool, typer.Option("--add-people", help="Register unknown people.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Judge every line; write nothing.")] = False,
) -> None:
    """Read promises, one JSON object a line. All or nothing: every line is judged first; given ids are kept."""
    from promisectl.app.interchange.jsonl import import_lines
    from promisectl.cli.session import lines_of
    from promisectl.model.message import M

    imported = import_lines(
        session.workspace, lines_of(file), ledger=session.shared.ledger, add_unknown_people=add_people
    )
    if not dry_run:
        session.write(imported.changes, f"import {imported.added} promises")
    if session.console.is_text:
        done = M(
            "{added} imported, {unchanged} were there already, {people} people registered",
            added=imported.added,
            unchanged=imported.unchanged,
            people=len(imported.people),
        )
        session.console.print(session.console.say(done))
    else:
        counts = {"added": imported.added, "unchanged": imported.unchanged}
        session.console.json({**counts, "people": imported.people})
