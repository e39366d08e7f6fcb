"""Agents: programs that are registered as such (`kind: agent`), and the few acts that are theirs.

An agent may request, offer, note, warn and deliver; every other act takes or releases a responsibility and is a
person's (trust.md). People get wrong that recording counts as well: an agent may not be the `by` of a person's verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisectl.lifecycle.refusal import Refusal
from promisectl.model.acts import AGENTS_MAY, Verb
from promisectl.model.message import M

if TYPE_CHECKING:
    from promisectl.lifecycle.standing import Context
    from promisectl.model.act import Act


def may_say(handle: str | None, verb: Verb, context: Context) -> bool:
    """Whether this act is open to a handle as far as its kind goes: anything to a person, a few acts to an agent."""
    return verb in AGENTS_MAY or handle is None or context.current(handle) not in context.agents


def agent_spoke(act: Act, context: Context, promise: str) -> Refusal | None:
    """Return PC506 where an agent said, or recorded, what only a person may; None where the act is fine."""
    for field, handle in (("by", act.by), ("for_", act.for_)):
        if handle is not None and not may_say(handle, act.act, context):
            return Refusal(
                "PC506",
                M("{agent} is an agent; `{verb}` is a person's", agent=handle, verb=act.act.value),
                M(
                    "let {person} say it: `promisectl {verb} {id}`",
                    person=context.agents[context.current(handle)] or M("a person"),
                    verb=act.act.value,
                    id=promise,
                ),
                field=field,
            )
    return None
