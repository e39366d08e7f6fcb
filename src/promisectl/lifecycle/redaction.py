"""Redaction: who may take a text out of an act, and which text nobody may.

Words are their speaker's: another's are taken out by a steward, or, where none is named, by whoever said them. What an
open promise is owed by stays readable for both: it is renegotiated to neutral words first, and the old ones go then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.act import Act, Verb
from promisectl.model.message import M
from promisectl.model.terms import Condition

_TERMS = "terms."


def redaction_refused(
    acts: Sequence[Act], position: int, field: str, text: str, standing: Standing, by: str, context: Context
) -> Refusal | None:
    """Return why `by` may not take `text` out of an act's field, as PC408; None where that is lawful.

    `acts` are the history before the redaction, `position` counts from 0, `field` is the file's key, for a term
    `terms.what`, and for an entry of a list the list's key. `standing` is how the promise stands at its head with the
    text still in it; `by` is whoever takes the text out.
    """
    if field.startswith(_TERMS) and is_in_force(standing, text):
        return Refusal(
            "PC408",
            M("these words are in force, and the promise is open: both must be able to read them"),
            M("renegotiate to neutral words first, then redact the old ones"),
            act=position,
            field=field,
        )
    return _anothers(acts, position, field, by, context)


def is_in_force(standing: Standing, text: str) -> bool:
    """Whether a text is among the terms that an open promise has in force, on the table, or proposed."""
    if standing.state is None or not standing.state.is_open:
        return False
    proposed: Mapping[str, object] = standing.proposal.changes if standing.proposal else {}
    return text in _texts(standing.terms.present()) or text in _texts(proposed)


def _texts(terms: Mapping[str, object]) -> Iterator[object]:
    """Yield the free texts of some terms, by field name."""
    yield terms.get("what")
    criteria = terms.get("criteria")
    if isinstance(criteria, tuple):
        yield from criteria
    condition = terms.get("condition")
    if isinstance(condition, Condition):
        yield condition.text


def _anothers(acts: Sequence[Act], position: int, field: str, by: str, context: Context) -> Refusal | None:
    """Return why these words are not this person's to take out."""
    redactor = context.current(by)
    speaker = context.current(speaker_of_text(acts, position, field))
    stewards = ", ".join(sorted(context.stewards))
    if redactor in context.agents:
        note = M("{agent} is an agent; a person redacts", agent=by)
        help = M("let whoever it answers to say it")
    elif redactor in context.stewards or (speaker == redactor and not stewards):
        return None
    elif stewards:
        note = M("only a steward redacts; {handle} is none", handle=by)
        help = M("ask a steward: {stewards}", stewards=stewards)
    else:
        note = M("these words are {speaker}'s, and no steward is named", speaker=speaker)
        help = M("ask {speaker} to redact them, or name a steward in `policy.stewards`", speaker=speaker)
    return Refusal("PC408", note, help, act=position, field=field)


def speaker_of_text(acts: Sequence[Act], position: int, field: str) -> str:
    """Return whose words a field holds: the speaker's; the terms that an agreement repeats are the proposer's."""
    act = acts[position]
    if act.act is not Verb.AGREE or not field.startswith(_TERMS):
        return act.speaker
    proposals = (one for one in reversed(acts[:position]) if one.terms is not None and one.act is not Verb.AGREE)
    proposal = next(proposals, act)
    return proposal.speaker
