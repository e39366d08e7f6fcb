"""Phrases: pieces of sentences about a promise, as people read them. Texts only: an act is told without a screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from promisectl.formats.translator import Translator
from promisectl.metrics.view import View
from promisectl.model.fields import Within
from promisectl.model.lengths import length_words
from promisectl.model.message import M, Message

TERM_NAMES: dict[str, Message] = {
    "what": M("what"),
    "customer": M("customer"),
    "performer": M("performer"),
    "due": M("due"),
    "within": M("within"),
    "calendar": M("calendar"),
    "criteria": M("criteria"),
    "condition": M("condition"),
    "pause_on": M("reasons to pause"),
}


def proposed(view: View, words: Translator) -> str:
    """Return what an open proposal would change: `due Fri 2026-03-06`."""
    proposal = view.standing.proposal if view.standing else None
    return changes_text(proposal.changes if proposal else {}, view, words)


def changes_text(changes: Mapping[str, Any], view: View, words: Translator) -> str:
    """Return terms by name with their values: `due Fri 2026-03-06, criteria photos`."""
    return ", ".join(
        f"{words.say(TERM_NAMES[name])} {term_text(name, value, view, words)}" for name, value in changes.items()
    )


def term_text(name: str, value: Any, view: View, words: Translator) -> str:
    """Return a term as people read it."""
    if value is None:
        return words.say(M("dropped"))
    if name == "pause_on":
        return "; ".join(map(words.reason, value)) or "[]"
    if isinstance(value, date):
        return words.day(value, None, view.context.zone)
    if isinstance(value, Within):
        return words.say(length_words(value))
    return _words_text(value, words)


def _words_text(value: Any, words: Translator) -> str:
    """Return a term that is text, or a list of texts."""
    if isinstance(value, tuple):
        return "; ".join(words.text(item) for item in value) or "[]"
    return words.text(getattr(value, "text", value))


def within_words(view: View, words: Translator) -> str:
    """Return how long a promise may take, empty where it has a due from the start."""
    return words.say(length_words(view.terms.within)) if view.terms.within else ""


def via_words(via: object) -> Message | str:
    """Return where words were spoken; where a service's standing agreement spoke, that it did."""
    text = str(via)
    service = text.removeprefix("service ")
    return text if service == text else M("service {name}", name=service)


def due_sentence(view: View, words: Translator) -> str:
    """Return the due that stands, with how long ago it was where it is past; view.due is not None."""
    day = words.day(view.due or view.as_of, None, view.context.zone)
    days = view.days_left
    if days is not None and days < 0:
        return words.say(M("due {day}, {days} d ago", day=day, days=-days))
    return words.say(M("due {day}", day=day))


def forecast_text(forecast: date | str, words: Translator) -> str:
    """Return the day that a warning expects, or that nobody knows it."""
    return words.day(forecast) if isinstance(forecast, date) else words.say(M("unknown"))
