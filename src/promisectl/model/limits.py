"""Limits: how large what is read may be (format.md, Reading rules). Beyond them a file is refused, never cut."""

MAX_DEPTH = 32
MAX_SCALAR = 64 * 1024
PROMISE_LIMIT = 1024 * 1024
PACK_LIMIT = 256 * 1024 * 1024
