"""Listing: promises printed in every format of lists."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from promisectl.cli.reading import ReadSession
from promisectl.formats.promises_json import dump_lines, promise_json
from promisectl.formats.promises_text import header, lines, plain_lines
from promisectl.formats.tables import csv_text
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day

TABLE_COLUMNS = (
    "id", "what", "performer", "customer", "state", "due", "first_due", "counted_due", "class", "overlays",
    "days_left", "revisions", "ledger", "path",
)  # fmt: skip


def print_list(
    session: ReadSession,
    views: Sequence[View],
    *,
    what: Message | None,
    states: bool,
    empty: Message,
    more: Callable[[View], dict[str, Any]] | None = None,
) -> None:
    """Print promises in the format asked for. `what` says what they are, for the count; None: they are listed."""
    console = session.console
    if console.format == "text":
        _print_text(session, views, what, states, empty)
        return
    if console.format == "markdown":
        _print_markdown(session, views, states, more)
        return
    rows = [{**promise_json(view), **(more(view) if more else {})} for view in views]
    if console.format == "json":
        console.json(counted(session, {"as_of": session.day, "promises": rows}))
    elif console.format == "json-lines":
        if rows:
            console.print(dump_lines(rows))
    else:
        columns = [*TABLE_COLUMNS, *(["for"] if more else [])]
        console.print(csv_text(columns, [[row[name] for name in columns] for row in rows]))
    left_out(session)


def _print_markdown(
    session: ReadSession, views: Sequence[View], states: bool, more: Callable[[View], dict[str, Any]] | None
) -> None:
    from promisectl.formats.promises_markdown import link_to, promises_markdown
    from promisectl.git.repository import way_to

    workspace = session.snapshot.workspace
    url = workspace.settings.repository_url
    link = link_to(url, way_to(workspace.root) if url else "")
    wanted = {view.id: more(view)["for"] for view in views} if more else None
    day = local_day(session.snapshot.as_of, workspace.zone)
    session.console.print(promises_markdown(views, session.console.words, day, states=states, link=link, wanted=wanted))
    left_out(session)


def _print_text(
    session: ReadSession, views: Sequence[View], what: Message | None, states: bool, empty: Message
) -> None:
    console = session.console
    if session.shared.plain:
        console.print(plain_lines(views, console.words) or [console.say(empty)])
        left_out(session)
        return
    look = console.look(session.short())
    opened = sum(view.is_open for view in session.snapshot.views)
    day = local_day(session.snapshot.as_of, session.snapshot.workspace.zone)
    drafts = [view for view in views if view.state is None]
    spoken = [view for view in views if view.state is not None]
    shown = lines(spoken, look, states=states)
    if not session.shared.quiet:
        top = header(len(spoken), opened, day, session.zone, look, console.say(what) if what else "")
        shown = [top, *(shown or ["  " + console.say(empty)])]
    if drafts:
        shown += ["", console.say(M("Drafts: nothing was said yet ({count})", count=len(drafts)))]
        shown += lines(drafts, look, states=states)
    if shown:
        console.print(shown)
    left_out(session)


def left_out(session: ReadSession) -> None:
    """With --lenient, say how many files were left out: below a text, beside what a program reads."""
    if not session.shared.lenient or not session.snapshot.left_out or session.console.format == "json":
        return
    message = M("{count} file(s) left out: they cannot be read", count=session.snapshot.left_out)
    if session.console.is_text:
        session.console.print(session.console.say(message))
    else:
        sys.stderr.write(session.console.say(message) + "\n")


def counted(session: ReadSession, document: dict[str, Any]) -> dict[str, Any]:
    """Return a JSON document that, with --lenient, says how many files were left out."""
    return document | {"left_out": session.snapshot.left_out} if session.shared.lenient else document
