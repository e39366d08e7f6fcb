"""Git, reached through its own program: objects, history, signatures, hooks. Knows no promise and no YAML."""
