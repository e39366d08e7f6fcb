"""`next`: the lawful acts of a promise."""

from __future__ import annotations

from promisectl.cli.commands.changing import Id
from promisectl.cli.options import Shared, looking


@looking
def next_command(shared: Shared, id: Id) -> None:
    """Show the lawful acts, by whom, and what they need."""
    from promisectl.cli.reading import one_view
    from promisectl.formats.promises_json import next_json
    from promisectl.formats.turns_screen import next_screen

    session, view = one_view(shared, id)
    if session.console.is_text:
        session.console.show(next_screen(view, session.console.reader(session.short())))
    else:
        session.console.json({"promise": view.id, "next": next_json(view)})
