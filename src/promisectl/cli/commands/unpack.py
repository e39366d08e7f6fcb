"""`unpack`: packed promises brought back into files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import mending
from promisectl.cli.packing import keep_packing, packing_document, tell_packing

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@mending
def unpack_command(
    session: Session,
    ids: Annotated[list[str], typer.Argument(help="The packed promises: their ids, or beginnings.", metavar="ID...")],
) -> None:
    """Bring packed promises back, each into a file of its own, byte for byte. Then they take acts again."""
    from promisectl.app.files.pack import unpack
    from promisectl.model.message import M

    packing = unpack(session.workspace, ids, session.shared.ledger)
    written = keep_packing(session, packing, f"unpack {', '.join(one.promise for one in packing.moved)}")
    if not session.console.wants_sentences:
        document = packing_document(packing)
        session.console.document({"unpacked": document["packed"], "written": written})
    else:
        done = [M("{id}: unpacked into {path}", id=one.promise, path=one.path) for one in packing.moved]
        tell_packing(session, [session.console.say(one) for one in done], written=written)
