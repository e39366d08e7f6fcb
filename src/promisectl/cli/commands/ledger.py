"""`ledger new`: a new ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import entering

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@entering
def ledger_new_command(
    session: Session,
    name: Annotated[str, typer.Argument(help="Its name: a-z, 0-9 and -.", metavar="NAME")],
    prefix: Annotated[
        str | None, typer.Option("--prefix", help="What its ids begin with, such as clm.", metavar="PREFIX")
    ] = None,
) -> None:
    """Make a new ledger: a folder below the ledgers folder."""
    from promisectl.app.workspace.registers import new_ledger
    from promisectl.model.message import M

    folder = session.workspace.ledgers / name
    written = session.write(new_ledger(session.workspace, name, prefix), f"{name}: new ledger")
    path = folder.relative_to(session.workspace.root).as_posix()
    done = M("made the ledger {name} in {path}", name=name, path=folder)
    session.say_written(done, {"ledger": name, "path": path}, written=written)
