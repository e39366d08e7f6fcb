"""Agreed too fast: a yes within a minute of the request, without a word.

A good promise is *active*: it was talked over. A yes given at once and in silence is often no promise but a way to end
a conversation. Judged are open promises that began with a request and whose first answer is the agreement: both times
are instants, not more than a minute apart, neither act has `via` (agreed when both were in the room), the agreement
has no `note` or `understood`, and customer and performer are two people.

What to do: say in your own words what was understood (`promisectl agree ID --understood "…"`); for what is agreed
already, a note does it (`promisectl note ID`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from promisectl.checking.context import Record, RuleContext
from promisectl.checking.examples import example
from promisectl.checking.rule import act_spot, found
from promisectl.model.act import Act, Verb
from promisectl.model.finding import Finding
from promisectl.model.message import M

CODE = "PC602"
SCOPE = "open"

MOMENT = timedelta(minutes=1)

BAD = example("{act: agree, by: diego, at: 2026-03-02T09:10:20Z}")

GOOD = example(
    "{act: agree, by: diego, at: 2026-03-02T09:10:20Z, understood: photos and estimate by the 20th}",
)


def check(record: Record, context: RuleContext) -> Iterator[Finding]:
    """Yield an agreement that followed its request at once and said nothing."""
    standing = context.live(record)
    if standing is None or standing.agreed_at is None or standing.is_self(context.law):
        return
    said = [(i, act) for i, act in enumerate(record.promise.history) if act.act is not Verb.NOTE][:2]
    if len(said) == 2 and _at_once(said[0][1], said[1][1]) and not _note_by(record, said[1][1].speaker):
        yield found(
            CODE,
            act_spot(record, said[1][0], "at"),
            promise=record.id,
            note=M("{speaker} agreed at once and said nothing else", speaker=said[1][1].speaker),
            help=M(
                'say what was understood: `promisectl note {id} "…" --by {speaker}`',
                id=record.id,
                speaker=said[1][1].speaker,
            ),
        )


def _at_once(asked: Act, agreed: Act) -> bool:
    if asked.act is not Verb.REQUEST or agreed.act is not Verb.AGREE or asked.via or agreed.via:
        return False
    if agreed.note is not None or agreed.understood is not None:
        return False
    if not isinstance(asked.at, datetime) or not isinstance(agreed.at, datetime):
        return False
    return agreed.at - asked.at <= MOMENT


def _note_by(record: Record, speaker: str) -> bool:
    return any(act.act is Verb.NOTE and act.speaker == speaker for act in record.promise.history)
