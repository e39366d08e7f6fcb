"""`confirm`: say that words which somebody else wrote down are yours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import confirming
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@confirming
def confirm_command(
    session: ActSession,
    id: Id,
    act: Annotated[
        str | None,
        typer.Argument(help="The act, by its position from 1; your last one if left out.", metavar="[ACT]"),
    ] = None,
) -> None:
    """Confirm words that somebody else wrote down: yours, or those that were said to you.

    It is a note that names those words, and all before them, by their digest. It counts in a commit of your own.
    """
    from promisectl.app.acts.confirming import confirm
    from promisectl.cli.speaking import tell
    from promisectl.model.message import M

    shared = session.shared
    one = confirm(
        session.workspace, id, act, session.speaker(), at=session.at(), note=shared.note, ledger=shared.ledger
    )
    if session.console.is_text:
        said = M(
            "this confirms act {number}: `{verb}` by {who}",
            number=one.number,
            verb=one.act.act.value,
            who=one.act.speaker,
        )
        session.console.remark(said)
    tell(session, [one.recorded])
