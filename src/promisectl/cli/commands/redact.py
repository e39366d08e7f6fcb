"""`redact`: take a free text out of a promise; a salted hash stands where it stood."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import mending
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@mending
def redact_command(
    session: Session,
    id: Id,
    act: Annotated[str, typer.Argument(help="The act, by its position from 1; or head.", metavar="ACT")],
    field: Annotated[
        str,
        typer.Argument(help="The text: note, via, what, condition.text, criteria.2, evidence.1, …", metavar="FIELD"),
    ],
) -> None:
    """Take a free text out of a promise, every copy of it. A salted hash stands where it stood.

    It is a steward's to do, or where none is named, that of whoever said it. Terms in force of an open promise stay.

    The salt is printed once and stored nowhere: with it, and only with it, the text can be proved later.
    """
    from promisectl.app.files.redact import redact
    from promisectl.cli.asking import confirm
    from promisectl.cli.commands.person import OLD_VERSIONS
    from promisectl.model.message import M

    one = redact(session.workspace, id, act, field, session.speaker(), session.shared.ledger)
    confirm(session.console, M("Redact this text, in {count} place(s)? It cannot be taken back.", count=one.places))
    written = session.write([one.change], f"{one.promise}: redact {field} of {act}")
    if written:
        _forget_before(session, one.promise)
    if not session.console.wants_sentences:
        document = {"promise": one.promise, "act": act, "field": field, "places": one.places, "sha256": one.sha256}
        session.console.document({**document, "salt": one.salt if written else None, "still": list(one.still)})
    elif written:
        short = session.short()(one.promise)
        done = M("{id}: {field} redacted, in {count} place(s)", id=short, field=field, count=one.places)
        salt = M("salt: {salt} (shown only now)", salt=one.salt)
        session.console.sentences([session.console.say(done), session.console.say(salt)])
        sys.stdout.flush()  # remarks come after it
        if one.still:
            lines = ", ".join(str(number) for number in one.still)
            session.console.remark(M("the file still holds these words, in line {lines}: look there", lines=lines))
        session.console.remark(OLD_VERSIONS)


def _forget_before(session: Session, promise: str) -> None:
    """Forget what was kept for `undo`: it may hold the text too."""
    from promisectl.git.as_user import private_folder
    from promisectl.git.repository import find_repository
    from promisectl.store.before_acts import forget_before

    repository = find_repository(session.workspace.root)
    if repository is not None:
        forget_before(private_folder(repository), promise)
