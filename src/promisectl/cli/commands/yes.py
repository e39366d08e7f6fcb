"""`yes`: the act that says yes follows from where the promise stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def yes_command(session: ActSession, ids: Ids) -> None:
    """Say yes: agree to what is asked, offered or proposed, or accept what was delivered."""
    session.answer(ids, yes=True)
