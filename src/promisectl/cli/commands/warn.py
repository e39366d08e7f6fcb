"""`warn`: the performer says early that a promise is in trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def warn_command(
    session: ActSession,
    ids: Ids,
    forecast: Annotated[
        str | None, typer.Option("--forecast", help="The day you expect, or unknown.", metavar="WHEN")
    ] = None,
    help_wanted: Annotated[str | None, typer.Option("--help-wanted", help="What would help.", metavar="TEXT")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="The trouble is over.")] = False,
) -> None:
    """Warn early that a promise is in trouble. It moves no date: to ask for another one use `renegotiate`."""
    from promisectl.model.moment import local_day

    fields: dict[str, Any] = {"help": help_wanted}
    if forecast == "unknown":
        fields["forecast"] = forecast
    elif forecast:
        fields["forecast"] = local_day(session.when(forecast), session.workspace.zone).isoformat()
    if clear:
        fields["clear"] = "true"
    session.speak("warn", ids, fields)
