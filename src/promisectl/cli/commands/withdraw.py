"""`withdraw`: take back what one asked, offered or proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def withdraw_command(session: ActSession, ids: Ids) -> None:
    """Take back your own request, offer or proposal."""
    session.speak("withdraw", ids)
