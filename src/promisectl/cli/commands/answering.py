"""`agree`, `decline`, `withdraw`, `yes` and `no`: answering what is asked, offered or proposed."""

from __future__ import annotations

from typing import Annotated

import typer

from promisectl.cli.options import Shared, speaking

Ids = Annotated[list[str], typer.Argument(help="The promises: ids or their beginnings.", metavar="ID...")]


@speaking
def agree_command(
    shared: Shared,
    ids: Ids,
    understood: Annotated[
        str | None, typer.Option("--understood", help="What you understood, in your own words.", metavar="TEXT")
    ] = None,
) -> None:
    """Say yes to what is asked, offered or proposed."""
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb

    speak(Session.open(shared), Verb.AGREE, ids, {"understood": understood})


@speaking
def decline_command(shared: Shared, ids: Ids) -> None:
    """Say no to what is asked, offered or proposed."""
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb

    speak(Session.open(shared), Verb.DECLINE, ids, {})


@speaking
def withdraw_command(shared: Shared, ids: Ids) -> None:
    """Take back your own request, offer or proposal."""
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.act import Verb

    speak(Session.open(shared), Verb.WITHDRAW, ids, {})


@speaking
def yes_command(shared: Shared, ids: Ids) -> None:
    """Say yes: agree to what is asked, offered or proposed, or accept what was delivered."""
    _answer(shared, ids, yes=True)


@speaking
def no_command(
    shared: Shared,
    ids: Ids,
    unmet: Annotated[
        list[str] | None, typer.Option("--unmet", "-u", help="A criterion that is not met.", metavar="CRITERION")
    ] = None,
) -> None:
    """Say no: decline what is asked, offered or proposed, or reject what was delivered."""
    _answer(shared, ids, yes=False, unmet=unmet)


def _answer(shared: Shared, ids: list[str], *, yes: bool, unmet: list[str] | None = None) -> None:
    from promisectl.app.acts.answer import the_answer
    from promisectl.cli.session import Session
    from promisectl.cli.speaking import speak
    from promisectl.model.message import M

    session = Session.open(shared)
    speaker = session.person(shared.for_) if shared.for_ else session.speaker()
    verb = the_answer(session.workspace, ids, speaker, yes=yes, ledger=shared.ledger)
    if session.console.is_text:
        session.console.remark(M("this is `{verb}`", verb=verb.value))
    speak(session, verb, ids, {"unmet": unmet} if unmet else {})
