"""`ledger new`: a new ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from promisectl.cli.options import Shared, basic


@basic
def ledger_new_command(
    shared: Shared,
    name: Annotated[str, typer.Argument(help="Its name: a-z, 0-9 and -.", metavar="NAME")],
    prefix: Annotated[
        str | None, typer.Option("--prefix", help="What its ids begin with, such as clm.", metavar="PREFIX")
    ] = None,
) -> None:
    """Make a new ledger: a folder below the ledgers folder."""
    from promisectl.app.workspace.registers import new_ledger
    from promisectl.cli.session import Session
    from promisectl.model.message import M

    session = Session.open(shared)
    folder = new_ledger(session.workspace, name, prefix)
    if session.console.is_text:
        session.console.print(session.console.say(M("made the ledger {name} in {path}", name=name, path=folder)))
    else:
        session.console.json({"ledger": name, "path": folder.relative_to(session.workspace.root).as_posix()})
