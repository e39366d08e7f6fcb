"""`fail`: the customer declares a promise broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def fail_command(session: ActSession, ids: Ids) -> None:
    """Declare a promise broken: its due has passed, or what was delivered will not do."""
    from promisectl.model.message import M

    sure = M("Declare {ids} broken? It cannot be taken back once it is committed.", ids=", ".join(ids))
    session.speak("fail", ids, sure=sure)
