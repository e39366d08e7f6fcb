"""`set`: a free field of a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import mending
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.cli.session import Session


Value = Annotated[
    list[str],
    typer.Argument(
        help="The value; commas between entries; empty removes it; +x and -y add to and take from a list.",
        metavar="VALUE...",
    ),
]


@mending
def set_command(
    session: Session,
    id: Id,
    field: Annotated[
        str, typer.Argument(help="Such as tags, serves, priority, needs, notes, x-mine.", metavar="FIELD")
    ],
    value: Value,
) -> None:
    """Set a free field, such as tags or priority. Terms change only through acts."""
    from promisectl.app.files.mend import set_field
    from promisectl.model.message import M

    name, now, change = set_field(session.workspace, id, field, value, session.shared.ledger)
    written = session.write([change], f"{name}: set {field}")
    if not session.console.wants_sentences:
        session.console.document({"promise": name, "field": field, "value": now or None})
    elif written and not session.shared.quiet:
        short = session.short()(name)
        removed = M("{id}: {field} removed", id=short, field=field)
        session.console.print(
            session.console.say(M("{id}: {field} is {value}", id=short, field=field, value=now) if now else removed)
        )


# A word such as `-critical` takes an entry out of a list: it is no option.
set_command.__dict__["takes_away"] = True
