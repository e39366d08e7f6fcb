"""`schema`: the JSON Schema of files and outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.shared import Shared, basic

if TYPE_CHECKING:
    from promisectl.store.workspace import Workspace


@basic
def schema_command(
    shared: Shared,
    name: Annotated[
        str,
        typer.Argument(help="promise, people, settings, or an output such as list, show, act, check.", metavar="NAME"),
    ] = "promise",
) -> None:
    """Print the JSON Schema of the file format, or of what a command prints as JSON.

    Inside a workspace the schema of a promise holds its people, reasons, calendars, services and objectives.
    """
    import json

    from promisectl.app.schemas import schema
    from promisectl.cli.console import Console
    from promisectl.cli.language import current

    console = Console(shared, current(), ("text", "json"))
    console.print(json.dumps(schema(name, _here(shared), console.say), indent=2, ensure_ascii=False))


def _here(shared: Shared) -> Workspace | None:
    """Return the workspace that is named or that one stands in; None outside of any."""
    from promisectl.model.trouble import Trouble
    from promisectl.store.workspace import open_workspace

    try:
        return open_workspace(shared.root)
    except Trouble:
        if shared.root is not None:
            raise
        return None
