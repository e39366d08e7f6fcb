"""Measuring from the command line: what a report is asked over, and its printing in every format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import MAXYEAR, date

from promisectl.app.ledger.standings import Snapshot, environment
from promisectl.cli.listing import Asked as AskedList
from promisectl.cli.listing import counted, left_out, print_list
from promisectl.cli.reading import ReadSession, by_due
from promisectl.formats import reports
from promisectl.formats.lists import FORMATS as LIST_FORMATS
from promisectl.formats.spoken_names import spoken_names
from promisectl.metrics.goals import Goals, goals_at
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.folding import fold_name
from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.query.spans import Span, parse_span, span_before, span_of
from promisectl.reports.groupings import left_undivided
from promisectl.reports.report import Asked, Report

# Reports that are of a period even where none is asked for: the last one, against the one before.
PERIODICAL = frozenset({"overview", "review-mid", "review-close"})
_FIRST_YEAR = 100


def asked_of(session: ReadSession, name: str, *, by: Sequence[str], where: str, period: str, against: str) -> Asked:
    """Return what a report is asked over, as the options say; Trouble where a period is none."""
    snapshot = session.snapshot
    settings, targets = snapshot.workspace.settings, snapshot.workspace.targets()
    env = environment(snapshot, session.me)
    _need_days_around(env.today)
    span = parse_span(period) if period else None
    if span is None and name in PERIODICAL:
        span, against = _last_period(snapshot.views, env.today), against or "previous"
    return Asked(
        snapshot.views,
        env,
        settings.policy,
        snapshot.everything,
        groupings(by),
        where,
        targets,
        span,
        _against(span, against),
        settings.handoffs,
        written_late=_written_late(snapshot) if name == "soundness" else None,
        goals=_goals(snapshot),
    )


def _need_days_around(today: date) -> None:
    """Refuse (Trouble) both ends of the calendar: reports count periods that end after a day and begin years before."""
    if not _FIRST_YEAR <= today.year < MAXYEAR:
        raise Trouble(
            M("{day} is too near an end of the calendar to report on", day=today),
            help=M("name another day, such as `--as-of 2026-03-31`"),
        )


def _written_late(snapshot: Snapshot) -> Rate | None:
    """Return how many acts were committed late, which takes a walk through git."""
    from promisectl.app.audit.written_late import written_late

    return written_late(snapshot.workspace.root, snapshot.workspace.zone)


def _goals(snapshot: Snapshot) -> Goals | None:
    """Return how the goals stand; None where the workspace has none."""
    file = snapshot.workspace.goals
    if file is None:
        return None
    return goals_at(file, snapshot.everything, snapshot.as_of, snapshot.workspace.zone)


def _last_period(views: Sequence[View], today: date) -> Span:
    """Return the last quarter in which anything settled, or where nothing settled before it the last such month.

    Only what has something before it can say whether it gets better; where nothing has, it is the quarter.
    """
    days = [day for day in map(_settled_on, views) if day is not None and day <= today]
    last = max(days, default=today)
    quarter, month = span_of("quarter", last), span_of("month", last)
    for span in (quarter, month):
        if any(map(span_before(span).holds, days)):
            return span
    return quarter


def _settled_on(view: View) -> date | None:
    return view.settlement_day if view.outcome is not None else None


def _against(span: Span | None, text: str) -> Span | None:
    if not text:
        return None
    if span is None:
        raise Trouble(M("--against compares with a period"), help=M("add --period, such as `--period 2026-Q1`"))
    is_previous = fold_name(text) in ("previous", "anterior", "el-anterior")
    return span_before(span) if is_previous else parse_span(text)


def groupings(by: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of what a report is divided by, which may be written as the screen says them."""
    written = ",".join(by).split(",")
    names = [fold_name(word) for word in written if word.strip()]
    spoken = spoken_names("grouping")
    return tuple(spoken.get(name, name) for name in names)


def print_report(session: ReadSession, report: Report, table: str | None = None) -> None:
    """Print a report in the format asked for; CSV prints one table, and names the others."""
    console = session.console
    _say_what_is_hidden(session, report)
    if console.format == "json":
        console.json(counted(session, reports.document(report)))
    elif console.format == "text":
        console.show(reports.screen(report, console.words, session.zone))
    else:
        console.print(reports.written(report, console.words, session.zone, console.format, table))
        if console.format == "csv" and table is None and len(report.tables) > 1:
            _name_other_tables(session, report)
    left_out(session)


def say_what_is_ignored(session: ReadSession, name: str, by: Sequence[str], table: str) -> None:
    """Say which options a report does not follow; Trouble where nothing can be divided by a field of that name."""
    ignored = ",".join(left_undivided(name, by, spoken_names("grouping")))
    if ignored:
        session.console.remark(
            M(
                "this report is not divided by {fields}: `promisectl report fulfilment --by {fields}` is",
                fields=ignored,
            )
        )
    if table and session.console.format != "csv":
        session.console.remark(M("--table is of CSV: add `--format csv`"))


def _say_what_is_hidden(session: ReadSession, report: Report) -> None:
    if report.hidden:
        hidden = M(
            "{count} person(s) left out: people see their own figures (`policy.person-reports`)", count=report.hidden
        )
        session.console.remark(hidden)


def _name_other_tables(session: ReadSession, report: Report) -> None:
    others = ", ".join(table.key for table in report.tables[1:])
    session.console.remark(M("more tables: {names} (`--table NAME`)", names=others))


def list_behind(session: ReadSession, report: Report) -> None:
    """List the promises that the numbers of a report count."""
    if session.console.format not in ("text", *LIST_FORMATS):
        raise Trouble(
            M("a list is not printed as {format}", format=session.console.format),
            help=M("use one of: {names}", names=", ".join(("text", *LIST_FORMATS))),
        )
    over = tuple(part for part in (report.period.name if report.period else "", report.where) if part)
    print_list(session, by_due(report.behind), AskedList(M("measured"), M("nothing to measure"), over=over))
