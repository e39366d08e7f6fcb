"""`decline`: no to what is asked, offered or proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def decline_command(session: ActSession, ids: Ids) -> None:
    """Say no to what is asked, offered or proposed."""
    session.speak("decline", ids)
