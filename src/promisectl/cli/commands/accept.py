"""`accept`: the customer declares satisfaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def accept_command(
    session: ActSession,
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
    from promisectl.model.moment import local_day

    fields: dict[str, Any] = {}
    if partial is not None:
        fields |= {"as": "partial", "fraction": f"{partial:g}"}
    if rating is not None:
        fields["rating"] = str(rating)
    if delivered_on:
        fields["delivered-on"] = local_day(session.when(delivered_on), session.workspace.zone).isoformat()
    session.speak("accept", ids, fields)
