"""`note`: a remark in the conversation. It moves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import Id

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def note_command(
    session: ActSession,
    id: Id,
    text: Annotated[str | None, typer.Argument(help="What to note.", metavar="TEXT")] = None,
    kind: Annotated[
        str, typer.Option("--kind", help="What kind of note it is; comment where it is not said.", metavar="KIND")
    ] = "comment",
    evidence: Annotated[
        list[str] | None, typer.Option("-e", "--evidence", help="Where something can be seen.", metavar="TEXT")
    ] = None,
) -> None:
    """Note something; it moves nothing."""
    from promisectl.cli.asking import ask
    from promisectl.model.message import M

    words = text or session.shared.note
    if not words and not evidence:
        words = ask(session.console, M("Note what?"), M("TEXT"), M('"disk arrives Tuesday"'))
    session.speak("note", [id], {"kind": _kind(kind), "note": words, "evidence": list(evidence) if evidence else None})


def _kind(written: str) -> str:
    """Return the key of a kind of note, which may be written as the screen says it."""
    from promisectl.formats.spoken_names import spoken_names
    from promisectl.model.folding import fold_name

    return spoken_names("note-kind").get(fold_name(written), written)
