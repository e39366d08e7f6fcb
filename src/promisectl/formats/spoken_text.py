"""What a speaking command answers: id, what, the state before and after, the date understood, whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.formats.acts_screen import forecast_text
from promisectl.formats.promises_screen import Reader, proposed
from promisectl.lifecycle.overlays import waiting_for
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.message import M
from promisectl.model.promise import State


def spoken_lines(view: View, verb: Verb, before: State | None, reader: Reader) -> list[str]:
    """Return the sentences that tell an act; the first one names promise, state and date."""
    first = _first(view, before, reader)
    explained = list(_explained(view, verb, reader))
    if not explained and view.is_open:
        turn = view.performer if view.turn == "performer" else view.customer
        return [first + reader.words.say(M("; it is {who}'s turn", who=turn)), *_warned(view, verb, reader)]
    return [first, *explained]


def spoken_fields(view: View, before: State | None, reader: Reader) -> list[str]:
    """Return what was said, one `field: value` a line (`--plain`)."""
    words = reader.words
    turn = view.performer if view.turn == "performer" else view.customer if view.turn else None
    fields = (
        (M("id"), view.id),
        (M("what"), words.text(view.terms.what)),
        (M("state before"), words.state(before) if before is not None else None),
        (M("state"), words.state(view.state) if view.state else None),
        (M("due"), words.day(view.due, None, view.context.zone) if view.due else view.terms.within),
        (M("turn"), turn if view.is_open else None),
    )
    return [f"{words.say(name)}: {value}" for name, value in fields if value]


def _first(view: View, before: State | None, reader: Reader) -> str:
    words = reader.words
    change = words.state(view.state) if view.state else ""
    if before is not None and before is not view.state:
        change = f"{words.state(before)} -> {change}"
    due = words.say(M("due {day}", day=words.day(view.due, None, view.context.zone))) if view.due else ""
    if not due and view.terms.within:
        due = words.say(M("within {within}", within=view.terms.within))
    said = f"{reader.short(view.id)}  {words.text(view.terms.what)}: {change}"
    return f"{said}; {due}" if due and view.is_open else said


def _explained(view: View, verb: Verb, reader: Reader) -> Iterator[str]:
    """Yield what a reader must know beside the state: what is not counted yet, whose word is still needed."""
    say, standing = reader.words.say, view.standing
    if standing is not None and verb in (Verb.RENEGOTIATE, Verb.AGREE) and standing.proposal is not None:
        names = ", ".join(waiting_for(standing, view.as_of, view.context))
        yield say(M("proposed: {changes}", changes=proposed(view, reader.words)))
        yield say(M("the old terms stand; whose word is still needed: {names}", names=names))
    elif view.state is State.OFFERED:
        yield say(M("offered: not counted until {customer} agrees", customer=view.customer))
    elif view.state is State.REQUESTED:
        yield say(M("requested: nothing is owed until {performer} agrees", performer=view.performer))
    elif standing is not None and standing.paused_at is not None:
        yield say(M("paused: the clock stands still until `promisectl resume {id}`", id=view.id))


def _warned(view: View, verb: Verb, reader: Reader) -> Iterator[str]:
    warned = view.standing.warned if view.standing else None
    if verb is Verb.WARN and warned is not None and warned.forecast:
        day = forecast_text(warned.forecast, reader.words)
        yield reader.words.say(M("warned: expects {day}", day=day))
