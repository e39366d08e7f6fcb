"""`schema`: the JSON Schema of files and outputs."""

from __future__ import annotations

from typing import Annotated

import typer

from promisectl.cli.shared import Shared, basic


@basic
def schema_command(
    shared: Shared,
    name: Annotated[
        str,
        typer.Argument(help="promise, people, settings, or an output such as list, show, act, check.", metavar="NAME"),
    ] = "promise",
) -> None:
    """Print the JSON Schema of the file format, or of what a command prints as JSON."""
    import json

    from promisectl.app.schemas import schema
    from promisectl.cli.console import Console
    from promisectl.cli.desk import language_of

    console = Console(shared, language_of(shared), ("text", "json"))
    console.print(json.dumps(schema(name), indent=2, ensure_ascii=False))
