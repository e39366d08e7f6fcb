"""`no`: the act that says no follows from where the promise stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def no_command(
    session: ActSession,
    ids: Ids,
    unmet: Annotated[
        list[str] | None, typer.Option("--unmet", "-u", help="A criterion that is not met.", metavar="CRITERION")
    ] = None,
) -> None:
    """Say no: decline what is asked, offered or proposed, or reject what was delivered."""
    session.answer(ids, yes=False, fields={"unmet": unmet} if unmet else None)
