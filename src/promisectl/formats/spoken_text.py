"""What a speaking command answers: id, what, parties, the state before and after, the date understood, the turn."""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.formats.phrases import due_sentence, forecast_text, proposed, within_words
from promisectl.formats.promises_screen import who
from promisectl.formats.proposals import said_of_proposals
from promisectl.formats.reader import Reader
from promisectl.lifecycle.overlays import waiting_for
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.message import M
from promisectl.model.promise import State


def spoken_lines(view: View, verb: Verb, before: State | None, reader: Reader) -> list[str]:
    """Return the sentences that tell an act; the first one names promise, parties, state and date."""
    first = _first(view, before, reader)
    explained, of_proposals = list(_explained(view, verb, reader)), list(said_of_proposals(view, verb, reader))
    if not explained and view.is_open:
        first += reader.words.say(M("; it is {who}'s turn", who=_turn(view)))
        explained = list(_warned(view, verb, reader))
    return [first, *explained, *of_proposals]


def spoken_fields(view: View, before: State | None, reader: Reader) -> list[str]:
    """Return what was said, one `field: value` a line (`--plain`)."""
    words = reader.words
    fields = (
        (M("id"), view.id),
        (M("what"), words.text(view.terms.what)),
        (M("performer"), view.performer),
        (M("customer"), view.customer),
        (M("state before"), _state(before, reader)),
        (M("state"), _state(view.state, reader)),
        (M("due"), _due(view, reader)),
        (M("turn"), _turn(view)),
    )
    return [f"{words.say(name)}: {value}" for name, value in fields if value]


def _state(state: State | None, reader: Reader) -> str:
    return reader.words.state(state) if state else ""


def _due(view: View, reader: Reader) -> str:
    if view.due:
        return reader.words.day(view.due, None, view.context.zone)
    return within_words(view, reader.words)


def _turn(view: View) -> str | None:
    """Return whose turn it is; None where the conversation is over."""
    if not view.is_open:
        return None
    return view.performer if view.turn == "performer" else view.customer


def _first(view: View, before: State | None, reader: Reader) -> str:
    change = _state(view.state, reader)
    if before not in (None, view.state):
        change = f"{_state(before, reader)} -> {change}"
    said = f"{reader.short(view.id)}  {reader.words.text(view.terms.what)} ({who(view)}): {change}"
    if not view.is_open:
        return said
    due = _due_sentence(view, reader)
    return f"{said}; {due}" if due else said


def _due_sentence(view: View, reader: Reader) -> str:
    if view.due:
        return due_sentence(view, reader.words)
    if view.terms.within:
        return reader.words.say(M("within {within}", within=within_words(view, reader.words)))
    return ""


def _explained(view: View, verb: Verb, reader: Reader) -> Iterator[str]:
    """Yield what a reader must know beside the state: what is not counted yet, whose word is still needed."""
    say, standing = reader.words.say, view.standing
    if standing is not None and standing.proposal is not None and verb in (Verb.RENEGOTIATE, Verb.AGREE):
        names = ", ".join(waiting_for(standing, view.as_of, view.context))
        yield say(M("proposed: {changes}", changes=proposed(view, reader.words)))
        yield say(M("the old terms stand; whose word is still needed: {names}", names=names))
        return
    if view.state is State.OFFERED:
        yield say(M("offered: not counted until {customer} agrees", customer=view.customer))
        return
    if view.state is State.REQUESTED:
        yield say(M("requested: nothing is owed until {performer} agrees", performer=view.performer))
        return
    if standing is not None and standing.paused_at is not None:
        yield say(M("paused: the clock stands still until `promisectl resume {id}`", id=view.id))


def _warned(view: View, verb: Verb, reader: Reader) -> Iterator[str]:
    warned = view.standing.warned if view.standing else None
    if verb is Verb.WARN and warned is not None and warned.forecast:
        day = forecast_text(warned.forecast, reader.words)
        yield reader.words.say(M("warned: expects {day}", day=day))
