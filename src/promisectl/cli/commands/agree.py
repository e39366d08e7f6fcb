"""`agree`: yes to what is asked, offered or proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def agree_command(
    session: ActSession,
    ids: Ids,
    understood: Annotated[
        str | None, typer.Option("--understood", help="What you understood, in your own words.", metavar="TEXT")
    ] = None,
) -> None:
    """Say yes to what is asked, offered or proposed."""
    session.speak("agree", ids, {"understood": understood})
