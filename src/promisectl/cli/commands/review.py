"""`review`: agendas of a team: every week, in the middle of a period, at its end."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import measuring

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession

Where = Annotated[str, typer.Option("--where", help="Only these promises.", metavar="WHERE")]
Period = Annotated[
    str,
    typer.Option(
        "--period", help="Of which period: 2026-Q1, 2026-03; the present quarter if left out.", metavar="PERIOD"
    ),
]
_HELP = {
    "weekly": "Print the agenda of the week: what is late, due and at risk, for customers first; who must be told.",
    "mid": "Print the agenda in the middle of a period: progress against time elapsed, and what is renegotiated.",
    "close": "Print the agenda at the end of a period: final values, both rates and their trend, why, what was learnt.",
}


def _review(name: str) -> Callable[..., None]:
    """Return the command of an agenda."""

    def command(session: ReadSession, where: Where = "", period: Period = "") -> None:
        from promisectl.cli.measuring import asked_of, print_report

        asked = asked_of(session, f"review-{name}", by=(), where=where, period=period, against="")
        print_report(session, import_module(f"promisectl.reports.agendas.{name}").make(asked))

    command.__doc__ = _HELP[name]
    return measuring.printing("text", "json", "markdown", "csv")(command)


review_weekly_command = _review("weekly")
review_mid_command = _review("mid")
review_close_command = _review("close")
