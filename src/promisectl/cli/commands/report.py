"""`report`: what the promises of a workspace show, a word for each report of the registry."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import measuring
from promisectl.formats.reports import formats_of
from promisectl.reports import REPORTS

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession
    from promisectl.reports.report import Report

By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        help="Divide by ledger, area, area-pair, person, customer, service, tag, objective, segment, channel, "
        "touchpoint, reason, week, month or quarter.",
        metavar="FIELD,…",
    ),
]
Where = Annotated[str, typer.Option("--where", help="Only these promises.", metavar="WHERE")]
Period = Annotated[
    str,
    typer.Option(
        "--period",
        help="Only what settled then: 2026-Q1, 2026-W12, 2026-03 or 2026-01-01..2026-03-31.",
        metavar="PERIOD",
    ),
]
Against = Annotated[
    str, typer.Option("--against", help="Compare with a period: previous, 2025-Q4.", metavar="previous|PERIOD")
]
Listed = Annotated[bool, typer.Option("--list", help="List the promises behind the numbers instead.")]
TableName = Annotated[
    str, typer.Option("--table", help="Which table CSV prints; the first one if left out.", metavar="NAME")
]


def _reporting(name: str) -> Callable[..., None]:
    """Return the command of a report: all of them take the same options."""

    def command(
        session: ReadSession,
        by: By = None,
        where: Where = "",
        period: Period = "",
        against: Against = "",
        list_: Listed = False,
        table: TableName = "",
    ) -> None:
        from promisectl.cli.measuring import asked_of, list_behind, print_report, say_what_is_ignored

        asked = asked_of(session, name, by=by or [], where=where, period=period, against=against)
        say_what_is_ignored(session, name, asked.by, table)
        report: Report = import_module(f"promisectl.reports.{name}").make(asked)
        if list_:
            list_behind(session, report)
        else:
            print_report(session, report, table or None)

    command.__doc__ = REPORTS[name].text
    return measuring.printing(*formats_of(name))(command)


for _name in REPORTS:
    globals()[f"report_{_name.replace('-', '_')}_command"] = _reporting(_name)
