"""`log`: what was said, the latest first."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from promisectl.cli.shared import Shared, looking


@looking
def log_command(
    shared: Shared,
    id: Annotated[str | None, typer.Argument(help="One promise; all of them if left out.", metavar="[ID]")] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-l", help="At most so many acts.")] = None,
) -> None:
    """List what was said, the latest first."""
    from promisectl.cli.viewing import one_view, read
    from promisectl.formats.log import log_csv, log_json, log_lines, log_markdown
    from promisectl.formats.promises_json import dump_lines
    from promisectl.metrics.said import said

    if id is not None:
        desk, view = one_view(shared, id)
        console, views, short = desk.console, [view], desk.short()
    else:
        reading = read(shared)
        console, views, short = reading.console, reading.books.views, reading.short()
    words = said(views)[:limit]
    if console.format == "text":
        console.print(log_lines(words, console.look(short)))
    elif console.format == "json":
        console.json({"acts": [log_json(one) for one in words]})
    elif console.format == "json-lines":
        console.print(dump_lines([log_json(one) for one in words]))
    else:
        table: Any = log_csv if console.format == "csv" else log_markdown
        console.print(table(words))
