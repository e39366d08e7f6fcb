"""`people`: who may speak here; the same as `person list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.cli.options import opened

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@opened
def people_command(session: Session) -> None:
    """List the people: handle, name, area, who is a steward, who left, and who you are."""
    from promisectl.app.ledger.identity import whoever
    from promisectl.formats.people import Registered, people_screen, person_json

    workspace = session.workspace
    me, stewards = whoever(workspace), workspace.stewards
    people = [
        Registered(handle, person, session.today, handle == me, handle in stewards)
        for handle, person in sorted(workspace.people.by_handle.items())
    ]
    if session.console.is_text:
        session.console.show(people_screen(people, session.words))
    else:
        session.console.json({"people": [person_json(one) for one in people]})
