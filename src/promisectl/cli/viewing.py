"""Looking from the command line: the books opened as the options say, and lists printed in every format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from promisectl.app.books import Books, chosen, open_books
from promisectl.app.identity import known_person, whoever
from promisectl.app.lookup import matching
from promisectl.app.shorten import Shortener
from promisectl.cli.console import Console
from promisectl.cli.desk import Desk
from promisectl.cli.language import current
from promisectl.cli.shared import Shared
from promisectl.formats.promises_json import dump_lines, promise_json
from promisectl.formats.promises_text import header, lines, plain_lines
from promisectl.formats.tables import csv_text
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, local_day
from promisectl.model.trouble import Trouble

TABLE_COLUMNS = (
    "id", "what", "performer", "customer", "state", "due", "first_due", "counted_due", "class", "overlays",
    "days_left", "revisions", "ledger", "path",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """The books of a looking command, and its console."""

    shared: Shared
    console: Console
    books: Books
    me: str | None

    @property
    def zone(self) -> str:
        """The name of the workspace's zone."""
        return self.books.workspace.settings.timezone

    @property
    def day(self) -> str:
        """The day the books are of, as JSON says it."""
        return local_day(self.books.as_of, self.books.workspace.zone).isoformat()

    def short(self) -> Shortener:
        """Return what shortens the ids of the promises read."""
        return Shortener(view.id for view in self.books.views)


def as_of_of(shared: Shared) -> Moment | None:
    """Return what --as-of means, on the clock of the workspace."""
    if shared.as_of is None:
        return None
    from promisectl.query.dates import parse_when
    from promisectl.store.workspace import open_workspace

    workspace = open_workspace(shared.root)
    today = workspace.now.astimezone(workspace.zone).date()
    return parse_when(shared.as_of, today, workspace.zone, workspace.default_calendar)


def read(shared: Shared, formats: Sequence[str] = ("text", "json", "json-lines", "csv", "markdown")) -> Reading:
    """Read the workspace as the options say."""
    console = Console(shared, current(), formats)
    books = open_books(root=shared.root, as_of=as_of_of(shared), ledger=shared.ledger, lenient=shared.lenient)
    me = known_person(books.workspace, shared.by) if shared.by else whoever(books.workspace)
    for warning in books.warnings:
        console.remark(
            M(
                "warning: {path}: the head does not balance; read from the history (`promisectl rebalance {id}`)",
                path=warning.path,
                id=warning.promise,
            )
        )
    return Reading(shared, console, books, me)


def one_view(shared: Shared, told: str, formats: Sequence[str] = ("text", "json")) -> tuple[Desk, View]:
    """Return one promise as it stands. It alone is read: loose by its file, else among all, packs included."""
    from promisectl.app.books import keep_books
    from promisectl.app.lookup import find_entry
    from promisectl.store.reading import Loaded, read_entry, read_ledgers

    desk = Desk.open(shared, formats)
    loaded = Loaded()
    try:
        read_entry(find_entry(desk.workspace, told, shared.ledger), loaded)
    except Trouble as trouble:
        if trouble.code != "packed":
            raise
        everything = read_ledgers(desk.workspace.root, desk.workspace.settings.ledgers, shared.ledger)
        names = matching((promise.id for promise in everything.promises), told)
        loaded.promises = [promise for promise in everything.promises if promise.id in names][:1]
    as_of = desk.when(shared.as_of) if shared.as_of else None
    books = keep_books(desk.workspace, loaded, as_of=as_of)
    if not books.views:
        raise Trouble(
            M("{id} had not been said by then", id=told), help=M("look as of a later day"), code="unknown-promise"
        )
    return desk, books.views[0]


def select(reading: Reading, where: Sequence[str], *, keep: Callable[[View], bool] | None = None) -> list[View]:
    """Return what a WHERE keeps; `keep` holds unless the query says itself which states it wants."""
    views, query = chosen(reading.books, " ".join(where), reading.me)
    if keep is not None and (query is None or not query.sets_scope):
        views = [view for view in views if keep(view)]
    return views


def by_due(views: Iterable[View]) -> list[View]:
    """Return promises by due, then id; those without a due last."""
    return sorted(views, key=lambda view: (view.due is None, str(view.due or ""), view.id))


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


def person_named(reading: Reading, told: str | None) -> str | None:
    """Return whose promises are meant: `me`, `all` (None), a handle; by default me, or all where nobody is known."""
    if told in (None, "me"):
        if told == "me" and reading.me is None:
            raise Trouble(
                M("who are you? Neither git nor PROMISECTL_USER nor the login name says"), help=M("add --by HANDLE")
            )
        return reading.me if told == "me" else None
    if told == "all":
        return None
    return known_person(reading.books.workspace, str(told))


def concerns(view: View, person: str | None) -> bool:
    """Whether a promise is a person's to keep or to receive; None is everybody."""
    return person is None or person in (view.performer, view.customer)
