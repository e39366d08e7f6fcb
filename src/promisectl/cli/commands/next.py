"""`next`: the lawful acts of a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import looking
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@looking
def next_command(session: Session, id: Id) -> None:
    """Show the lawful acts, by whom, and what they need."""
    from promisectl.cli.listing import registers_left_out
    from promisectl.cli.reading import one_view
    from promisectl.formats.promises_json import next_json
    from promisectl.formats.turns_screen import next_screen

    view = one_view(session, id)
    if session.console.is_text:
        session.console.show(next_screen(view, session.console.reader(session.short())))
    else:
        session.console.json({"promise": view.id, "next": next_json(view)})
    registers_left_out(session)
