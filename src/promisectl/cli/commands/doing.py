"""`deliver`, `warn` and `revoke`: what the performer says."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from promisectl.cli.commands.answering import Ids
from promisectl.cli.options import Shared, speaking


@speaking
def deliver_command(
    shared: Shared,
    ids: Ids,
    evidence: Annotated[
        list[str] | None,
        typer.Option("-e", "--evidence", help="Where the result can be seen; repeat it.", metavar="TEXT"),
    ] = None,
    waive: Annotated[bool, typer.Option("--waive-evidence", help="No evidence; say why with --note.")] = False,
) -> None:
    """Declare that the conditions are met. The customer's verdict comes next."""
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb

    fields: dict[str, Any] = {"evidence": list(evidence)} if evidence else {}
    if waive and not evidence:
        fields = {"evidence": []}
    speak(Session.open(shared), Verb.DELIVER, ids, fields)


@speaking
def warn_command(
    shared: Shared,
    ids: Ids,
    forecast: Annotated[
        str | None, typer.Option("--forecast", help="The day you expect, or unknown.", metavar="WHEN")
    ] = None,
    help_wanted: Annotated[str | None, typer.Option("--help-wanted", help="What would help.", metavar="TEXT")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="The trouble is over.")] = False,
) -> None:
    """Warn early that a promise is in trouble. It moves no date: to ask for another one use `renegotiate`."""
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb
    from promisectl.model.moment import local_day

    session = Session.open(shared)
    fields: dict[str, Any] = {"help": help_wanted}
    if forecast == "unknown":
        fields["forecast"] = forecast
    elif forecast:
        fields["forecast"] = local_day(session.when(forecast), session.workspace.zone).isoformat()
    if clear:
        fields["clear"] = "true"
    speak(session, Verb.WARN, ids, fields)


@speaking
def revoke_command(
    shared: Shared,
    ids: Ids,
    remedy: Annotated[str | None, typer.Option("--remedy", help="What you offer instead.", metavar="TEXT")] = None,
) -> None:
    """Break your own promise in the open. To move its date use `renegotiate`."""
    from promisectl.cli.session import Session, confirm
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb
    from promisectl.model.message import M

    session = Session.open(shared)
    confirm(session.console, M("Revoke {ids}? It counts as broken.", ids=", ".join(ids)))
    speak(session, Verb.REVOKE, ids, {"remedy": remedy})
