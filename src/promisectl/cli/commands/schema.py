"""`schema`: the JSON Schema of files and outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import basic

if TYPE_CHECKING:
    from pathlib import Path

    from promisectl.cli.output.console import Console
    from promisectl.store.workspace import Workspace


@basic
def schema_command(
    console: Console,
    name: Annotated[
        str,
        typer.Argument(help="promise, people, settings, apply-line, or a command: list, check, ….", metavar="NAME"),
    ] = "promise",
) -> None:
    """Print the JSON Schema of the file format, of what a command is told, or of what it prints as JSON.

    Inside a workspace the schema of a promise holds its people, reasons, calendars, services and objectives.
    """
    import json

    from promisectl.app.schema.all import schema

    found = schema(_meant(name), _here(console.shared.root), console.say)
    console.print(json.dumps(found, indent=2, ensure_ascii=False), as_json=True)


def _meant(name: str) -> str:
    """Return the name of a schema: as told, or of what the command of that name prints."""
    from promisectl.app.schema.all import names
    from promisectl.cli.printed import schema_of
    from promisectl.cli.registry import ROWS, words_of

    commands = {word for row in ROWS.values() for word in words_of(row)}
    return (schema_of(name) or name) if name not in names() and name in commands else name


def _here(root: Path | None) -> Workspace | None:
    """Return the workspace that is named or that one stands in; None outside of any."""
    from promisectl.model.trouble import Trouble
    from promisectl.store.workspace import open_workspace

    try:
        return open_workspace(root)
    except Trouble:
        if root is not None:
            raise
        return None
