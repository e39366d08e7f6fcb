"""`offer`: offer somebody a promise."""

from __future__ import annotations

from promisectl.cli.opening import opening_command

offer_command = opening_command(
    "offer", "Offer to do something for somebody. It is not counted until the other agrees."
)
