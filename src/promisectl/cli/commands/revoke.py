"""`revoke`: the performer breaks the promise in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def revoke_command(
    session: ActSession,
    ids: Ids,
    remedy: Annotated[str | None, typer.Option("--remedy", help="What you offer instead.", metavar="TEXT")] = None,
) -> None:
    """Break your own promise in the open. To move its date use `renegotiate`."""
    from promisectl.model.message import M

    sure = M("Revoke {ids}? It counts as broken, and cannot be taken back once it is committed.", ids=", ".join(ids))
    session.speak("revoke", ids, {"remedy": remedy}, sure=sure)
