"""`next`: the lawful acts of a promise."""

from __future__ import annotations

from promisectl.cli.commands.changing import Id
from promisectl.cli.options import Shared, looking


@looking
def next_command(shared: Shared, id: Id) -> None:
    """Show the lawful acts, by whom, and what they need."""
    from promisectl.cli.reading import one_view
    from promisectl.formats.conversation_text import next_lines
    from promisectl.formats.promises_json import next_json

    session, view = one_view(shared, id)
    if session.console.is_text:
        session.console.print(next_lines(view, session.console.look(session.short())))
    else:
        session.console.json({"promise": view.id, "next": next_json(view)})
