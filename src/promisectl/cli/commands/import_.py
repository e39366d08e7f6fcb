"""`import jsonl`: promises from other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from promisectl.cli.options import Shared, looking


@looking
def import_jsonl_command(
    shared: Shared,
    file: Annotated[
        Path, typer.Argument(help="A file with one JSON object a line; - for standard input.", metavar="FILE")
    ],
    add_people: Annotated[bool, typer.Option("--add-people", help="Register unknown people.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Judge every line; write nothing.")] = False,
) -> None:
    """Read promises, one JSON object a line. All or nothing: every line is judged first; given ids are kept."""
    from promisectl.app.interchange.jsonl import import_lines, write_import
    from promisectl.cli.session import Session, lines_of
    from promisectl.model.message import M

    session = Session.open(shared)
    found = import_lines(session.workspace, lines_of(file), ledger=shared.ledger, add_unknown_people=add_people)
    if not dry_run:
        write_import(session.workspace, shared.ledger, found)
    if session.console.is_text:
        session.console.print(
            session.console.say(
                M(
                    "{added} imported, {unchanged} were there already, {people} people registered",
                    added=found.added,
                    unchanged=found.unchanged,
                    people=len(found.people),
                )
            )
        )
    else:
        session.console.json({"added": found.added, "unchanged": found.unchanged, "people": found.people})
