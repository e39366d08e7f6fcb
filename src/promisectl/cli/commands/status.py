"""`status`: where you stand; what `promisectl` alone prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from promisectl.cli.options import reading

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


@reading.printing("text", "json")
def status_command(session: ReadSession) -> None:
    """Show what you owe, what is owed to you, what waits for your word, and your unanswered offers."""
    from promisectl.app.ledger.status import sections
    from promisectl.cli.listing import counted
    from promisectl.cli.reading import by_due
    from promisectl.formats.promises_json import promise_json

    found = {name: by_due(views) for name, views in sections(session.snapshot.views, session.me).items()}
    if session.console.is_text:
        _print(session, found)
    else:
        document: dict[str, Any] = {"as_of": session.day, "person": session.me}
        document |= {name: [promise_json(view) for view in found[name]] for name in found}
        session.console.json(counted(session, document))


def _print(session: Any, found: dict[str, list[Any]]) -> None:
    from promisectl.cli.listing import left_out
    from promisectl.formats.promises_text import header, lines
    from promisectl.model.message import M
    from promisectl.model.moment import local_day

    titles = {
        "you_owe": M("You owe"),
        "owed_to_you": M("Owed to you"),
        "waiting_for_you": M("Waits for your word"),
        "unanswered": M("Your words that wait for an answer"),
        "owed": M("Owed"),
        "waiting": M("Waiting for a word"),
    }
    console = session.console
    look = console.look(session.short())
    day = local_day(session.snapshot.as_of, session.snapshot.workspace.zone)
    opened = sum(view.is_open for view in session.snapshot.views)
    overdue = sum(view.is_overdue for view in session.snapshot.views)
    shown = [header(overdue, opened, day, session.zone, look, console.say(M("overdue")))]
    for name, views in found.items():
        if views:
            shown += ["", f"{console.say(titles[name])} ({len(views)})", *lines(views, look, states=True)]
    if not any(found.values()):
        shown += ["", console.say(M("Nothing is open. To ask for something: promisectl request PERSON WHAT WHEN"))]
    if session.me is None:
        shown += ["", console.say(M("Who are you? Add --by HANDLE to see what you owe."))]
    console.print(shown)
    left_out(session)
