"""`report`: how promises are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import reading

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


@reading.printing("text", "json", "csv", "markdown")
def report_fulfilment_command(
    session: ReadSession,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            help="Divide by ledger, area, area-pair, person, customer, service, tag, objective, month or quarter.",
            metavar="FIELD,…",
        ),
    ] = None,
    where: Annotated[str, typer.Option("--where", help="Only these promises.", metavar="WHERE")] = "",
) -> None:
    """Say how many promises were kept, and how many as first promised: always together, with the counts."""
    from promisectl.app.ledger.standings import environment
    from promisectl.cli.listing import counted, left_out
    from promisectl.formats.fulfilment_json import fulfilment_json
    from promisectl.formats.report_screen import fulfilment_screen
    from promisectl.formats.report_tables import report_table
    from promisectl.model.message import M
    from promisectl.reports.fulfilment import fulfilment_report
    from promisectl.reports.fulfilment_table import fulfilment_table
    from promisectl.reports.visibility import courteous

    fields = [field.strip() for part in by or [] for field in part.split(",") if field.strip()]
    report = fulfilment_report(
        session.snapshot.views,
        environment(session.snapshot, session.me),
        by=fields,
        where=where,
        targets=session.snapshot.workspace.targets(),
    )
    report, hidden = courteous(
        report, session.snapshot.workspace.settings.policy, environment(session.snapshot, session.me)
    )
    console = session.console
    if hidden:
        console.remark(
            M("{count} person(s) left out: people see their own figures (`policy.person-reports`)", count=hidden)
        )
    if console.format == "json":
        document = fulfilment_json(report)
        document.pop("format_version", None)
        console.json(counted(session, document))
    elif console.format == "text":
        console.show(fulfilment_screen(report, fulfilment_table(report), console.words, session.zone))
    else:
        console.print(report_table(fulfilment_table(report), console.words, console.format))
    left_out(session)
