"""`resume`: the clock goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def resume_command(session: ActSession, ids: Ids) -> None:
    """Start the clock again; the dues move by the time that was paused."""
    session.speak("resume", ids)
