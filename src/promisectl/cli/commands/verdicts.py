"""`accept`, `reject`, `cancel` and `fail`: what only the customer says."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from promisectl.cli.commands.answering import Ids
from promisectl.cli.options import Shared, speaking


@speaking
def accept_command(
    shared: Shared,
    ids: Ids,
    partial: Annotated[
        float | None,
        typer.Option("--partial", help="Accepted in part: the share that was met, such as 0.8.", metavar="SHARE"),
    ] = None,
    rating: Annotated[int | None, typer.Option("--rating", help="How satisfied, from 1 to 5.", metavar="1-5")] = None,
    delivered_on: Annotated[
        str | None,
        typer.Option("--delivered-on", help="The day it came, where nobody declared it delivered.", metavar="WHEN"),
    ] = None,
) -> None:
    """Declare satisfaction with what was delivered: this closes the loop."""
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb
    from promisectl.model.moment import local_day

    session = Session.open(shared)
    fields: dict[str, Any] = {}
    if partial is not None:
        fields |= {"as": "partial", "fraction": f"{partial:g}"}
    if rating is not None:
        fields["rating"] = str(rating)
    if delivered_on:
        fields["delivered-on"] = local_day(session.when(delivered_on), session.workspace.zone).isoformat()
    speak(session, Verb.ACCEPT, ids, fields)


@speaking
def reject_command(
    shared: Shared,
    ids: Ids,
    unmet: Annotated[
        list[str] | None,
        typer.Option("--unmet", "-u", help="A criterion that is not met; repeat it.", metavar="CRITERION"),
    ] = None,
) -> None:
    """Say which criteria the delivery does not meet. The promise stands, with the same due."""
    from promisectl.app.acts.criteria import in_force
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb

    session = Session.open(shared)
    fields = {"unmet": in_force(session.workspace, ids, unmet, shared.ledger)} if unmet else {}
    speak(session, Verb.REJECT, ids, fields)


@speaking
def cancel_command(shared: Shared, ids: Ids) -> None:
    """Release the performer from the promise."""
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb

    speak(Session.open(shared), Verb.CANCEL, ids, {})


@speaking
def fail_command(shared: Shared, ids: Ids) -> None:
    """Declare a promise broken: its due has passed, or what was delivered will not do."""
    from promisectl.cli.session import Session, confirm
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb
    from promisectl.model.message import M

    session = Session.open(shared)
    confirm(session.console, M("Declare {ids} broken?", ids=", ".join(ids)))
    speak(session, Verb.FAIL, ids, {})
