"""Listing: promises printed in every format of lists."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from promisectl.cli.output.console import Console
from promisectl.cli.reading import EXIT_NOT_WHOLE, ReadSession
from promisectl.cli.session import Session
from promisectl.formats.escape import no_commands
from promisectl.metrics.view import View
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.store.workspace import Workspace

if TYPE_CHECKING:
    from promisectl.formats.screen import Cell


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: what the promises are (None: they are listed), over what, and what is said of none.

    `states` shows the state, else how late; `instead` says what is there where nothing is found. `columns` are fields
    that were asked for; `found` is how many there are, where not all are printed.
    """

    what: Message | None
    empty: Message
    states: bool = True
    over: tuple[str, ...] = ()
    instead: Message | None = None
    columns: tuple[str, ...] = ()
    found: int | None = None


def print_list(
    session: ReadSession,
    views: Sequence[View],
    asked: Asked,
    *,
    wanted: Callable[[View], str] | None = None,
    remark: Callable[[View], Cell] | None = None,
) -> None:
    """Print promises in the format asked for; `wanted` names the word one waits for, `remark` says it to people."""
    console = session.console
    if console.format == "text":
        _print_text(session, views, asked, remark)
        return
    from promisectl.formats.lists import render
    from promisectl.formats.promise_list import PromiseList

    workspace = session.snapshot.workspace
    listed = PromiseList(
        views,
        local_day(session.snapshot.as_of, workspace.zone),
        console.words,
        asked.states,
        {view.id: wanted(view) for view in views} if wanted is not None else None,
        session.snapshot.left_out if session.shared.lenient or session.snapshot.left_out else None,
        _link_to_files(session),
        asked.columns,
    )
    text = render(console.format, listed)
    if text:
        console.print(text)
    left_out(session)


def _link_to_files(session: ReadSession) -> Callable[[str], str | None]:
    """Return what gives the address of a file on the host that the settings name."""
    from promisectl.formats.promises_markdown import link_to
    from promisectl.git.repository import way_to

    workspace = session.snapshot.workspace
    url = workspace.settings.repository_url
    is_linked = bool(url) and session.console.format == "markdown"
    return link_to(url, way_to(workspace.root) if is_linked else "")


def _print_text(
    session: ReadSession, views: Sequence[View], asked: Asked, remark: Callable[[View], Cell] | None = None
) -> None:
    """Print a list for people; `remark` says below each promise what is wanted."""
    from promisectl.formats.listing_screen import Listed, list_screen

    listed = Listed(
        views,
        asked.what,
        local_day(session.snapshot.as_of, session.snapshot.workspace.zone),
        session.zone,
        opened_of(session),
        asked.states,
        asked.over,
        asked.empty,
        asked.instead,
        quiet=session.shared.quiet,
        columns=asked.columns,
        found=asked.found,
    )
    session.console.show(list_screen(listed, session.console.reader(session.short()), remark))
    left_out(session)


def opened_of(session: ReadSession) -> int:
    """Return how many promises are open."""
    return sum(view.is_open for view in session.snapshot.views)


def others(session: ReadSession, views: Sequence[View]) -> Message | None:
    """Return what is there instead where nothing was found; None where something was, or nothing is open."""
    opened = opened_of(session)
    if views or not opened:
        return None
    return M("open in all: {count}: `promisectl list`", count=opened)


def left_out(session: ReadSession) -> None:
    """Say what could not be read, on standard error below what was shown; the last thing a looking command does.

    The command ends there with exit 2: what it showed is not all. With --lenient the files are only counted.
    """
    _tell_unread(session.console, session.snapshot.workspace, session.snapshot.unread)


def registers_left_out(session: Session) -> None:
    """Say which registers could not be read, after a look at one promise, as `left_out` does."""
    _tell_unread(session.console, session.workspace, session.workspace.unread)


def _tell_unread(console: Console, workspace: Workspace, unread: Sequence[Finding]) -> None:
    count = len({finding.path for finding in unread})
    if not count:
        return
    message = console.say(M("{count} file(s) left out: they cannot be read", count=count))
    if console.shared.lenient:
        _count(console, message)
        return
    from promisectl.cli.output.console import stop
    from promisectl.cli.output.findings import findings_text

    told = findings_text(unread, console.words, workspace.root)
    remedy = console.say(M("see them all with `promisectl check`; --lenient only counts them"))
    sys.stdout.flush()  # what was read stands above
    sys.stderr.write(no_commands(f"{told}{message}\n  {console.say(M('help'))}: {remedy}\n"))
    stop(EXIT_NOT_WHOLE)


def _count(console: Console, message: str) -> None:
    """Say how many files were left out: below a text, beside a table; a JSON document holds it."""
    if console.is_text:
        console.print(message)
    elif console.format != "json":
        sys.stderr.write(message + "\n")


def counted(session: ReadSession, document: dict[str, Any]) -> dict[str, Any]:
    """Return a JSON document that says how many files were left out, where some were or --lenient asks."""
    count = session.snapshot.left_out
    return document | {"left_out": count} if count or session.shared.lenient else document
