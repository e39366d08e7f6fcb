"""`log`: what was said, the latest first."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from promisectl.cli.options import Shared, looking
from promisectl.cli.output.console import FORMATS
from promisectl.model.moment import local_day


@looking
def log_command(
    shared: Shared,
    id: Annotated[str | None, typer.Argument(help="One promise; all of them if left out.", metavar="[ID]")] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-l", help="At most so many acts.", metavar="N")] = None,
) -> None:
    """List what was said, the latest first."""
    from promisectl.cli.listing import counted, left_out
    from promisectl.cli.reading import one_view, read
    from promisectl.formats.log import log_csv, log_json, log_markdown, log_screen
    from promisectl.formats.promises_json import dump_lines
    from promisectl.metrics.act_log import said

    if id is not None:
        opened, view = one_view(shared, id, FORMATS)
        console, views, short, session = opened.console, [view], opened.short(), None
    else:
        session = read(shared)
        console, views, short = session.console, session.snapshot.views, session.short()
    everything = said(views)
    words = everything[:limit]
    rows = [log_json(one) for one in words]
    if console.format == "text":
        top = None if shared.quiet else _top(views, session, console)
        console.show(log_screen(words, console.reader(short), top, len(everything)))
    elif console.format == "json":
        console.json(counted(session, {"acts": rows}) if session else {"acts": rows})
    elif console.format == "json-lines":
        if rows:
            console.print(dump_lines(rows))
    else:
        table: Any = log_csv if console.format == "csv" else log_markdown
        console.print(table(words))
    if session is not None:
        left_out(session)


def _top(views: Any, session: Any, console: Any) -> Any:
    """Return the first line: the day, the zone, and the promise where it is only one."""
    from promisectl.formats.promises_screen import title

    if session is not None:
        return title(local_day(session.snapshot.as_of, session.snapshot.workspace.zone), session.zone, console.words)
    view = views[0]
    zone = view.context.zone
    return title(local_day(view.as_of, zone), str(zone), console.words, [view.id])
