"""A promise as the conversation it is: the head, who said what and when, whose turn it is, the next lawful command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from promisectl.formats.acts_screen import acts_table
from promisectl.formats.phrases import due_sentence, within_words
from promisectl.formats.promises_screen import lateness, standing_cells, who
from promisectl.formats.reader import Reader
from promisectl.formats.screen import Block, Branch, Cell, Prose, Screen, Section, cell, joined, prose
from promisectl.formats.translator import Translator
from promisectl.formats.turns_screen import whose_turn
from promisectl.metrics.view import View
from promisectl.model.act import Act, Verb
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.promise import State


def conversation_screen(view: View, reader: Reader, confirmed: Mapping[int, int | None] | None = None) -> Screen:
    """Return the screen of `show`; `confirmed` says which act each confirming note confirms, by positions from 0."""
    words = reader.words
    day = words.day(local_day(view.as_of, view.context.zone))
    sections = [Section(tuple(_head(view, words)), close=True)]
    if view.standing is not None:
        sections.append(Section((acts_table(view, words, confirmed or {}),)))
    sections.append(Section(tuple(whose_turn(view, reader))))
    return Screen(
        cell(words.text(view.terms.what)), cell(words.say(M("as of {day}", day=day)), "muted"), tuple(sections)
    )


def _head(view: View, words: Translator) -> Iterator[Block]:
    first = (cell(view.id), cell(who(view)), _standing(view, words))
    yield Prose(joined(first, "  "), words.say(M("promise")))
    yield from _due_line(view, words)
    yield from _criteria(view, words)
    yield from _free(view, words)


def _standing(view: View, words: Translator) -> Cell:
    standing = joined(standing_cells(view, words))
    if view.state is State.PROMISED and "overdue" not in view.overlays and view.days_left is not None:
        return joined((standing, cell(lateness(view, words))))
    return standing


def _due_line(view: View, words: Translator) -> Iterator[Block]:
    zone, label = view.context.zone, words.say(M("terms"))
    if view.due is None:
        if view.terms.within:
            yield prose(words.say(M("within {within}", within=within_words(view, words))), label=label)
        return
    line = due_sentence(view, words)
    if view.first_due is not None and view.first_due != view.due:
        line += words.say(M(", first promised for {day}", day=words.day(view.first_due, None, zone)))
    if view.counted_due is not None and view.counted_due not in (view.due, view.first_due):
        line += words.say(M(", counted to {day}", day=words.day(view.counted_due, None, zone)))
    yield prose(line, label=label)


def _criteria(view: View, words: Translator) -> Iterator[Block]:
    terms = view.terms
    if terms.condition is not None:
        text = words.say(M("only if: {text}", text=words.text(terms.condition.text)))
        if terms.condition.by:
            text += words.say(M(" by {day}", day=words.day(terms.condition.by, None, view.context.zone)))
        yield prose(text, label=words.say(M("condition")))
    if not terms.criteria:
        return
    label = words.say(M("criterion"))
    yield prose(words.say(M("it is done when:")), label=words.say(M("criteria")))
    verdict = _last_verdict(view)
    for criterion in terms.criteria:
        text = words.text(criterion)
        yield Prose(joined((cell(f"- {text}"), _mark(verdict, str(criterion), words)), "  "), label, indent=2)


def _last_verdict(view: View) -> Act | None:
    """Return the last word on a delivery, None where there was none yet."""
    acts = view.promise.history[: view.standing.acts if view.standing else 0]
    return next((act for act in reversed(acts) if act.act in (Verb.ACCEPT, Verb.REJECT)), None)


def _mark(verdict: Act | None, criterion: str, words: Translator) -> Cell:
    """Return whether the last verdict found a criterion met; nothing where it did not say."""
    if verdict is None or verdict.as_ == "partial":
        return Cell()
    unmet = _unmet(verdict)
    if verdict.act is Verb.REJECT and not unmet:
        return Cell()
    if criterion in unmet:
        return cell(words.say(M("(not met)")), "late")
    return cell(words.say(M("(met)")), "kept")


def _unmet(verdict: Act) -> list[str]:
    """Return the criteria that a verdict names as not met."""
    return [str(entry) for entry in verdict.unmet or ()]


def _free(view: View, words: Translator) -> Iterator[Block]:
    file = view.promise.file
    fields: tuple[tuple[Message, str | None], ...] = (
        (M("serves"), ", ".join(file.serves or ())),
        (M("tags"), ", ".join(file.tags or ())),
        (M("part of"), file.part_of),
        (M("follows"), file.follows),
        (M("reopens"), file.reopens),
    )
    for label, value in fields:
        if value:
            name = words.say(label)
            yield prose(f"{name}: {value}", label=name)
    if file.needs:
        needed = tuple(Branch(cell(name)) for name, _ in view.promise.needs())
        yield Branch(cell(words.say(M("needs"))), needed)
