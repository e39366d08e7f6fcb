"""`activate`, `pause` and `resume`: the clock of a promise with a condition or a length of time."""

from __future__ import annotations

from typing import Annotated

import typer

from promisectl.cli.commands.answering import Ids
from promisectl.cli.options import Shared, speaking


@speaking
def activate_command(
    shared: Shared,
    ids: Ids,
    evidence: Annotated[
        list[str] | None,
        typer.Option("-e", "--evidence", help="What shows that the condition came true.", metavar="TEXT"),
    ] = None,
) -> None:
    """Say that the condition came true: the clock starts, the due is computed and stored."""
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb

    speak(Session.open(shared), Verb.ACTIVATE, ids, {"evidence": list(evidence)} if evidence else {})


@speaking
def pause_command(shared: Shared, ids: Ids) -> None:
    """Stop the clock, for a --reason. A paused promise is not overdue."""
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb

    speak(Session.open(shared), Verb.PAUSE, ids, {})


@speaking
def resume_command(shared: Shared, ids: Ids) -> None:
    """Start the clock again; the dues move by the time that was paused."""
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb

    speak(Session.open(shared), Verb.RESUME, ids, {})
