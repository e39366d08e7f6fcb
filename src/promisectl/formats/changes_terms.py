"""Terms in words, as a reviewer reads them: who owes what to whom, by when and by which rule, and when it is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from promisectl.diff.said import rule_of
from promisectl.formats.phrases import TERM_NAMES
from promisectl.formats.translator import Translator
from promisectl.lifecycle.standing import Context
from promisectl.model.message import M
from promisectl.model.moment import days_between
from promisectl.model.terms import TERMS, Condition, Terms, key_of

LONG_TERMS = ("what", "criteria", "condition")


def terms_words(terms: Mapping[str, Any], words: Translator, zone: ZoneInfo) -> Iterator[str]:
    """Yield the parties, the due with its rule, and when it is done; `terms` by the keys of a file."""
    named = Terms(*[terms.get(key_of(name)) for name in TERMS])
    yield arrow(named.performer, named.customer)
    yield from _due(named, words, zone)
    if named.condition is not None:
        yield f"{words.say(TERM_NAMES['condition'])}: {term_words(named.condition, words, zone)}"
    if named.criteria:
        yield words.say(M("it is done when: {criteria}", criteria=term_words(named.criteria, words, zone)))


def arrow(performer: str | None, customer: str | None) -> str:
    """Return who owes it to whom: `diego -> ana`."""
    return f"{performer or '?'} -> {customer or '?'}"


def _due(terms: Terms, words: Translator, zone: ZoneInfo) -> Iterator[str]:
    due = due_and_rule(terms, words, zone)
    if due:
        yield due


def due_and_rule(terms: Terms, words: Translator, zone: ZoneInfo) -> str:
    """Return the due of terms, with the rule it is counted by; empty where they have neither."""
    rule = rule_of(terms)
    said = words.say(rule) if rule is not None else ""
    name = words.say(TERM_NAMES["due"])
    if terms.due is None:
        return f"{name}: {said}" if said else ""
    day = words.day(terms.due, None, zone)
    return f"{name} {day} ({said})" if said else f"{name} {day}"


def term_words(value: Any, words: Translator, zone: ZoneInfo) -> str:
    """Return a term as people read it; nothing is cut, for a reviewer agrees to all of it."""
    if value is None:
        return "-"
    if isinstance(value, date):
        return words.day(value, None, zone)
    if isinstance(value, Condition):
        return _condition_words(value, words, zone)
    several = value if isinstance(value, tuple | list) else (value,)
    return "; ".join(map(words.text, several)) or "-"


def _condition_words(condition: Condition, words: Translator, zone: ZoneInfo) -> str:
    text = words.text(condition.text)
    if condition.by is None:
        return text
    return words.say(M("{text}, by {day}", text=text, day=words.day(condition.by, None, zone)))


def from_to(name: str, old: Any, new: Any, words: Translator, context: Context) -> str:
    """Return how a term changes: `due Wed 2026-03-04 -> Fri 2026-03-06, +2 d`; `name` is a field's."""
    changed = f"{term_words(old, words, context.zone)} -> {term_words(new, words, context.zone)}"
    if name != "due":
        return f"{words.say(TERM_NAMES[name])}: {changed}"
    moved = f"{words.say(TERM_NAMES[name])} {changed}"
    if isinstance(old, date | datetime) and isinstance(new, date | datetime):
        moved += f", {days_between(old, new, context.zone):+d} d"
    return moved
