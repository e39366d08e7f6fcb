"""`show`: one promise as a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import looking
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@looking.printing("text", "json", "markdown")
def show_command(session: Session, id: Id) -> None:
    """Show one promise as a conversation: who said what, whose turn it is, the next lawful command."""
    from promisectl.app.acts.confirming import confirmed_in
    from promisectl.cli.listing import registers_left_out
    from promisectl.cli.reading import one_view
    from promisectl.formats.conversation_screen import conversation_screen
    from promisectl.formats.promises_json import shown_json

    view = one_view(session, id)
    if session.console.format == "json":
        session.console.json({"promise": shown_json(view)})
    else:
        reader, confirmed = session.console.reader(session.short()), confirmed_in(session.workspace, view.promise)
        session.console.show(conversation_screen(view, reader, confirmed))
    registers_left_out(session)
