"""`deliver`: the performer says that the conditions are met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def deliver_command(
    session: ActSession,
    ids: Ids,
    evidence: Annotated[
        list[str] | None,
        typer.Option("-e", "--evidence", help="Where the result can be seen; repeat it.", metavar="TEXT"),
    ] = None,
    waive: Annotated[bool, typer.Option("--waive-evidence", help="No evidence; say why with --note.")] = False,
) -> None:
    """Declare that the conditions are met. The customer's verdict comes next."""

    fields: dict[str, Any] = {"evidence": list(evidence)} if evidence else {}
    if waive and not evidence:
        fields = {"evidence": []}
    session.speak("deliver", ids, fields)
