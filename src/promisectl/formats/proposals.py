"""Proposals: which were on the table when something was said, and what became of them. Positions count acts from 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from promisectl.formats.phrases import changes_text
from promisectl.formats.reader import Reader
from promisectl.metrics.view import View
from promisectl.model.act import Act, Verb
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day

_PROPOSES = (Verb.COUNTER, Verb.RENEGOTIATE)
_STAYS = (Verb.NOTE, Verb.WARN, Verb.ACTIVATE)  # what leaves a proposal on the table


def on_the_table(acts: Sequence[Act], position: int) -> list[int]:
    """Return the proposals to change terms, made one after the other, of which none was answered before an act.

    The last one is open; each of the others was replaced by the next.
    """
    found: list[int] = []
    for number, act in enumerate(acts[:position]):
        if act.act in _PROPOSES:
            found.append(number)
        elif act.act not in _STAYS:
            found = []
    return found


def replaced(view: View, verb: Verb) -> list[Act]:
    """Return the proposals that the last act of this verb replaced; of an agreement, those replaced before it."""
    acts = _spoken(view)
    before = on_the_table(acts, _last(acts, verb))
    if verb in _PROPOSES:
        return [acts[number] for number in before[-1:]]
    return [acts[number] for number in before[:-1]] if verb is Verb.AGREE else []


def _spoken(view: View) -> Sequence[Act]:
    return view.promise.history[: view.standing.acts if view.standing else 0]


def _last(acts: Sequence[Act], verb: Verb) -> int:
    return max((number for number, act in enumerate(acts) if act.act is verb), default=0)


def said_of_proposals(view: View, verb: Verb, reader: Reader) -> Iterator[str]:
    """Yield what the last act of this verb did to proposals: whose it replaced, and what it declined or took back."""
    if verb in _TAKEN_OFF:
        yield from _taken_off(verb, view, reader)
        return
    sentence = _WAS_REPLACED if verb is Verb.AGREE else _REPLACES
    for act in replaced(view, verb):
        yield _told(sentence, act, view, reader)


_REPLACES = M("this replaces what {who} proposed on {day}, which nobody can agree to any more: {changes}")
_WAS_REPLACED = M("what {who} proposed on {day} had been replaced and does not hold: {changes}")
_TAKEN_OFF = {
    Verb.DECLINE: (M("declined: {changes}"), M("declined: {changes}; the terms in force stand")),
    Verb.WITHDRAW: (M("withdrawn: {changes}"), M("withdrawn: {changes}; the terms in force stand")),
}


def _told(sentence: Message, act: Act, view: View, reader: Reader) -> str:
    zone = view.context.zone
    day = reader.words.day(act.at, local_day(view.as_of, zone), zone)
    return reader.words.say(
        Message(sentence.text, {"who": act.speaker, "day": day, "changes": _changes(act, view, reader)})
    )


def _taken_off(verb: Verb, view: View, reader: Reader) -> Iterator[str]:
    """Yield the terms that were declined or taken back: of the open proposal, else those on the table."""
    whole, change = _TAKEN_OFF[verb]
    if view.is_open:
        acts = _spoken(view)
        proposed = on_the_table(acts, _last(acts, verb))[-1:]
        for number in proposed:
            yield reader.words.say(Message(change.text, {"changes": _changes(acts[number], view, reader)}))
        return
    terms = {name: value for name, value in view.terms.present().items() if name in ("due", "within", "criteria")}
    if terms:
        yield reader.words.say(Message(whole.text, {"changes": changes_text(terms, view, reader.words)}))


def _changes(act: Act, view: View, reader: Reader) -> str:
    return changes_text(act.terms.given() if act.terms else {}, view, reader.words)
