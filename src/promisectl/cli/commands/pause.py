"""`pause`: the clock stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Ids

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def pause_command(session: ActSession, ids: Ids) -> None:
    """Stop the clock, for a --reason. A paused promise is not overdue."""
    session.speak("pause", ids)
