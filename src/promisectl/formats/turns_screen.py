"""Whose turn it is, and the next lawful commands, ready to paste."""

from __future__ import annotations

from collections.abc import Sequence

from promisectl.formats.reader import Reader
from promisectl.formats.screen import Block, Cell, Commands, Part, Screen, Section, prose
from promisectl.lifecycle.options import Option, options
from promisectl.lifecycle.overlays import waiting_for
from promisectl.lifecycle.speaking import NAME_A_STEWARD
from promisectl.lifecycle.standing import Standing
from promisectl.metrics.view import View
from promisectl.model.act import Verb
from promisectl.model.message import M, Message
from promisectl.model.people import is_outside
from promisectl.model.promise import State

_MOST = 3  # commands under a conversation; `next` lists all of them
_TO_ANSWER = (Verb.AGREE, Verb.ACCEPT, Verb.REJECT, Verb.COUNTER, Verb.DECLINE, Verb.RENEGOTIATE)
_TO_DO = (Verb.ACTIVATE, Verb.RESUME, Verb.DELIVER, Verb.WARN, Verb.RENEGOTIATE, Verb.REVOKE)
_NEEDS = {
    "terms": M("--due WHEN"),
    "reason": M("--reason CODE"),
    "evidence": M("-e EVIDENCE"),
    "unmet": M("--unmet CRITERION"),
    "delivered-on": M("--delivered-on DAY"),
    "note": M("--note TEXT"),
}


def whose_turn(view: View, reader: Reader) -> list[Block]:
    """Return whose turn it is, and the likeliest commands; or that nobody has one."""
    say, standing = reader.words.say, view.standing
    if standing is None:
        return [prose(say(M("A draft: terms were written down, nothing was said yet.")), label=say(M("turn")))]
    lawful = options(standing, view.as_of, view.context)
    if not lawful:
        return [prose(say(M("The conversation is closed.")), label=say(M("turn")))]
    first, mine = _first(view, standing, lawful)
    commands = tuple(command_for(option, view.id, reader) for option in mine[:_MOST])
    line = prose(say(M("It is {who}'s turn:", who=first or "?")), label=say(M("turn")))
    gone = mine[0].by if mine and mine[0].left else None
    return [line, *_place(gone, view, reader), Commands(commands, say(M("command")))]


def _place(gone: str | None, view: View, reader: Reader) -> list[Block]:
    """Return who speaks in the place of somebody who has left; nothing where nobody has."""
    if gone is None:
        return []
    say = reader.words.say
    return [prose(say(_in_the_place(gone, view)), label=say(M("place")))]


def _in_the_place(gone: str, view: View) -> Message:
    stewards = ", ".join(sorted(view.context.stewards))
    if not stewards:
        return M("{who} has left: {help}", who=gone, help=NAME_A_STEWARD)
    return M("{who} has left: in that place speaks a steward ({stewards})", who=gone, stewards=stewards)


def _first(view: View, standing: Standing, lawful: Sequence[Option]) -> tuple[str | None, list[Option]]:
    """Return whose turn it is, and what they may well say, likeliest first."""
    turn = view.performer if view.turn == "performer" else view.customer
    answering = waiting_for(standing, view.as_of, view.context)
    first = answering[0] if answering else turn
    return first, _likely(lawful, first, answering=bool(answering))


def _likely(lawful: Sequence[Option], who: str | None, *, answering: bool) -> list[Option]:
    if not answering:
        return _in_order(_of(lawful, who), _TO_DO)
    mine = _of(lawful, who)
    if any(option.verb is Verb.AGREE for option in mine):
        return _in_order(mine, tuple(verb for verb in _TO_ANSWER if verb is not Verb.ACCEPT))
    return _in_order(mine, _TO_ANSWER)


def _in_order(mine: Sequence[Option], order: Sequence[Verb]) -> list[Option]:
    return sorted((option for option in mine if option.verb in order), key=lambda option: order.index(option.verb))


def _of(lawful: Sequence[Option], who: str | None) -> list[Option]:
    """Return what somebody may say, as everybody may or for their own sake."""
    return [option for option in lawful if option.by in (who, None)]


def asked_word(view: View, reader: Reader) -> Cell:
    """Return what word a promise waits for, whose, and the command that says yes; nothing where it waits for none."""
    if view.standing is None or not view.waiting_for:
        return Cell()
    first, mine = _first(view, view.standing, options(view.standing, view.as_of, view.context))
    if not mine:
        return Cell()
    if mine[0].left:
        return _asked_in_the_place(mine[0], view, reader)
    wanted = {State.DELIVERED: M("{who} is asked for a verdict: ", who=first)}
    sentence = wanted.get(view.state, M("{who} is asked for an answer: ", who=first))  # type: ignore[arg-type]
    command = command_for(mine[0], view.id, reader)
    return Cell((Part(reader.words.say(sentence)), Part(command, "command")))


def _asked_in_the_place(option: Option, view: View, reader: Reader) -> Cell:
    """Return who speaks for somebody who has left and is asked for a word, and the command that says yes."""
    told = reader.words.say(_in_the_place(str(option.by), view))
    if not view.context.stewards:
        return Cell((Part(told),))
    return Cell((Part(f"{told}: "), Part(command_for(option, view.id, reader), "command")))


def command_for(option: Option, id: str, reader: Reader) -> str:
    """Return the command that says an act; for somebody who has left a steward says it."""
    needs = " ".join(reader.words.say(_NEEDS[need]) for need in option.needs if need in _NEEDS)
    name = reader.short(id)
    by = f" --by {option.by}" if option.by else ""
    if is_outside(option.by):
        by = f' --for {option.by} --via "…"'
    if option.left:
        by = f" --for {option.by} --via handover"
    return f"promisectl {option.verb.value} {name} {needs}".rstrip() + by


def next_screen(view: View, reader: Reader) -> Screen:
    """Return every lawful act as a command, by who may say it."""
    lawful = options(view.standing, view.as_of, view.context) if view.standing else ()
    if not lawful:
        return Screen(sections=(Section(tuple(whose_turn(view, reader))),))
    by_speaker: dict[str | None, list[Option]] = {}
    for option in lawful:
        by_speaker.setdefault(option.by, []).append(option)
    blocks = [block for by, theirs in by_speaker.items() for block in _may(by, theirs, view, reader)]
    return Screen(_about(view, reader), sections=(Section(tuple(blocks), close=True),))


def _may(by: str | None, lawful: Sequence[Option], view: View, reader: Reader) -> list[Block]:
    """Return what somebody may say, as commands."""
    say = reader.words.say
    commands = tuple(command_for(option, view.id, reader) for option in lawful)
    who = prose(say(M("{who} may:", who=by or M("anybody"))), label=say(M("who")))
    gone = by if any(option.left for option in lawful) else None
    return [who, *_place(gone, view, reader), Commands(commands, say(M("command")))]


def _about(view: View, reader: Reader) -> Cell:
    """Return of which promise the acts are, and how it stands."""
    from promisectl.formats.promises_screen import key_cell, standing_cells

    standing = standing_cells(view, reader.words)[0]
    parts = (*key_cell(reader.short(view.id)).parts, Part(f"  {reader.words.text(view.terms.what)}: "), *standing.parts)
    return Cell(parts)
