"""`log`: what was said, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import LISTS, looking
from promisectl.model.message import M

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@looking.printing(*LISTS)
def log_command(
    session: Session,
    id: Annotated[str | None, typer.Argument(help="One promise; all of them if left out.", metavar="[ID]")] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-l", help="At most so many acts.", metavar="N")] = None,
) -> None:
    """List what was said, the latest first."""
    from promisectl.cli.listing import counted, left_out
    from promisectl.cli.reading import one_view, read
    from promisectl.formats.log import log_csv, log_json, log_lines, log_markdown
    from promisectl.formats.promises_json import dump_lines
    from promisectl.metrics.act_log import said

    console = session.console
    ledger = read(session.shared) if id is None else None
    views = ledger.snapshot.views if ledger is not None else [one_view(session, str(id))]
    short = ledger.short() if ledger is not None else session.short()
    acts = said(views)[:limit]
    rows = [log_json(act) for act in acts]
    if console.format == "text":
        console.print(log_lines(acts, console.look(short)) or console.say(M("nothing was said yet")))
    elif console.format == "json":
        document = {"acts": rows}
        console.json(counted(ledger, document) if ledger is not None else document)
    elif console.format == "json-lines":
        if rows:
            console.print(dump_lines(rows))
    else:
        table: Any = log_csv if console.format == "csv" else log_markdown
        console.print(table(acts))
    if ledger is not None:
        left_out(ledger)
