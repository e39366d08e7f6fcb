"""Agent spoke: a program said, or recorded, what only a person may say.

An agent (`kind: agent` in people.yaml) may request, offer, note, warn and deliver. To agree, accept, decline,
renegotiate and everything else is to take or release a responsibility, and a program has none: it answers to a person,
who says it. That holds whether the agent is `by` or `for`.

What to do: let the person the agent answers to say it.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import AGREE, example
from promisectl.checking.rule import act_spot, found
from promisectl.lifecycle.agents import agent_spoke
from promisectl.model.finding import Finding
from promisectl.model.message import M

CODE = "PC506"
SCOPE = "promise"

BAD = example("{act: agree, by: bot, for: diego, via: chat, at: 2026-03-02T11:40:00Z}")

GOOD = example(AGREE, "{act: note, by: bot, kind: checkin, at: 2026-03-20T11:40:00Z, note: lift booked}")


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield each act beyond an agent's that an agent spoke or recorded."""
    for index, act in enumerate(record.promise.history):
        refusal = agent_spoke(act, context.law, record.id)
        if refusal is not None:
            spot = act_spot(record, index, refusal.field)
            help = M(
                "take it back while it is uncommitted: `promisectl undo {id}`; {then}", id=record.id, then=refusal.help
            )
            yield found(CODE, spot, promise=record.id, note=refusal.note, help=help)
