"""`reject`: the customer says what is not met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def reject_command(
    session: ActSession,
    ids: Ids,
    unmet: Annotated[
        list[str] | None,
        typer.Option("--unmet", "-u", help="A criterion that is not met; repeat it.", metavar="CRITERION"),
    ] = None,
) -> None:
    """Say which criteria the delivery does not meet. The promise stands, with the same due."""
    from promisectl.app.acts.criteria import in_force

    fields = {"unmet": in_force(session.workspace, ids, unmet, session.shared.ledger)} if unmet else {}
    session.speak("reject", ids, fields)
