"""`cancel`: the customer releases the performer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def cancel_command(session: ActSession, ids: Ids) -> None:
    """Release the performer from the promise."""
    session.speak("cancel", ids)
