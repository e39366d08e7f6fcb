"""`activate`: the condition came true, and the clock starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def activate_command(
    session: ActSession,
    ids: Ids,
    evidence: Annotated[
        list[str] | None,
        typer.Option("-e", "--evidence", help="What shows that the condition came true.", metavar="TEXT"),
    ] = None,
) -> None:
    """Say that the condition came true: the clock starts, the due is computed and stored."""
    session.speak("activate", ids, {"evidence": list(evidence)} if evidence else {})
