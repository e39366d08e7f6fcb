"""`renegotiate`: other terms, after the agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import speaking
from promisectl.cli.parameters import (
    AgreedBy,
    Calendar,
    Condition,
    ConditionBy,
    Criteria,
    Customer,
    Drop,
    Due,
    Id,
    NewWhat,
    PauseOn,
    Performer,
    When,
    Within,
)  # fmt: skip
from promisectl.cli.proposing import propose

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def renegotiate_command(
    session: ActSession,
    id: Id,
    when: When = None,
    due: Due = None,
    within: Within = None,
    calendar: Calendar = None,
    what: NewWhat = None,
    criteria: Criteria = None,
    performer: Performer = None,
    customer: Customer = None,
    condition: Condition = None,
    condition_by: ConditionBy = None,
    pause_on: PauseOn = None,
    drop: Drop = None,
    wording: Annotated[bool, typer.Option("--wording", help="Only the wording changes, not the substance.")] = False,
    agreed_by: AgreedBy = None,
    what_if: Annotated[
        bool, typer.Option("--what-if", help="Show who must agree and what follows; write nothing.")
    ] = False,
) -> None:
    """Propose to change terms that are in force. The old terms stand until the other agrees."""
    propose(session, "renegotiate", id, dict(locals()))
