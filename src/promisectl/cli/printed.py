"""What is printed: the schema of the JSON that a command prints, by the command's words.

A command's schema is named as the command (`hooks install`: `hooks-install`), unless it stands here. A new command that
prints JSON needs one; a test runs every command of the registry and holds what it prints against it.
"""

from __future__ import annotations

from promisectl.model.acts import ACTS

SHARED: dict[str, str] = {
    **dict.fromkeys((*(kind.verb.value for kind in ACTS), "promise", "yes", "no", "open", "confirm"), "act"),
    **dict.fromkeys([f"person {word}" for word in ("add", "left", "move", "rename", "forget")], "person"),
    **dict.fromkeys([f"hooks {word}" for word in ("install", "status", "remove")], "hooks"),
    **dict.fromkeys(("people", "person list"), "people-list"),  # `people` is the schema of people.yaml
    "export jsonl": "promise",
}  # fmt: skip

# These print no JSON of their own: a script, a help, a conversation over MCP, a schema, and what git shows to a person.
NONE = frozenset({"completion", "help", "mcp", "schema", "hooks run"})


def schema_of(command: str) -> str | None:
    """Return the name of the schema of what a command prints with `--format json`; None for those that print none."""
    return None if command in NONE else SHARED.get(command, command.replace(" ", "-"))
