"""`request`: ask somebody for a promise."""

from __future__ import annotations

from promisectl.cli.opening import opening_command

request_command = opening_command(
    "request", "Ask somebody to promise you something. Nothing is owed until the other agrees."
)
