"""The books: every promise of a workspace as it stands at an instant, and what kept any of them from being read."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay, unbalanced
from promisectl.lifecycle.standing import Context, Standing
from promisectl.metrics.view import View
from promisectl.metrics.views import views
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.model.moment import Moment, deadline
from promisectl.model.place import Spot
from promisectl.model.promise import Promise
from promisectl.model.terms import key_of
from promisectl.model.trouble import Trouble
from promisectl.store.locating import Locator
from promisectl.store.reading import Loaded, read_ledgers
from promisectl.store.sources import Source
from promisectl.store.workspace import BadFiles, Workspace, open_workspace

if TYPE_CHECKING:
    from promisectl.query.compile import Query
    from promisectl.query.environment import Environment


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The promises as they stand at `as_of`. `warnings` are heads that do not balance: read from their history.

    `views` are those of the ledger that was asked for, `everything` those of the whole workspace: what threatens a
    promise, or was opened again for it, may stand in any ledger. `unread` are the findings of files that could not be
    read, registers too; what stands in them is left out.
    """

    workspace: Workspace
    as_of: datetime
    views: list[View]
    everything: list[View]
    warnings: list[Finding] = field(default_factory=list)
    unread: list[Finding] = field(default_factory=list)

    @property
    def left_out(self) -> int:
        """How many files could not be read."""
        return len({finding.path for finding in self.unread})


def located(findings: Sequence[Finding], root: Path | Source) -> list[Finding]:
    """Return the findings with places instead of spots, sorted by place."""
    locator = Locator(root)
    placed = [_placed(finding, locator) for finding in findings]
    return sorted(placed, key=lambda finding: (finding.where, finding.code))


def _placed(finding: Finding, locator: Locator) -> Finding:
    """Return a finding with its place; what it is about stays known."""
    where = finding.where
    subject = finding.subject or (where.steps if isinstance(where, Spot) else ())
    return replace(finding, where=locator.place(where), subject=subject)


def refused_finding(promise: Promise, refusal: Refusal) -> Finding:
    """Return a history's refusal as a finding in its file."""
    return Finding(
        refusal.code,
        CODES[refusal.code].title,
        promise.spot("history", refusal.act, key_of(refusal.field)),
        promise=promise.id,
        note=refusal.note,
        help=refusal.remedy(promise.id),
    )


def _stand(promise: Promise, context: Context, as_of: datetime) -> Standing | Refusal | None:
    """Return how a promise stands at `as_of`; the whole history is judged, later acts are not read."""
    if promise.is_draft:
        return None
    standing = replay(promise.history, context)
    if isinstance(standing, Standing) and standing.last_at is not None and standing.last_at > as_of:
        return replay(promise.history, context, until=as_of)
    return standing


def load_snapshot(
    *,
    root: Path | None = None,
    as_of: Moment | None = None,
    ledger: str | None = None,
    lenient: bool = False,
) -> Snapshot:
    """Read a workspace's promises. BadFiles where any cannot be read, unless `lenient` leaves those out.

    Everything is read, whatever `ledger` is looked at: a figure does not depend on how promises are chosen.
    """
    workspace = open_workspace(root)
    if ledger is not None:
        require_ledger(workspace, ledger)
    loaded = read_ledgers(workspace.root, workspace.settings.ledgers)
    return snapshot_of(workspace, loaded, as_of=as_of, lenient=lenient, ledger=ledger)


def snapshot_of(
    workspace: Workspace,
    loaded: Loaded,
    *,
    as_of: Moment | None = None,
    lenient: bool = False,
    ledger: str | None = None,
) -> Snapshot:
    """Return the books of promises that were read, looked at in one ledger where it is named."""
    instant = deadline(as_of, workspace.zone) if as_of is not None else workspace.now
    context = workspace.context()
    standings = [(promise, _stand(promise, context, instant)) for promise in loaded.promises]
    bad = [*workspace.unread, *loaded.grave, *_refusals(standings)]
    if bad and not lenient:
        raise BadFiles(located(bad, workspace.root))
    records = _records(standings, {finding.promise for finding in loaded.grave})
    everything = views(records, instant, context, workspace.settings.check.due_soon)
    warnings = _warnings([record for record in records if ledger in (None, record[0].ledger)])
    return Snapshot(
        workspace=workspace,
        as_of=instant,
        views=_of_ledger(everything, ledger),
        everything=everything,
        warnings=_located(warnings, workspace),
        unread=_located(bad, workspace),
    )


def _of_ledger(everything: list[View], ledger: str | None) -> list[View]:
    return [view for view in everything if ledger in (None, view.promise.ledger)]


def _located(findings: Sequence[Finding], workspace: Workspace) -> list[Finding]:
    return located(findings, workspace.root) if findings else []


def _refusals(standings: Sequence[tuple[Promise, Standing | Refusal | None]]) -> list[Finding]:
    """Return the findings of the histories that the law refuses."""
    return [refused_finding(promise, standing) for promise, standing in standings if isinstance(standing, Refusal)]


def _records(
    standings: Sequence[tuple[Promise, Standing | Refusal | None]], spoiled: Container[str | None]
) -> list[tuple[Promise, Standing | None]]:
    """Return what can be read: drafts, and what was begun by the instant; `spoiled` are ids with findings of form."""
    records: list[tuple[Promise, Standing | None]] = []
    for promise, standing in standings:
        if promise.id in spoiled or isinstance(standing, Refusal):
            continue
        if _is_draft_or_begun(standing):
            records.append((promise, standing))
    return records


def _is_draft_or_begun(standing: Standing | None) -> bool:
    return standing is None or standing.state is not None


def _warnings(records: Sequence[tuple[Promise, Standing | None]]) -> list[Finding]:
    """Return the findings of heads that do not balance."""
    return [_unbalanced_finding(promise) for promise, standing in records if _is_unbalanced(promise, standing)]


def _is_unbalanced(promise: Promise, standing: Standing | None) -> bool:
    """Whether a head says something else than its history; that can be told only where the whole history was read."""
    if standing is None or standing.acts != len(promise.history):
        return False
    return bool(unbalanced(promise, standing))


def _unbalanced_finding(promise: Promise) -> Finding:
    return Finding(
        "PC205",
        CODES["PC205"].title,
        promise.spot("state"),
        promise=promise.id,
        help=M("run `promisectl rebalance {id}`", id=promise.id),
        severity=Severity.WARNING,
    )


def view_of(workspace: Workspace, promise: Promise, standing: Standing | None, as_of: datetime | None = None) -> View:
    """Return one promise as it is seen at an instant, now by default; what would threaten it is not looked for."""
    instant = workspace.now if as_of is None else as_of
    return View(promise, standing, instant, workspace.context(), workspace.settings.check.due_soon)


def require_ledger(workspace: Workspace, name: str) -> None:
    """Trouble where there is no ledger of that name."""
    if name not in ledger_names(workspace):
        raise Trouble(
            M("there is no ledger `{name}`", name=name),
            help=M(
                "the ledgers here: {names}; make it with `promisectl ledger new {name}`",
                names=", ".join(ledger_names(workspace)) or "-",
                name=name,
            ),
        )


def ledger_names(workspace: Workspace) -> list[str]:
    """Return the names of the ledgers, sorted."""
    if not workspace.ledgers.is_dir():
        return []
    return sorted(
        entry.name for entry in workspace.ledgers.iterdir() if entry.is_dir() and not entry.name.startswith(".")
    )


def chosen(snapshot: Snapshot, where: str, me: str | None = None) -> tuple[list[View], Query | None]:
    """Return the promises a WHERE keeps, and the query; every promise where it is empty."""
    if not where.strip():
        return snapshot.views, None
    from promisectl.query.compile import compile_query

    query = compile_query(where, environment(snapshot, me))
    return [view for view in snapshot.views if query(view)], query


def environment(snapshot: Snapshot, me: str | None = None) -> Environment:
    """Return what a query may ask of its surroundings."""
    from promisectl.formats.spoken_names import spoken_names
    from promisectl.query.environment import Environment

    workspace = snapshot.workspace
    return Environment(
        people=workspace.people,
        zone=workspace.zone,
        as_of=snapshot.as_of,
        me=me,
        queries=workspace.settings.queries,
        calendar=workspace.default_calendar,
        spoken=spoken_names,
    )
