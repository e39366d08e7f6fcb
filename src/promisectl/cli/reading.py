"""Looking from the command line: the books opened as the options say, and what is chosen from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from promisectl.app.ledger.identity import known_person, named_person, whoever
from promisectl.app.ledger.lookup import loose_entries, matching
from promisectl.app.ledger.short_ids import Shortener
from promisectl.app.ledger.sparse import files_left_out
from promisectl.app.ledger.standings import Snapshot, chosen, load_snapshot
from promisectl.cli.language import current
from promisectl.cli.options import LISTS, Shared
from promisectl.cli.output.console import Console
from promisectl.cli.session import Session
from promisectl.metrics.view import View
from promisectl.model.message import M
from promisectl.model.moment import Moment, local_day
from promisectl.model.people import is_outside
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import BadFiles, Workspace

EXIT_NOT_WHOLE = 2


@dataclass(frozen=True, slots=True)
class ReadSession:
    """The books of a looking command, and its console; `left_out` files of the ledgers are in no folder here."""

    shared: Shared
    console: Console
    snapshot: Snapshot
    me: str | None
    left_out: int = 0

    def exit_code(self, *, found: bool) -> int:
        """Return what --exit-code ends with: 1 where something was found, 2 where not all files were there to see."""
        return EXIT_NOT_WHOLE if self.left_out else int(found)

    @property
    def zone(self) -> str:
        """The name of the workspace's zone."""
        return self.snapshot.workspace.settings.timezone

    @property
    def day(self) -> str:
        """The day the books are of, as JSON says it."""
        return local_day(self.snapshot.as_of, self.snapshot.workspace.zone).isoformat()

    def short(self) -> Shortener:
        """Return what shortens ids among all promises of the workspace, whatever part of it is read."""
        return Shortener(dict.fromkeys([*loose_entries(self.snapshot.workspace), *self._read]))

    @property
    def _read(self) -> Iterator[str]:
        """The ids of the promises read, packed ones too."""
        return (view.id for view in self.snapshot.everything)


def as_of_of(shared: Shared) -> Moment | None:
    """Return what --as-of means, on the clock of the workspace."""
    if shared.as_of is None:
        return None
    from promisectl.query.dates import parse_when
    from promisectl.store.workspace import open_workspace

    workspace = open_workspace(shared.root)
    today = local_day(workspace.now, workspace.zone)
    return parse_when(shared.as_of, today, workspace.zone, workspace.default_calendar)


def read_whole_ledger(shared: Shared, formats: Sequence[str] = LISTS) -> ReadSession:
    """Read the workspace as the options say, for figures: BadFiles where a file cannot be read, unless --lenient."""
    return _read(shared, formats, lenient=shared.lenient)


def read(shared: Shared, formats: Sequence[str] = LISTS) -> ReadSession:
    """Read what can be read of the workspace, as the options say; `cli/listing.left_out` tells the rest at the end."""
    return _read(shared, formats, lenient=True)


def _read(shared: Shared, formats: Sequence[str], *, lenient: bool) -> ReadSession:
    console = Console(shared, current(), formats)
    snapshot = load_snapshot(root=shared.root, as_of=as_of_of(shared), ledger=shared.ledger, lenient=lenient)
    me = named_person(snapshot.workspace, shared.by) if shared.by else whoever(snapshot.workspace)
    for warning in snapshot.warnings:
        console.remark(
            M(
                "warning: {path}: the head does not balance; read from the history (`promisectl rebalance {id}`)",
                path=warning.path,
                id=warning.promise,
            )
        )
    return ReadSession(shared, console, snapshot, me, say_left_out(console, snapshot.workspace))


def say_left_out(console: Console, workspace: Workspace) -> int:
    """Return how many files of the ledgers a sparse checkout leaves out; where there are any, say so."""
    count = files_left_out(workspace)
    if count:
        console.remark(
            M("this checkout is sparse: files of the ledgers not looked at: {count}", count=count), always=True
        )
    return count


def one_view(session: Session, id_or_prefix: str) -> View:
    """Return one promise as it stands. It alone is read: loose by its file, else among all, packs included."""
    from promisectl.app.ledger.lookup import find_entry
    from promisectl.app.ledger.standings import snapshot_of
    from promisectl.store.reading import Loaded, read_entry, read_ledgers

    shared = session.shared
    loaded = Loaded()
    try:
        read_entry(find_entry(session.workspace, id_or_prefix, shared.ledger), loaded)
    except Trouble as trouble:
        if trouble.code != "packed":
            raise
        everything = read_ledgers(session.workspace.root, session.workspace.settings.ledgers, shared.ledger)
        names = matching((promise.id for promise in everything.promises), id_or_prefix.lower())
        loaded.promises = [promise for promise in everything.promises if promise.id in names][:1]
    as_of = session.when(shared.as_of) if shared.as_of else None
    snapshot = snapshot_of(session.workspace, loaded, as_of=as_of, lenient=True)
    if not snapshot.views:
        _need_readable(session.workspace, snapshot)
        raise Trouble(
            M("{id} had not been said by then", id=id_or_prefix),
            help=M("look as of a later day"),
            code="unknown-promise",
        )
    return snapshot.views[0]


def view_named(session: ReadSession, id_or_prefix: str) -> View:
    """Return one promise among all that were read, with what threatens it; Trouble where it is none or several."""
    everything = {view.id: view for view in session.snapshot.everything}
    names = matching(everything, id_or_prefix.lower())
    if len(names) == 1:
        return everything[names[0]]
    return one_view(Session(session.shared, session.console, session.snapshot.workspace), id_or_prefix)


def _need_readable(workspace: Workspace, snapshot: Snapshot) -> None:
    """BadFiles where the one promise that was asked for stands in a file that cannot be read."""
    registers = {finding.path for finding in workspace.unread}
    own = [finding for finding in snapshot.unread if finding.path not in registers]
    if own:
        raise BadFiles(own)


def select(session: ReadSession, where: Sequence[str], *, keep: Callable[[View], bool] | None = None) -> list[View]:
    """Return what a WHERE keeps; `keep` holds unless the query says itself which states it wants."""
    views, query = chosen(session.snapshot, " ".join(where), session.me)
    if keep is not None and (query is None or not query.sets_scope):
        views = [view for view in views if keep(view)]
    return views


def by_due(views: Iterable[View]) -> list[View]:
    """Return promises by due, then id; those without a due last."""
    return sorted(views, key=lambda view: (view.due is None, str(view.due or ""), view.id))


def person_named(session: ReadSession, whose: str | None) -> str | None:
    """Return whose promises are meant: `me`, `all` (None), a handle; by default me, or all where nobody is known."""
    if whose in (None, "me"):
        if whose == "me" and session.me is None:
            raise Trouble(
                M("who are you? Neither PROMISECTL_USER nor git nor the login name says"), help=M("add --by HANDLE")
            )
        return session.me if whose == "me" else None
    if whose == "all":
        return None
    return known_person(session.snapshot.workspace, str(whose))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the words of a list chose: whose promises (None: everybody's), of which views, and how that is said."""

    whose: str | None
    views: list[View]
    over: tuple[str, ...]


def choose(session: ReadSession, words: Sequence[str] | None, default: str = "all") -> Chosen:
    """Return what `[PERSON|me|all] [WHERE]` chooses: a first word that could be a handle is a person."""
    rest = list(words or ())
    first = default
    if rest and _names_somebody(rest[0]):
        first = rest.pop(0)
    whose = person_named(session, first)
    views = select(session, rest)
    told = (whose, " ".join(rest))
    return Chosen(whose, views, tuple(said for said in told if said))


def _names_somebody(word: str) -> bool:
    """Whether a word names a person, and is no term of a query."""
    return is_outside(word) or (word != "not" and re.fullmatch(r"[^\W_][\w.-]*", word) is not None)


def concerns(view: View, person: str | None) -> bool:
    """Whether a promise is a person's to keep or to receive; None is everybody."""
    return person is None or person in (view.performer, view.customer)
