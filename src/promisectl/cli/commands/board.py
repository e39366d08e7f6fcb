"""`board`: promises as cards in columns, by state or by person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import reading
from promisectl.cli.parameters import Whose

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


@reading.printing("text", "json", "markdown")
def board_command(
    session: ReadSession,
    whose: Whose = None,
    by: Annotated[
        str, typer.Option("--columns", help="What the columns are: state or person.", metavar="state|person")
    ] = "state",
) -> None:
    """Show open promises as cards in columns, by state or by performer."""
    from promisectl.cli.listing import counted, left_out
    from promisectl.cli.reading import by_due, choose, concerns
    from promisectl.formats.board_screen import board_screen, columns_named, lanes_of
    from promisectl.formats.promises_json import promise_json

    kind = columns_named(by)
    chosen = choose(session, whose)
    views = by_due(view for view in chosen.views if view.is_open and concerns(view, chosen.whose))
    lanes = lanes_of(views, kind)
    if session.console.format == "json":
        columns = [{"name": name, "promises": [promise_json(view) for view in cards]} for name, cards in lanes]
        session.console.json(counted(session, {"as_of": session.day, "columns": columns}))
    else:
        reader = session.console.reader(session.short())
        session.console.show(board_screen(lanes, kind, reader, session.day, session.zone, chosen.over))
    left_out(session)
