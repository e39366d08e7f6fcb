"""`promise`: the same act as `offer`, for those who say it so."""

from __future__ import annotations

from promisectl.cli.opening import opening_command

promise_command = opening_command(
    "offer", "Offer to do something for somebody. It is not counted until the other agrees."
)
