"""`goal checkin`: where a key result or a KPI stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import checking_in

if TYPE_CHECKING:
    from promisectl.cli.session import Session


@checking_in
def goal_checkin_command(
    session: Session,
    goal: Annotated[str, typer.Argument(help="The key result or KPI, as objectives.yaml names it.", metavar="KR")],
    value: Annotated[str, typer.Argument(help="Where it stands: a number, with its unit or without.", metavar="VALUE")],
    confidence: Annotated[
        int | None,
        typer.Option("--confidence", help="How confident you are of the target, from 1 to 10.", metavar="1-10"),
    ] = None,
) -> None:
    """Say where a key result or a KPI stands. A value below zero comes after `--`: `goal checkin kr-flow -- -3`."""
    from promisectl.app.workspace.goals import Told, check_in
    from promisectl.formats.goals import checked_in_json, checked_in_words

    told = Told(value, session.speaker(), session.at(), confidence, session.shared.note)
    checked = check_in(session.workspace, goal, told)
    said = checked.entry["value"]
    written = session.write([checked.change], f"{checked.goal.id}: {said} on {checked.entry['at']}")
    done = checked_in_words(checked.standing, said, session.words)
    session.say_written(done, checked_in_json(checked.standing, checked.entry, written=written), written=written)
