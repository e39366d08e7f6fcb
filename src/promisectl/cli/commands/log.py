"""`log`: what was said, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import LISTS, looking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisectl.cli.output.console import Console
    from promisectl.cli.reading import ReadSession
    from promisectl.cli.session import Session
    from promisectl.formats.screen import Cell
    from promisectl.metrics.view import View


@looking.printing(*LISTS)
def log_command(
    session: Session,
    id: Annotated[str | None, typer.Argument(help="One promise; all of them if left out.", metavar="[ID]")] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-l", help="At most so many acts.", metavar="N")] = None,
) -> None:
    """List what was said, the latest first: from what to what, and why."""
    from promisectl.cli.listing import counted, left_out, registers_left_out
    from promisectl.cli.reading import one_view, read
    from promisectl.formats.log import log_csv, log_json, log_markdown, log_screen
    from promisectl.formats.promises_json import dump_lines
    from promisectl.metrics.act_log import said

    console = session.console
    ledger = read(session.shared) if id is None else None
    views = ledger.snapshot.views if ledger is not None else [one_view(session, str(id))]
    short = ledger.short() if ledger is not None else session.short()
    everything = said(views)
    acts = everything[:limit]
    rows = [log_json(act) for act in acts]
    if console.format == "text":
        top = None if session.shared.quiet else _top(views, ledger, console)
        console.show(log_screen(acts, console.reader(short), top, len(everything)))
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
    else:
        registers_left_out(session)


def _top(views: Sequence[View], ledger: ReadSession | None, console: Console) -> Cell:
    """Return the first line: the day, the zone, and the promise where it is only one."""
    from promisectl.formats.promises_screen import title
    from promisectl.model.moment import local_day

    if ledger is not None:
        return title(local_day(ledger.snapshot.as_of, ledger.snapshot.workspace.zone), ledger.zone, console.words)
    view = views[0]
    zone = view.context.zone
    return title(local_day(view.as_of, zone), str(zone), console.words, [view.id])
