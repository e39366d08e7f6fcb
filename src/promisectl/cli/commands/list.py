"""`list`: promises, by a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import reading

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession

Where = Annotated[
    list[str] | None, typer.Argument(help="Which ones, such as performer:me is:overdue tag:critical.", metavar="WHERE")
]


@reading
def list_command(
    session: ReadSession,
    where: Where = None,
    all_: Annotated[bool, typer.Option("--all", "-a", help="The closed ones too.")] = False,
) -> None:
    """List promises, the open ones by default; a query that names states or classes says itself which."""
    from promisectl.cli.listing import Asked, others, print_list
    from promisectl.cli.reading import by_due, select
    from promisectl.model.message import M

    views = by_due(select(session, where or [], keep=None if all_ else lambda view: not view.is_closed))
    asked = Asked(None, M("nothing to list"), over=(" ".join(where),) if where else (), instead=others(session, views))
    print_list(session, views, asked)
