"""Agent spoke: a program said, or recorded, what only a person may say.

An agent (`kind: agent` in people.yaml) may request, offer, note, warn and deliver. To agree, accept, decline,
renegotiate and everything else is to take or release a responsibility, and a program has none: it answers to a person,
who says it. That holds whether the agent is `by` or `for`.

What to do: let the person the agent answers to say it.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.model.act import Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M
from promisectl.rules.examples import AGREE, example
from promisectl.rules.rule import act_spot, found
from promisectl.rules.scene import Record, Scene

CODE = "PC506"
SCOPE = "promise"

AGENTS_MAY = frozenset({Verb.REQUEST, Verb.OFFER, Verb.NOTE, Verb.WARN, Verb.DELIVER})

BAD = example("{act: agree, by: bot, for: diego, via: chat, at: 2026-03-02T11:40:00Z}")

GOOD = example(AGREE, "{act: note, by: bot, kind: checkin, at: 2026-03-20T11:40:00Z, note: lift booked}")


def check(record: Record, scene: Scene) -> Iterator[Finding]:
    """Yield each act beyond an agent's that an agent spoke or recorded."""
    for index, act in enumerate(record.promise.history):
        if act.act in AGENTS_MAY:
            continue
        for name, handle in (("by", act.by), ("for_", act.for_)):
            person = scene.people.get(handle) if handle else None
            if person is None or person.kind != "agent":
                continue
            yield found(
                CODE,
                act_spot(record, index, name),
                promise=record.id,
                note=M("{agent} is an agent; `{verb}` is a person's", agent=handle, verb=act.act.value),
                help=M(
                    "let {person} say it: `promisectl {verb} {id}`",
                    person=person.answers_to or M("a person"),
                    verb=act.act.value,
                    id=record.id,
                ),
            )
            break
