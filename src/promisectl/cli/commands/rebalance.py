"""`rebalance`: the head, from the history."""

from __future__ import annotations

from typing import Annotated

import typer

from promisectl.cli.commands.fmt import Ids
from promisectl.cli.options import Shared, mending


@mending
def rebalance_command(
    shared: Shared,
    ids: Ids = None,
    all_: Annotated[bool, typer.Option("--all", help="Every promise; the default without ids.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the change; write nothing.")] = False,
) -> None:
    """Write into the head what the history says, never the other way round."""
    from dataclasses import replace

    from promisectl.app.files.mend import rebalance
    from promisectl.cli.session import Session
    from promisectl.model.message import M

    session = Session.open(replace(shared, dry_run=shared.dry_run or diff))
    found = rebalance(session.workspace, [] if all_ else ids or [], shared.ledger)
    written = session.keep([change for _, _, change in found], [f"{name}: rebalance" for name, _, _ in found])
    if not session.console.is_text:
        session.console.json({"rebalanced": [{"promise": name, "keys": keys} for name, keys, _ in found]})
        return
    if not found:
        session.console.print(session.console.say(M("every head balances with its history")))
    if written and not shared.quiet:
        for name, keys, _ in found:
            session.console.print(
                session.console.say(M("{id}: {keys} rewritten from the history", id=name, keys=", ".join(keys)))
            )
