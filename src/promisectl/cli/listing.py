"""Listing: promises printed in every format of lists."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from promisectl.cli.reading import Reading
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
    reading: Reading,
    views: Sequence[View],
    *,
    what: Message | None,
    states: bool,
    empty: Message,
    more: Callable[[View], dict[str, Any]] | None = None,
) -> None:
    """Print promises in the format asked for. `what` says what they are, for the count; None: they are listed."""
    console = reading.console
    if console.format == "text":
        _print_text(reading, views, what, states, empty)
        return
    if console.format == "markdown":
        _print_markdown(reading, views, states, more)
        return
    rows = [{**promise_json(view), **(more(view) if more else {})} for view in views]
    if console.format == "json":
        console.json(counted(reading, {"as_of": reading.day, "promises": rows}))
    elif console.format == "json-lines":
        if rows:
            console.print(dump_lines(rows))
    else:
        columns = [*TABLE_COLUMNS, *(["for"] if more else [])]
        console.print(csv_text(columns, [[row[name] for name in columns] for row in rows]))
    left_out(reading)


def _print_markdown(
    reading: Reading, views: Sequence[View], states: bool, more: Callable[[View], dict[str, Any]] | None
) -> None:
    from promisectl.cli.hosted import way_to
    from promisectl.formats.promises_markdown import link_to, promises_markdown

    workspace = reading.books.workspace
    url = workspace.settings.repository_url
    link = link_to(url, way_to(workspace.root) if url else "")
    wanted = {view.id: more(view)["for"] for view in views} if more else None
    day = local_day(reading.books.as_of, workspace.zone)
    reading.console.print(promises_markdown(views, reading.console.words, day, states=states, link=link, wanted=wanted))
    left_out(reading)


def _print_text(reading: Reading, views: Sequence[View], what: Message | None, states: bool, empty: Message) -> None:
    console = reading.console
    if reading.shared.plain:
        console.print(plain_lines(views, console.words) or [console.say(empty)])
        left_out(reading)
        return
    look = console.look(reading.short())
    opened = sum(view.is_open for view in reading.books.views)
    day = local_day(reading.books.as_of, reading.books.workspace.zone)
    drafts = [view for view in views if view.state is None]
    spoken = [view for view in views if view.state is not None]
    shown = lines(spoken, look, states=states)
    if not reading.shared.quiet:
        top = header(len(spoken), opened, day, reading.zone, look, console.say(what) if what else "")
        shown = [top, *(shown or ["  " + console.say(empty)])]
    if drafts:
        shown += ["", console.say(M("Drafts: nothing was said yet ({count})", count=len(drafts)))]
        shown += lines(drafts, look, states=states)
    if shown:
        console.print(shown)
    left_out(reading)


def left_out(reading: Reading) -> None:
    """With --lenient, say how many files were left out: below a text, beside what a program reads."""
    if not reading.shared.lenient or not reading.books.left_out or reading.console.format == "json":
        return
    message = M("{count} file(s) left out: they cannot be read", count=reading.books.left_out)
    if reading.console.is_text:
        reading.console.print(reading.console.say(message))
    else:
        sys.stderr.write(reading.console.say(message) + "\n")


def counted(reading: Reading, document: dict[str, Any]) -> dict[str, Any]:
    """Return a JSON document that, with --lenient, says how many files were left out."""
    return document | {"left_out": reading.books.left_out} if reading.shared.lenient else document
