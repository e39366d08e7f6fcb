"""`rebalance`: the head, from the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import mending
from promisectl.cli.parameters import SomeIds

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@mending
def rebalance_command(
    session: Session,
    ids: SomeIds = None,
    all_: Annotated[bool, typer.Option("--all", help="Every promise; the default without ids.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show the change; write nothing.")] = False,
) -> None:
    """Write into the head what the history says, never the other way round."""
    from promisectl.app.files.mend import rebalance
    from promisectl.model.message import M

    session = session.looking_only() if diff else session
    found = rebalance(session.workspace, [] if all_ else ids or [], session.shared.ledger)
    written = session.write_each([change for _, _, change in found], [f"{name}: rebalance" for name, _, _ in found])
    if not session.console.wants_sentences:
        session.console.document({"rebalanced": [{"promise": name, "keys": keys} for name, keys, _ in found]})
        return
    if not found:
        session.console.print(session.console.say(M("every head balances with its history")))
    if written and not session.shared.quiet:
        for name, keys, _ in found:
            session.console.print(
                session.console.say(M("{id}: {keys} rewritten from the history", id=name, keys=", ".join(keys)))
            )
