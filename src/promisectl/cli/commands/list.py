"""`list`: promises, by a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

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
    sort: Annotated[
        str | None,
        typer.Option("--sort", help="In which order: fields, such as due or -age (from the end).", metavar="FIELD,…"),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-l", min=1, help="At most so many.", metavar="N")] = None,
    columns: Annotated[
        str | None,
        typer.Option("--columns", help="Which columns: fields, such as id,what,due,ledger.", metavar="FIELD,…"),
    ] = None,
) -> None:
    """List promises, the open ones by default; a query that names states or classes says itself which."""
    from promisectl.cli.listing import Asked, others, print_list
    from promisectl.cli.reading import by_due, select
    from promisectl.formats.list_fields import field_named, in_order
    from promisectl.model.message import M

    shown = tuple(field_named(name) for name in _names(columns))
    if shown:
        _need_columns(session)
    keep = None if all_ else lambda view: not view.is_closed
    views = in_order(by_due(select(session, where or [], keep=keep)), _names(sort))
    over = (" ".join(where),) if where else ()
    instead = others(session, views)
    found = len(views) if limit is not None and limit < len(views) else None
    asked = Asked(None, M("nothing to list"), over=over, instead=instead, columns=shown, found=found)
    print_list(session, views[:limit], asked)


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def _need_columns(session: Any) -> None:
    """Trouble where a format has no columns: programs are given every field."""
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    if session.console.format in ("json", "json-lines"):
        raise Trouble(
            M("{format} has every field of a promise, and no columns", format=session.console.format),
            help=M("leave --columns out, or use --format csv"),
        )
