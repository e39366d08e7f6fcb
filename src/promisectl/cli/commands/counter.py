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
    Drop,
    Due,
    Id,
    NewWhat,
    PauseOn,
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
    condition: Condition = None,
    condition_by: ConditionBy = None,
    pause_on: PauseOn = None,
    drop: Drop = None,
    reply_by: ReplyBy = None,
    why: Why = None,
    agreed_by: AgreedBy = None,
) -> None:
    """Propose other terms before anything is agreed. It is the other's turn then."""
    propose(session, "counter", id, dict(locals()))
