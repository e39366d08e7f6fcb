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
        str | None,
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
        fields |= {"as": "partial", "fraction": f"{_share(partial):g}"}
    if rating is not None:
        fields["rating"] = str(rating)
    if delivered_on:
        fields["delivered-on"] = local_day(session.when(delivered_on), session.workspace.zone).isoformat()
    session.speak("accept", ids, fields)


def _share(text: str) -> float:
    """Return a share from 0 to 1, written `0.8`, `0,8` or `80 %`; Trouble for anything else."""
    import re

    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    written = re.fullmatch(r"(\d*[.,]?\d+) ?(%?)", text.strip(), re.ASCII)
    if written is None:
        problem = M("the option {name} needs a number, such as 0.8", name="--partial")
        raise Trouble(problem, help=M("see `{command} --help`", command="promisectl accept"))
    return float(written[1].replace(",", ".")) / (100 if written[2] else 1)
