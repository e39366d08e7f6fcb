"""`note`: a remark in the conversation. It moves nothing."""

from __future__ import annotations

from typing import Annotated

import typer

from promisectl.cli.options import Shared, speaking


@speaking
def note_command(
    shared: Shared,
    id: Annotated[str, typer.Argument(help="The promise: its id or the beginning of it.", metavar="ID")],
    text: Annotated[str | None, typer.Argument(help="What to note.", metavar="TEXT")] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            help="comment, evidence, checkin, escalate, retro, feedback, voice-of-customer or told.",
            metavar="KIND",
        ),
    ] = "comment",
    evidence: Annotated[
        list[str] | None, typer.Option("-e", "--evidence", help="Where something can be seen.", metavar="TEXT")
    ] = None,
) -> None:
    """Note something; it moves nothing."""
    from promisectl.cli.session import Session, ask
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb
    from promisectl.model.message import M

    session = Session.open(shared)
    words = text or shared.note
    if not words and not evidence:
        words = ask(session.console, M("Note what?"), "TEXT", '"disk arrives Tuesday"')
    speak(session, Verb.NOTE, [id], {"kind": kind, "note": words, "evidence": list(evidence) if evidence else None})
