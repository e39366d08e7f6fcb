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
    from promisectl.cli.session import Desk, lines_of
    from promisectl.model.message import M

    desk = Desk.open(shared)
    found = import_lines(desk.workspace, lines_of(file), ledger=shared.ledger, add_unknown_people=add_people)
    if not dry_run:
        write_import(desk.workspace, shared.ledger, found)
    if desk.console.is_text:
        desk.console.print(
            desk.console.say(
                M(
                    "{added} imported, {unchanged} were there already, {people} people registered",
                    added=found.added,
                    unchanged=found.unchanged,
                    people=len(found.people),
                )
            )
        )
    else:
        desk.console.json({"added": found.added, "unchanged": found.unchanged, "people": found.people})
