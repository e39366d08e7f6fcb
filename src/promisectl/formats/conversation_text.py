"""A promise as the conversation it is: who said what, when; whose turn it is; the next lawful command."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any

from promisectl.formats.promises_text import TERM_NAMES, Look, lateness, proposed, standing_text, term_text, who
from promisectl.formats.translator import Translator
from promisectl.lifecycle.options import Option, options
from promisectl.lifecycle.overlays import waiting_for
from promisectl.metrics.view import View
from promisectl.model.act import Act, Verb
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.people import is_outside
from promisectl.model.promise import State
from promisectl.model.terms import Terms, TermsPart
from promisectl.model.visible_text import escape_line

_SAID: dict[Verb, Message] = {
    Verb.REQUEST: M("{who} asked {other} for this"),
    Verb.OFFER: M("{who} offered this to {other}"),
    Verb.COUNTER: M("{who} proposed other terms"),
    Verb.AGREE: M("{who} agreed"),
    Verb.DECLINE: M("{who} declined"),
    Verb.WITHDRAW: M("{who} took it back"),
    Verb.RENEGOTIATE: M("{who} proposed to renegotiate"),
    Verb.WARN: M("{who} warned"),
    Verb.ACTIVATE: M("{who} said the condition came true"),
    Verb.PAUSE: M("{who} paused the clock"),
    Verb.RESUME: M("{who} resumed the clock"),
    Verb.DELIVER: M("{who} delivered"),
    Verb.ACCEPT: M("{who} accepted"),
    Verb.REJECT: M("{who} rejected"),
    Verb.CANCEL: M("{who} released {other}"),
    Verb.REVOKE: M("{who} revoked the promise"),
    Verb.FAIL: M("{who} declared it broken"),
    Verb.NOTE: M("{who} noted"),
}
_INDENT = " " * 6


def conversation(view: View, look: Look) -> list[str]:
    """Return the lines of `show`."""
    words = look.words
    width = look.width or 80
    shown = textwrap.wrap(words.text(view.terms.what), width) or [""]
    shown.append(f"{view.id}  {who(view)}  {_standing(view, words)}")
    shown += _due_line(view, words)
    shown += _criteria(view, words, width)
    shown += _free(view, words)
    if view.standing is not None:
        shown.append("")
        terms = Terms()
        for act in view.promise.history[: view.standing.acts]:
            shown += _act(act, terms, view, words, width)
            terms = _after(act, terms)
    shown.append("")
    shown += whose_turn(view, look)
    return shown


def _standing(view: View, words: Translator) -> str:
    text = standing_text(view, words)
    late = lateness(view, words)
    if view.state is State.PROMISED and "overdue" not in view.overlays and view.days_left is not None:
        return f"{text}, {late}"
    return text


def _due_line(view: View, words: Translator) -> list[str]:
    zone = view.context.zone
    if view.due is None:
        return [words.say(M("within {within}", within=view.terms.within))] if view.terms.within else []
    line = words.say(M("due {day}", day=words.day(view.due, None, zone)))
    if view.first_due is not None and view.first_due != view.due:
        line += words.say(M(", first promised for {day}", day=words.day(view.first_due, None, zone)))
    if view.counted_due not in (None, view.due, view.first_due) and view.counted_due is not None:
        line += words.say(M(", counted to {day}", day=words.day(view.counted_due, None, zone)))
    return [line]


def _criteria(view: View, words: Translator, width: int) -> list[str]:
    terms, shown = view.terms, []
    if terms.condition is not None:
        by = words.say(M(" by {day}", day=words.day(terms.condition.by))) if terms.condition.by else ""
        shown.append(words.say(M("only if: {text}", text=words.text(terms.condition.text))) + by)
    if terms.criteria:
        shown.append(words.say(M("it is done when:")))
        for criterion in terms.criteria:
            shown += textwrap.wrap(words.text(criterion), width, initial_indent="  - ", subsequent_indent="    ")
    return shown


def _free(view: View, words: Translator) -> list[str]:
    file = view.promise.file
    fields: list[tuple[Message, str]] = []
    if file.serves:
        fields.append((M("serves"), ", ".join(file.serves)))
    if file.tags:
        fields.append((M("tags"), ", ".join(file.tags)))
    if file.needs:
        fields.append((M("needs"), ", ".join(name for name, _ in view.promise.needs())))
    for label, value in ((M("part of"), file.part_of), (M("follows"), file.follows), (M("reopens"), file.reopens)):
        if value:
            fields.append((label, value))
    return [f"{words.say(label)}: {escape_line(value)}" for label, value in fields]


def _after(act: Act, terms: Terms) -> Terms:
    """Return the terms a reader last heard of, so that a change can be shown as from and to."""
    if act.terms is None or act.act not in (Verb.REQUEST, Verb.OFFER, Verb.COUNTER, Verb.AGREE):
        return terms
    return terms.changed(act.terms.given())


def _act(act: Act, before: Terms, view: View, words: Translator, width: int) -> list[str]:
    zone = view.context.zone
    today = local_day(view.as_of, zone)
    day = words.day(act.at, today, zone)
    current = view.context.current
    other = view.performer if current(act.speaker) == view.customer else view.customer
    if act.act in (Verb.REQUEST, Verb.OFFER) and act.terms:
        other = act.terms.performer if act.act is Verb.REQUEST else act.terms.customer
    said = words.say(Message(_SAID[act.act].text, {"who": act.speaker, "other": other or "?"}))
    if act.for_:
        via = words.say(M(", via {via}", via=words.text(act.via))) if act.via else ""
        said += words.say(M(" (recorded by {by}{via})", by=act.by, via=via))
    shown = textwrap.wrap(f"  {day}  {said}", width, subsequent_indent=_INDENT)
    for text in _details(act, before, view, words):
        shown += textwrap.wrap(text, width, initial_indent=_INDENT, subsequent_indent=_INDENT + "  ")
    return shown


def _details(act: Act, before: Terms, view: View, words: Translator) -> list[str]:
    shown = []
    opening = act.act in (Verb.REQUEST, Verb.OFFER)
    if act.terms is not None:
        shown += _terms(act.terms, before, view, words, opening=opening)
    if act.due is not None:
        shown.append(words.say(M("the clock starts; due {day}", day=words.day(act.due, None, view.context.zone))))
    if act.as_ == "partial" and act.fraction is not None:
        shown.append(words.say(M("in part: {percent} %", percent=round(float(act.fraction) * 100))))
    shown += [_reason(act, words)] if act.reason else []
    if act.forecast is not None:
        shown.append(words.say(M("expects {day}", day=_forecast(act.forecast, words))))
    if act.rating is not None:
        shown.append(words.say(M("rated {rating} of 5", rating=act.rating)))
    if act.delivered_on is not None:
        shown.append(words.say(M("it came on {day}", day=words.day(act.delivered_on))))
    for aside in act.acts or ():
        shown.append(words.say(M("set aside: {verb} by {by}", **_quoted(aside))))
    for label, value in _texts(act):
        shown.append(words.say(Message(label.text, {"text": words.text(value)})))
    return shown


def _quoted(aside: dict[str, Any]) -> dict[str, str]:
    """Return verb and writer of an act that a note quotes: the law has not looked at it."""
    return {"verb": escape_line(str(aside.get("act"))), "by": escape_line(str(aside.get("by")))}


def _reason(act: Act, words: Translator) -> str:
    return words.say(M("reason: {reason}", reason=escape_line(str(act.reason))))


def _texts(act: Act) -> list[tuple[Message, Any]]:
    found: list[tuple[Message, Any]] = []
    found += [(M("not met: {text}"), entry) for entry in act.unmet or ()]
    found += [(M("see: {text}"), entry) for entry in act.evidence or ()]
    for label, value in (
        (M("why: {text}"), act.why),
        (M("understood: {text}"), act.understood),
        (M("help wanted: {text}"), act.help),
        (M("remedy: {text}"), act.remedy),
        (M("“{text}”"), act.note),
    ):
        if value is not None:
            found.append((label, value))
    return found


def _terms(part: TermsPart, before: Terms, view: View, words: Translator, *, opening: bool) -> list[str]:
    shown = []
    for name, value in part.given().items():
        old = getattr(before, name)
        if name in ("what", "customer", "performer") and opening:
            continue
        new = term_text(value, view, words)
        label = words.say(TERM_NAMES[name])
        if old is not None and old != value and not opening and name != "criteria":
            shown.append(f"{label}: {term_text(old, view, words)} -> {new}")
        else:
            shown.append(f"{label}: {new}")
    return shown


def whose_turn(view: View, look: Look) -> list[str]:
    """Return whose turn it is, and the next lawful commands."""
    words, standing = look.words, view.standing
    if standing is None:
        return [words.say(M("A draft: terms were written down, nothing was said yet."))]
    found = options(standing, view.as_of, view.context)
    if not found:
        return [words.say(M("The conversation is closed."))]
    turn = view.performer if view.turn == "performer" else view.customer
    answering = waiting_for(standing, view.as_of, view.context)
    first = answering[0] if answering else turn
    line = words.say(M("It is {who}'s turn:", who=first or "?"))
    mine = _mine(found, first, answering=bool(answering))
    commands = [command_for(option, look.short(view.id)) for option in mine]
    return [line, *(f"  {command}" for command in commands[:3])]


_TO_ANSWER = (Verb.AGREE, Verb.ACCEPT, Verb.REJECT, Verb.COUNTER, Verb.DECLINE, Verb.RENEGOTIATE)
_TO_DO = (Verb.ACTIVATE, Verb.RESUME, Verb.DELIVER, Verb.WARN, Verb.RENEGOTIATE, Verb.REVOKE)


def _mine(found: Sequence[Option], who: str | None, *, answering: bool) -> list[Option]:
    """Return what the one whose turn it is may well say, likeliest first."""
    order = _TO_ANSWER if answering else _TO_DO
    mine = [option for option in found if option.by in (who, None) and option.verb in order]
    if answering and any(option.verb is Verb.AGREE for option in mine):
        mine = [option for option in mine if option.verb is not Verb.ACCEPT]
    return sorted(mine, key=lambda option: order.index(option.verb))


_NEEDS = {
    "terms": "--due WHEN",
    "reason": "--reason CODE",
    "evidence": "-e EVIDENCE",
    "unmet": "--unmet CRITERION",
    "delivered-on": "--delivered-on DAY",
    "dues": "",
    "note": "--note TEXT",
}


def command_for(option: Option, name: str) -> str:
    """Return the command that says an act."""
    needs = " ".join(_NEEDS.get(need, "") for need in option.needs)
    by = f" --by {option.by}" if option.by else ""
    if is_outside(option.by):
        by = f' --for {option.by} --via "…"'
    return f"promisectl {option.verb.value} {name} {needs}".rstrip() + by


def next_lines(view: View, look: Look) -> list[str]:
    """Return the lines of `next`: every lawful act as a command, by who may say it."""
    if view.standing is None:
        return whose_turn(view, look)
    found = options(view.standing, view.as_of, view.context)
    if not found:
        return whose_turn(view, look)
    shown: list[str] = []
    for by in dict.fromkeys(option.by for option in found):
        shown.append(look.words.say(M("{who} may:", who=by or M("anybody"))))
        commands = [command_for(option, look.short(view.id)) for option in found if option.by == by]
        shown += [f"  {command}" for command in commands]
    return shown


def spoken_line(view: View, verb: Verb, before: State | None, look: Look) -> list[str]:
    """Return what a speaking command says: id, what, the state before and after, whose turn, the date understood."""
    words = look.words
    standing = view.standing
    change = words.state(view.state) if view.state else ""
    if before is not None and before is not view.state:
        change = f"{words.state(before)} -> {change}"
    due = words.say(M("due {day}", day=words.day(view.due, None, view.context.zone))) if view.due else ""
    if not due and view.terms.within:
        due = words.say(M("within {within}", within=view.terms.within))
    parts = [f"{look.short(view.id)}  {words.text(view.terms.what)}: {change}"]
    parts += [due] if due and view.is_open else []
    line = "; ".join(parts)
    shown = [line]
    if standing is not None and verb in (Verb.RENEGOTIATE, Verb.AGREE) and standing.proposal is not None:
        names = ", ".join(waiting_for(standing, view.as_of, view.context))
        changes = proposed(view, words)
        shown.append(words.say(M("proposed: {changes}", changes=changes)))
        shown.append(words.say(M("the old terms stand; whose word is still needed: {names}", names=names)))
    elif view.state is State.OFFERED:
        shown.append(words.say(M("offered: not counted until {customer} agrees", customer=view.customer)))
    elif view.state is State.REQUESTED:
        shown.append(words.say(M("requested: nothing is owed until {performer} agrees", performer=view.performer)))
    elif standing is not None and standing.paused_at is not None:
        shown.append(words.say(M("paused: the clock stands still until `promisectl resume {id}`", id=view.id)))
    elif view.is_open:
        if verb is Verb.WARN and standing is not None and standing.warned and standing.warned.forecast:
            shown.append(words.say(M("warned: expects {day}", day=_forecast(standing.warned.forecast, words))))
        turn = view.performer if view.turn == "performer" else view.customer
        shown[0] += words.say(M("; it is {who}'s turn", who=turn))
    return shown


def _forecast(forecast: date | str, words: Translator) -> str:
    return words.day(forecast) if isinstance(forecast, date) else words.say(M("unknown"))
