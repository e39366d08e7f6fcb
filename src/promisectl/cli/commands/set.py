"""`set`: a free field of a promise."""

from __future__ import annotations

from typing import Annotated

import typer

from promisectl.cli.commands.changing import Id
from promisectl.cli.options import Shared, mending


@mending
def set_command(
    shared: Shared,
    id: Id,
    field: Annotated[
        str, typer.Argument(help="Such as tags, serves, priority, needs, notes, x-mine.", metavar="FIELD")
    ],
    value: Annotated[str, typer.Argument(help="The value; commas between entries; empty removes it.", metavar="VALUE")],
) -> None:
    """Set a free field, such as tags or priority. Terms change only through acts."""
    from promisectl.app.files.mend import set_field
    from promisectl.cli.session import Session
    from promisectl.model.message import M

    session = Session.open(shared)
    name, change = set_field(session.workspace, id, field, value, shared.ledger)
    written = session.keep([change], [f"{name}: set {field}"])
    if not session.console.is_text:
        session.console.json({"promise": name, "field": field, "value": value or None})
    elif written and not shared.quiet:
        short = session.short()(name)
        removed = M("{id}: {field} removed", id=short, field=field)
        session.console.print(
            session.console.say(M("{id}: {field} is {value}", id=short, field=field, value=value) if value else removed)
        )
