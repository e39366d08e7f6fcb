"""Files, git, the clock: the only side effects."""
