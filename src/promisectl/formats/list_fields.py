"""Fields of a list: what `--columns` shows of a promise and `--sort` puts in order. A new one is a row of FIELDS.

They are named as the fields of a query, and may be typed as the screen says them in any language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from promisectl.formats.promises_json import plain
from promisectl.formats.spoken_names import spoken_names
from promisectl.formats.translator import Translator
from promisectl.metrics.view import View
from promisectl.model.folding import fold_name
from promisectl.model.languages import LANGUAGES
from promisectl.model.message import M, Message
from promisectl.model.nearest import did_you_mean
from promisectl.model.promise import State
from promisectl.model.trouble import Trouble

_STATES = tuple(State)


@dataclass(frozen=True, slots=True)
class ListField:
    """A field: its heading, its value in a promise, and the kind of names its words have for people, if any."""

    heading: Message
    value: Callable[[View], Any]
    kind: str | None = None


FIELDS: dict[str, ListField] = {
    "id": ListField(M("id"), lambda view: view.id),
    "what": ListField(M("what"), lambda view: view.terms.what),
    "performer": ListField(M("performer"), lambda view: view.performer),
    "customer": ListField(M("customer"), lambda view: view.customer),
    "state": ListField(M("state"), lambda view: view.state, "state"),
    "class": ListField(M("class"), lambda view: view.outcome, "fate"),
    "is": ListField(M("overlays"), lambda view: view.overlays, "overlay"),
    "due": ListField(M("due"), lambda view: view.due),
    "first-due": ListField(M("first due"), lambda view: view.first_due),
    "days-left": ListField(M("days left"), lambda view: view.days_left),
    "revisions": ListField(M("revisions"), lambda view: view.revisions),
    "agreed": ListField(M("agreed"), lambda view: view.agreed_at),
    "closed": ListField(M("closed"), lambda view: view.closed_at if view.standing else None),
    "age": ListField(M("age"), lambda view: view.age_days),
    "waiting-for": ListField(M("waits for"), lambda view: view.waiting_for),
    "ledger": ListField(M("ledger"), lambda view: view.promise.ledger),
    "service": ListField(M("service"), lambda view: view.promise.file.service),
    "priority": ListField(M("priority"), lambda view: view.promise.file.priority),
    "tag": ListField(M("tags"), lambda view: view.promise.file.tags),
    "serves": ListField(M("serves"), lambda view: view.promise.file.serves),
    "path": ListField(M("file"), lambda view: view.promise.path),
}


def field_named(word: str) -> str:
    """Return the name of a field as it was typed, in any language; Trouble for one that a list has not."""
    spoken = _spoken()
    key = spoken.get(fold_name(word), fold_name(word))
    if key in FIELDS:
        return key
    raise Trouble(
        M("a list has no column “{name}”", name=word),
        help=did_you_mean(word, FIELDS, kind="field", spoken=spoken),
    )


def _spoken() -> dict[str, str]:
    """Return fields by what the screens call them, as names and as headings, in every language."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        words = Translator(language)
        found |= {fold_name(words.say(field.heading)): key for key, field in FIELDS.items()}
    return found | dict(spoken_names("field")) | {key: key for key in FIELDS}


def in_order(views: Iterable[View], keys: Sequence[str]) -> list[View]:
    """Return promises sorted by fields, the first one first; `-due` is from the end. What has no value stands last."""
    found = list(views)
    for key in reversed(keys):
        value = FIELDS[field_named(key.removeprefix("-"))].value
        known = [view for view in found if value(view) not in (None, ())]
        unknown = [view for view in found if value(view) in (None, ())]
        known.sort(key=lambda view, value=value: _sortable(value(view)), reverse=key.startswith("-"))  # type: ignore[misc]
        found = [*known, *unknown]
    return found


def _sortable(value: Any) -> Any:
    """Return a value as it is put in order: states as the law has them, dates and words as text."""
    if isinstance(value, State):
        return _STATES.index(value)
    return value if isinstance(value, int) else str(plain(value))


def told(name: str, view: View, words: Translator) -> str:
    """Return a field of a promise for people: names in their language, days with their weekday."""
    field = FIELDS[name]
    value = field.value(view)
    if isinstance(value, date):
        return words.day(value, None, view.context.zone)
    entries = value if isinstance(value, tuple) else () if value is None else (value,)
    return ", ".join(words.name(field.kind, str(entry)) if field.kind else words.text(entry) for entry in entries)


def raw(name: str, view: View) -> object:
    """Return a field of a promise as a spreadsheet reads it."""
    return plain(FIELDS[name].value(view))
