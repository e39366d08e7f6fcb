"""Acts as rows of a conversation: the day, who did what, and below it what changed from what to what, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from promisectl.formats.phrases import TERM_NAMES, forecast_text, term_text, via_words
from promisectl.formats.screen import Cell, Column, Row, Table, cell
from promisectl.formats.styles import Style
from promisectl.formats.translator import Translator
from promisectl.metrics.view import View
from promisectl.model.act import Act, Verb
from promisectl.model.acts import ACT
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.terms import Terms
from promisectl.model.visible_text import escape_line

_OPENING = (Verb.REQUEST, Verb.OFFER)
_ANSWERS = (Verb.AGREE, Verb.DECLINE, Verb.WITHDRAW)
_PROPOSES = (*_OPENING, Verb.COUNTER, Verb.RENEGOTIATE)
_STYLES: dict[Verb, Style] = {Verb.COUNTER: "proposal", Verb.RENEGOTIATE: "proposal"}
Superseded = Mapping[tuple[int, str], int]
_SUPERSEDED = M(" (superseded by {who}, {day})")
_GONE = {
    Verb.DECLINE: M(" (declined by {who}, {day})"),
    Verb.WITHDRAW: M(" (withdrawn by {who}, {day})"),
}


def acts_table(view: View, words: Translator, confirmed: Mapping[int, int | None]) -> Table:
    """Return a row an act, in the order of speaking; `confirmed` says which act a confirming note confirms."""
    acts = view.promise.history[: view.standing.acts if view.standing else 0]
    gone, terms, rows = superseded(acts), Terms(), []
    for position, act in enumerate(acts):
        row = _row(position, acts, terms, gone, view, words)
        if act.kind == "confirmed":
            row = replace(row, below=(cell(_confirmed(acts, confirmed.get(position), words)), *row.below))
        rows.append(row)
        terms = _after(act, terms)
    columns = (Column(words.say(M("day")), "key"), Column(words.say(M("act")), "title"))
    return Table(columns, tuple(rows))


def changes_and_why(view: View, position: int, words: Translator) -> tuple[list[str], list[str]]:
    """Return what an act changed, from what to what, with its reason; and its other texts, a line each.

    `position` counts from 0. Of an opening only its due is told.
    """
    act, reasons = view.promise.history[position], _reasons(view.promise.history[position], words)
    changes = _changes(view, position, words)
    if act.act in _OPENING:
        return [*changes, *reasons], []
    others = [text for text in _details(act, view, words) if text not in reasons]
    return [*changes, *reasons], others


def _changes(view: View, position: int, words: Translator) -> list[str]:
    """Return what an act changed of the terms, from what to what; of an opening, its due."""
    terms, act = Terms(), view.promise.history[position]
    for before in view.promise.history[:position]:
        terms = _after(before, terms)
    told = _told(act)
    if act.act in _OPENING:
        told = [(name, value) for name, value in told if name in ("due", "within")]
    return [_change(name, value, terms, act, view, words, "").text for name, value in told]


def _reasons(act: Act, words: Translator) -> list[str]:
    """Return why an act was said, where it has a code."""
    if not act.reason:
        return []
    return [words.say(M("reason: {reason}", reason=escape_line(str(act.reason))))]


def _confirmed(acts: Sequence[Act], position: int | None, words: Translator) -> str:
    """Return which act a note confirms, as far as it stands before the note."""
    if position is None:
        return words.say(M("what it confirms does not stand here"))
    verb, who = words.verb(acts[position].act), acts[position].speaker
    return words.say(M("confirms act {number}: {verb} by {who}", number=position + 1, verb=verb, who=who))


def superseded(acts: Sequence[Act]) -> Superseded:
    """Return, for each term that was proposed (act, name) and not agreed to, the act after which it cannot be.

    That act proposed another, or declined or took back what was proposed to be changed.
    """
    gone: dict[tuple[int, str], int] = {}
    on_table: dict[str, int] = {}
    for position, act in enumerate(acts):
        if act.act in _ANSWERS:
            gone |= _answered(position, acts, on_table)
            on_table = {}
        elif act.act in _PROPOSES:
            names = list(act.terms.given()) if act.terms else []
            for name in _replaced(act, names, on_table):
                gone[on_table.pop(name), name] = position
            on_table |= dict.fromkeys(names, position)
    return gone


def _answered(position: int, acts: Sequence[Act], on_table: Mapping[str, int]) -> Superseded:
    """Return the terms that an act declined or took back; what opened a promise says by its state what became of it."""
    if acts[position].act is Verb.AGREE:
        return {}
    return {(number, name): position for name, number in on_table.items() if acts[number].act not in _OPENING}


def _replaced(act: Act, names: Sequence[str], on_table: Mapping[str, int]) -> list[str]:
    """Return the terms on the table that a proposal takes the place of: a renegotiation, of all of another."""
    return [name for name in on_table if act.act is Verb.RENEGOTIATE or name in names]


def _after(act: Act, terms: Terms) -> Terms:
    """Return the terms a reader last heard of, so that a change can be shown as from and to."""
    if act.terms is None or act.act not in (*_OPENING, Verb.COUNTER, Verb.AGREE):
        return terms
    return terms.changed(act.terms.given())


def _row(position: int, acts: Sequence[Act], before: Terms, gone: Superseded, view: View, words: Translator) -> Row:
    act, zone = acts[position], view.context.zone
    day = words.day(act.at, local_day(view.as_of, zone), zone)
    changes = [
        _change(name, value, before, act, view, words, _mark(gone.get((position, name)), acts, view, words))
        for name, value in _told(act)
    ]
    details = [cell(text) for text in _details(act, view, words)]
    return Row((cell(day, "muted"), cell(_sentence(act, view, words))), (*changes, *details))


def _sentence(act: Act, view: View, words: Translator) -> str:
    said = words.say(Message(ACT[act.act].said.text, {"who": act.speaker, "other": _other(act, view) or "?"}))
    if act.for_ is None:
        return said
    via = words.say(M(", via {via}", via=via_words(words.text(act.via)))) if act.via else ""
    return said + words.say(M(" (recorded by {by}{via})", by=act.by, via=via))


def _other(act: Act, view: View) -> str | None:
    """Return to whom an act was said; an opening says so itself."""
    if act.terms is not None and act.act is Verb.REQUEST:
        return act.terms.performer
    if act.terms is not None and act.act is Verb.OFFER:
        return act.terms.customer
    return view.performer if view.context.current(act.speaker) == view.customer else view.customer


def _told(act: Act) -> list[tuple[str, Any]]:
    """Return the terms that an act tells; who asked whom for what stands in the head."""
    given = list(act.terms.given().items()) if act.terms else []
    if act.act in _OPENING:
        return [(name, value) for name, value in given if name not in ("what", "customer", "performer")]
    return given


def _change(name: str, value: Any, before: Terms, act: Act, view: View, words: Translator, mark: str) -> Cell:
    old, new = getattr(before, name), term_text(name, value, view, words)
    label = words.say(TERM_NAMES[name])
    if name != "criteria" and _is_change(old, value, act):
        new = f"{term_text(name, old, view, words)} -> {new}"
    return cell(f"{label}: {new}{mark}", "muted" if mark else _STYLES.get(act.act, ""))


def _is_change(old: object, value: object, act: Act) -> bool:
    """Whether an act says another value for what was said before."""
    return old not in (None, value) and act.act not in _OPENING


def _mark(by: int | None, acts: Sequence[Act], view: View, words: Translator) -> str:
    """Return why a term cannot be agreed to any more: superseded, declined or taken back, by whom and when."""
    if by is None:
        return ""
    zone = view.context.zone
    day = words.day(local_day(acts[by].at, zone), local_day(view.as_of, zone))
    return words.say(Message(_GONE.get(acts[by].act, _SUPERSEDED).text, {"who": acts[by].speaker, "day": day}))


def _details(act: Act, view: View, words: Translator) -> Iterator[str]:
    """Yield what else an act says, a sentence each; a text of several lines line by line."""
    for message in _said(act, view, words):
        yield words.say(message)
    for aside in act.acts or ():
        yield words.say(M("{who} claims that this was set aside: {verb} by {by}", who=act.by, **_quoted(aside)))
    for label, value in _texts(act):
        yield from words.say(Message(label.text, {"text": "\n".join(words.lines(value))})).split("\n")


def _said(act: Act, view: View, words: Translator) -> Iterator[Message]:
    """Yield what an act says in days, numbers and codes."""
    if act.due is not None:
        yield M("the clock starts; due {day}", day=words.day(act.due, None, view.context.zone))
    if act.without:
        days = ", ".join(words.day(day) for day in act.without)
        yield M("public holidays skipped: {days}", days=days)
    if act.as_ == "partial" and act.fraction is not None:
        yield M("in part: {percent} %", percent=round(float(act.fraction) * 100))
    if act.reason:
        yield M("reason: {reason}", reason=escape_line(str(act.reason)))
    if act.forecast is not None:
        yield M("expects {day}", day=forecast_text(act.forecast, words))
    if act.rating is not None:
        yield M("rated {rating} of 5", rating=act.rating)
    if act.delivered_on is not None:
        yield M("it came on {day}", day=words.day(act.delivered_on))


def _quoted(aside: dict[str, Any]) -> dict[str, str]:
    """Return verb and writer of an act that a note quotes: the law has not looked at it."""
    return {"verb": escape_line(str(aside.get("act"))), "by": escape_line(str(aside.get("by")))}


def _texts(act: Act) -> Iterator[tuple[Message, Any]]:
    yield from ((M("not met: {text}"), entry) for entry in act.unmet or ())
    yield from ((M("see: {text}"), entry) for entry in act.evidence or ())
    for label, value in (
        (M("why: {text}"), act.why),
        (M("understood: {text}"), act.understood),
        (M("help wanted: {text}"), act.help),
        (M("remedy: {text}"), act.remedy),
        (M("“{text}”"), act.note),
    ):
        if value is not None:
            yield label, value
