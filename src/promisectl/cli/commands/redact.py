"""`redact`: take a free text out of a promise; a salted hash stands where it stood."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from promisectl.cli.commands.changing import Id
from promisectl.cli.options import Shared, mending


@mending
def redact_command(
    shared: Shared,
    id: Id,
    act: Annotated[str, typer.Argument(help="The act, by its position from 1; or head.", metavar="ACT")],
    field: Annotated[
        str,
        typer.Argument(help="The text: note, via, what, condition.text, criteria.2, evidence.1, …", metavar="FIELD"),
    ],
) -> None:
    """Take a free text out of a promise, every copy of it; a steward's to do. A salted hash stands where it stood.

    The salt is printed once and stored nowhere: with it, and only with it, the text can be proved later.
    """
    from promisectl.app.files.redact import redact
    from promisectl.cli.commands.person import OLD_VERSIONS
    from promisectl.cli.session import Desk, confirm
    from promisectl.model.message import M

    desk = Desk.open(shared)
    one = redact(desk.workspace, id, act, field, desk.speaker(), shared.ledger)
    confirm(desk.console, M("Redact this text, in {count} place(s)?", count=one.places))
    written = desk.keep([one.change], [f"{one.promise}: redact {field} of {act}"])
    if not desk.console.is_text:
        document = {"promise": one.promise, "act": act, "field": field, "places": one.places, "sha256": one.sha256}
        desk.console.json({**document, "salt": one.salt if written else None, "still": list(one.still)})
    elif written:
        short = desk.short()(one.promise)
        done = M("{id}: {field} redacted, in {count} place(s)", id=short, field=field, count=one.places)
        salt = M("salt: {salt} (shown only now)", salt=one.salt)
        desk.console.sentences([desk.console.say(done), desk.console.say(salt)])
        sys.stdout.flush()  # remarks come after it
        if one.still:
            lines = ", ".join(str(number) for number in one.still)
            desk.console.remark(M("the file still holds these words, in line {lines}: look there", lines=lines))
        desk.console.remark(OLD_VERSIONS)
