"""`resolve`: one conversation that two branches moved becomes one history again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import resolving

if TYPE_CHECKING:
    from promisectl.cli.output.console import Console


@resolving
def resolve_command(
    console: Console,
    file: Annotated[
        str, typer.Argument(help="The promise file, pack or register that git could not merge.", metavar="FILE")
    ],
    ours: Annotated[
        bool, typer.Option("--ours", help="Our side stands; the other's acts are set aside, to be spoken again.")
    ] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Their side stands; our acts are set aside, to be spoken again.")
    ] = False,
) -> None:
    """Make one history of a promise that two branches moved; people, services and settings are merged by entry.

    Alone where a lawful order holds the acts of both. Else the branch others build on stands, and the other's acts are
    to be spoken again; in a merge one note keeps them. Where neither is that branch, you say which stands. Nothing is
    staged.
    """
    from promisectl.cli.resolving import resolve
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    if ours and theirs:
        raise Trouble(M("--ours and --theirs exclude each other"), help=M("only one side can stand"))
    resolve(console, file, "ours" if ours else "theirs" if theirs else None)
