"""`report`: what the promises of a workspace show, a word for each report of the registry."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import measuring
from promisectl.formats.reports import FORMATS
from promisectl.reports import REPORTS

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession
    from promisectl.reports.report import Report

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        help="Divide by ledger, area, area-pair, person, customer, service, tag, objective, month or quarter.",
        metavar="FIELD,…",
    ),
]
Where = Annotated[str, typer.Option("--where", help="Only these promises.", metavar="WHERE")]


def _reporting(name: str) -> Callable[..., None]:
    """Return the command of a report: all of them take the same options."""

    def command(session: ReadSession, by: By = None, where: Where = "") -> None:
        from promisectl.app.ledger.standings import environment
        from promisectl.reports.report import Asked

        snapshot = session.snapshot
        fields = _groupings(by or [])
        settings, targets = snapshot.workspace.settings, snapshot.workspace.targets()
        asked = Asked(snapshot.views, environment(snapshot, session.me), settings.policy, fields, where, targets)
        _print(session, import_module(f"promisectl.reports.{name}").make(asked))

    command.__doc__ = REPORTS[name].text
    return measuring.printing("text", *FORMATS)(command)


def _groupings(by: list[str]) -> tuple[str, ...]:
    """Return the keys of what a report is divided by, which may be written as the screen says them."""
    from promisectl.formats.spoken_names import spoken_names
    from promisectl.model.folding import fold_name

    written = ",".join(by).split(",")
    names = [fold_name(word) for word in written if word.strip()]
    spoken = spoken_names("grouping")
    return tuple(spoken.get(name, name) for name in names)


def _print(session: ReadSession, report: Report) -> None:
    """Print a report in the format asked for."""
    from promisectl.cli.listing import counted, left_out
    from promisectl.formats import reports
    from promisectl.model.message import M

    console = session.console
    if report.hidden:
        hidden = M(
            "{count} person(s) left out: people see their own figures (`policy.person-reports`)", count=report.hidden
        )
        console.remark(hidden)
    if console.format == "json":
        console.json(counted(session, reports.document(report)))
    elif console.format == "text":
        console.show(reports.screen(report, console.words, session.zone))
    else:
        console.print(reports.table(report, console.words, console.format))
    left_out(session)


for _name in REPORTS:
    globals()[f"report_{_name.replace('-', '_')}_command"] = _reporting(_name)
