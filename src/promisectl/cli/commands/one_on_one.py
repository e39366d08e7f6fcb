"""`one-on-one`: what two people have to talk about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import measuring

if TYPE_CHECKING:
    from promisectl.cli.reading import ReadSession


@measuring.printing("text", "json", "markdown")
def one_on_one_command(
    session: ReadSession,
    person: Annotated[str, typer.Argument(help="With whom: a handle, or me.", metavar="PERSON")],
) -> None:
    """Print what two people have to talk about: what is in red and why, what blocks, who owes this person what."""
    from promisectl.cli.measuring import asked_of, print_report
    from promisectl.cli.reading import person_named
    from promisectl.reports.agendas.one_on_one import make

    whose = person_named(session, person)
    asked = asked_of(session, "one-on-one", by=(), where="", period="", against="")
    print_report(session, make(asked, str(whose)))
