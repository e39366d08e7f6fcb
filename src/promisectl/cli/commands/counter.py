"""`counter`: other terms, before anything is agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    ReplyBy,
    When,
    Why,
    Within,
)  # fmt: skip
from promisectl.cli.proposing import propose

if TYPE_CHECKING:
    from promisectl.cli.speaking import ActSession


@speaking
def counter_command(
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
    reply_by: ReplyBy = None,
    why: Why = None,
    agreed_by: AgreedBy = None,
) -> None:
    """Propose other terms before anything is agreed. It is the other's turn then.

    With --performer or --customer your own request or offer is taken back and said anew to somebody else.
    """
    propose(session, "counter", id, dict(locals()))
