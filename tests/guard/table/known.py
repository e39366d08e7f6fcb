"""Cases in which the guard is known to be wrong: they must fail, and leave this list when it is mended. None is left."""

KNOWN: dict[str, str] = {}
