"""Rows of agendas: promises by whom they are made to and when they are due, with what is to be said of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from promisectl.lifecycle.standing import Warned
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.moment import deadline
from promisectl.reports.audiences import is_to_customers
from promisectl.reports.report import Cell, Column, Table

Say = Callable[[View], Message | str | None]
_COLUMNS = (
    Column("id", M("id"), "id"),
    Column("what", M("what"), "words"),
    Column("who", M("who owes whom"), "pair"),
    Column("due", M("due"), "day"),
    Column("note", M("note"), "aside"),
)


def promise_table(key: str, title: Message, views: Iterable[View], say: Say | None = None) -> Table:
    """Return promises as a table of an agenda, those to customers first, then by due; empty where there are none."""
    rows = tuple(_row(view, say) for view in customers_first(views))
    return Table(key, _COLUMNS, rows, title)


def customers_first(views: Iterable[View]) -> list[View]:
    """Return promises to customers outside before all others, each by due, then id."""
    return sorted(views, key=_turn)


def _turn(view: View) -> tuple[bool, bool, float, str]:
    """Return what comes first: a day and an instant are compared by when they end, whatever offset it is written in."""
    end = deadline(view.due, view.context.zone).timestamp() if view.due is not None else 0.0
    return not is_to_customers(view), view.due is None, end, view.id


def _row(view: View, say: Say | None) -> tuple[Cell, ...]:
    what = view.terms.what if isinstance(view.terms.what, str) else None
    pair = f"{view.performer or '-'} → {view.customer or '-'}"
    return view.id, what, pair, view.due, say(view) if say is not None else None


def lateness(view: View) -> Message | None:
    """Say by how many days an overdue promise is late."""
    days = view.days_left
    return M("{days} d late", days=-days) if days is not None and days < 0 else None


def warned(view: View) -> Message | None:
    """Say what was warned: why, what is expected, what would help."""
    standing = view.standing
    if standing is None or standing.warned is None:
        return None
    words, expects = _words(standing.warned), _expects(standing.warned)
    if words is None or expects is None:
        return words or expects
    return M("{words}; {expects}", words=words, expects=expects)


def _words(warned: Warned) -> Message | None:
    """Return why, and what help is wanted, in the words of whoever warned."""
    told = [part for part in (warned.note, warned.help) if isinstance(part, str)]
    return M("{words}", words="; ".join(told)) if told else None


def _expects(warned: Warned) -> Message | None:
    if warned.forecast == "unknown":
        return M("nobody knows yet when")
    return M("expects {on}", on=warned.forecast) if warned.forecast is not None else None
