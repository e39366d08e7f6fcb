"""A board: open promises as cards in columns, by state or by performer; what is late says so in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from promisectl.formats.reader import Reader
from promisectl.formats.screen import Board, Cell, Lane, Part, Screen, Section, cell, prose
from promisectl.formats.spoken_names import spoken_names
from promisectl.formats.styles import Style
from promisectl.metrics.view import View
from promisectl.model.folding import fold_name
from promisectl.model.message import M
from promisectl.model.promise import State
from promisectl.model.trouble import Trouble

KINDS = ("state", "person")
_STATES = (State.REQUESTED, State.OFFERED, State.PROMISED, State.DELIVERED)
MOST_CARDS = 12  # of a column; more is what `list` is for
Lanes = Sequence[tuple[str, list[View]]]


def columns_named(word: str) -> str:
    """Return what the columns are as it was typed, in any language; Trouble for anything else."""
    name = fold_name(word)
    spoken = {**spoken_names("field"), **spoken_names("grouping")}
    kind = {"performer": "person"}.get(spoken.get(name, name), spoken.get(name, name))
    if kind in KINDS:
        return kind
    raise Trouble(
        M("a board has no columns of “{name}”", name=word), help=M("use one of: {names}", names="state, person")
    )


def lanes_of(views: Iterable[View], kind: str) -> Lanes:
    """Return the columns with their promises: every open state in its order, or every performer by handle."""
    if kind == "state":
        by_state: dict[str, list[View]] = {state.value: [] for state in _STATES}
        for view in views:
            by_state[str(view.state)].append(view)
        return list(by_state.items())
    by_person: dict[str, list[View]] = {}
    for view in views:
        by_person.setdefault(view.performer or "-", []).append(view)
    return sorted(by_person.items())


def board_screen(lanes: Lanes, kind: str, reader: Reader, day: str, zone: str, over: Sequence[str]) -> Screen:
    """Return a board; empty columns of states stay, so that everybody finds them where they were."""
    words = reader.words
    title = cell(" · ".join([f"{words.day(date.fromisoformat(day))}, {zone}", *over]))
    total = sum(len(cards) for _, cards in lanes)
    if not total:
        return Screen(title, sections=(Section((prose(words.say(M("nothing is open"))),)),))
    count = cell(words.say(M("{count} open", count=total)))
    made = tuple(_lane(name, cards, kind, reader) for name, cards in lanes)
    return Screen(title, count, (Section((Board(made),)),))


def _lane(name: str, cards: list[View], kind: str, reader: Reader) -> Lane:
    heading = reader.words.state(name) if kind == "state" else name
    shown = [_card(view, kind, reader) for view in cards[:MOST_CARDS]]
    more = len(cards) - MOST_CARDS
    if more > 0:
        shown.append(cell(reader.words.say(M("and {count} more", count=more)), "muted"))
    return Lane(cell(f"{heading} ({len(cards)})"), tuple(shown))


def _card(view: View, kind: str, reader: Reader) -> Cell:
    what = view.terms.what if isinstance(view.terms.what, str) else view.id
    who = view.performer if kind == "state" else str(reader.words.state(str(view.state)))
    parts = [Part(reader.short(view.id), "key"), Part(f" {what}"), Part(f" · {who or '-'}", "muted")]
    return Cell((*parts, *_when(view, reader)))


def _when(view: View, reader: Reader) -> list[Part]:
    words, days = reader.words, view.days_left
    if view.is_overdue and days is not None and days < 0:
        return [Part(f" · {words.say(M('{days} d late', days=-days))}", "late")]
    if view.due is None:
        return []
    style: Style = "soon" if "due-soon" in view.overlays else "muted"
    return [Part(f" · {words.day(view.due)}", style)]
