"""Promises as rows of a screen: what it is about, who owes whom, by when, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from promisectl.formats.list_fields import FIELDS, told
from promisectl.formats.phrases import proposed, within_words
from promisectl.formats.reader import Reader
from promisectl.formats.screen import Cell, Column, Part, Row, Table, cell, joined
from promisectl.formats.styles import Style
from promisectl.formats.translator import Translator
from promisectl.metrics.outcome import Outcome
from promisectl.metrics.view import View
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.promise import State


def title(day: date, zone: str, words: Translator, over: Sequence[str] = ()) -> Cell:
    """Return the left of a list's first line: the day and zone, and over what (a query, a person)."""
    return cell(" · ".join([f"{words.day(day)}, {zone}", *over]))


def count(listed: int, opened: int, what: Message | None, words: Translator, found: int | None = None) -> Cell:
    """Return the right of a list's first line: how many of how many open ones; `found` more than are listed."""
    if found is not None and found > listed:
        return cell(words.say(M("{count} of {found} listed, {total} open", count=listed, found=found, total=opened)))
    if what is not None:
        return cell(words.say(M("{count} {what} of {total} open", count=listed, what=words.say(what), total=opened)))
    return cell(words.say(M("{count} listed, {total} open", count=listed, total=opened)))


def promises_table(views: Sequence[View], reader: Reader, *, states: bool) -> Table:
    """Return a row a promise, with what was warned below it. `states` shows the state, else how late it is.

    Promises of several ledgers are shown with theirs.
    """
    several = len({view.promise.ledger for view in views}) > 1
    if reader.plain:
        return _fields(views, reader, several=several)
    say = reader.words.say
    columns = (
        Column(say(M("id")), "key"),
        Column(say(M("what")), "title"),
        Column(say(M("who owes whom")), "aside"),
        Column(say(M("ledger")), "aside"),
        Column(say(M("due")), "fact"),
        Column(say(M("state")), "fact"),
        Column("", "flags"),
    )
    return Table(columns, tuple(_row(view, reader, states=states, several=several) for view in views))


def chosen_table(views: Sequence[View], reader: Reader, columns: Sequence[str]) -> Table:
    """Return a row a promise with the fields that were asked for, under their headings."""
    say = reader.words.say
    heads = tuple(Column(say(FIELDS[name].heading), "title" if name == "what" else "fact") for name in columns)
    rows = tuple(Row(tuple(_chosen_cell(name, view, reader) for name in columns)) for view in views)
    return Table(heads, rows, headed=True)


def _chosen_cell(name: str, view: View, reader: Reader) -> Cell:
    if name == "id" and not reader.plain:
        return key_cell(reader.short(view.id))
    return cell(told(name, view, reader.words))


def _row(view: View, reader: Reader, *, states: bool, several: bool) -> Row:
    words = reader.words
    today = local_day(view.as_of, view.context.zone)
    due = words.day(view.due, today, view.context.zone) if view.due else within_words(view, words) or "-"
    standing = standing_cells(view, words) if states else (lateness_cell(view, words), Cell())
    ledger = cell(view.promise.ledger if several else "", "muted")
    named = (key_cell(reader.short(view.id)), cell(words.text(view.terms.what)), cell(who(view)), ledger)
    cells = (*named, cell(due), *standing)
    return Row(cells, tuple(remarks(view, reader)))


def _fields(views: Iterable[View], reader: Reader, *, several: bool) -> Table:
    """Return a row a promise, with everything that is heard of it: the whole id, the whole day."""
    say = reader.words.say
    names = (M("what"), M("id"), M("ledger"), M("performer"), M("customer"), M("due"), M("state"))
    return Table(
        tuple(Column(say(name)) for name in names), tuple(_heard(view, reader, several=several) for view in views)
    )


def _heard(view: View, reader: Reader, *, several: bool) -> Row:
    words = reader.words
    due = within_words(view, words)
    if view.due:
        due = words.day(view.due, None, view.context.zone)
    cells = (
        cell(words.text(view.terms.what)),
        cell(view.id),
        cell(view.promise.ledger if several else ""),
        cell(view.performer or ""),
        cell(view.customer or ""),
        cell(due),
        cell(standing_text(view, words)),
    )
    return Row(cells, tuple(remarks(view, reader)))


def key_cell(short: str) -> Cell:
    """Return a shortened id, set apart as a whole: fewer of its letters may be another promise's whole id."""
    return Cell((Part(short, "key"),))


def who(view: View) -> str:
    """Return who owes it to whom: `diego -> ana`."""
    return f"{view.performer or '?'} -> {view.customer or '?'}"


def standing_cells(view: View, words: Translator) -> tuple[Cell, Cell]:
    """Return the state, with how late it is, and what else holds of it."""
    if view.state is None:
        return cell(words.overlay("draft"), "muted"), Cell()
    flags = [cell(words.overlay(name), _FLAGS.get(name, "")) for name in view.overlays if name not in _SAID_ELSEWHERE]
    if view.state is State.ACCEPTED:
        if view.outcome not in (None, Outcome.KEPT_FIRST):
            flags.append(cell(words.outcome(str(view.outcome))))
        return cell(words.state(view.state), "kept"), joined(flags)
    return _state_cell(view, view.state, words), joined(flags)


def _state_cell(view: View, state: State, words: Translator) -> Cell:
    if state is State.PROMISED and "overdue" in view.overlays:
        return cell(f"{words.overlay('overdue')}, {lateness(view, words)}", "late")
    return cell(words.state(state))


_SAID_ELSEWHERE = frozenset({"overdue", "self", "proxy", "awaiting-acceptance"})
_FLAGS: dict[str, Style] = {
    "due-soon": "soon",
    "at-risk": "soon",
    "threatened": "soon",
    "unanswered": "soon",
    "renegotiating": "proposal",
}


def standing_text(view: View, words: Translator) -> str:
    """Return the state and its overlays in words, and how late it is."""
    return joined(standing_cells(view, words)).text


def lateness_cell(view: View, words: Translator) -> Cell:
    """Return how far the due is, styled by whether it is past."""
    soon = "due-soon" in view.overlays
    return cell(lateness(view, words), "late" if view.is_overdue else "soon" if soon else "")


def lateness(view: View, words: Translator) -> str:
    """Return how far the due is: `3 d late`, `today`, `in 2 d`."""
    days = view.days_left
    if view.state is None:
        return words.overlay("draft")
    if days is None:
        return words.state(view.state)
    if view.state is State.DELIVERED:
        return words.overlay("awaiting-acceptance")
    if view.is_overdue:
        return words.say(M("{days} d late", days=-days) if days < 0 else M("late since today"))
    if days < 0:
        return words.state(view.state)
    return words.say(M("in {days} d", days=days) if days else M("today"))


def remarks(view: View, reader: Reader) -> list[Cell]:
    """Return what was warned, what is proposed, and the chain of a threat."""
    warned = [cell(text, "soon") for text in _warned(view, reader.words)]
    proposed_ = [cell(text, "proposal") for text in _proposed(view, reader.words)]
    return [*warned, *proposed_, *_threatened(view, reader)]


def _warned(view: View, words: Translator) -> list[str]:
    if view.standing is None or view.state is not State.PROMISED:
        return []
    warned = view.standing.warned
    if warned is None:
        return []
    today = local_day(view.as_of, view.context.zone)
    text = words.lines(warned.note or warned.help or words.reason(warned.reason or ""))[0]
    day = words.day(local_day(warned.at, view.context.zone), today)
    line = words.say(M("warned {day}: {text}", day=day, text=text))
    if isinstance(warned.forecast, date):
        line += words.say(M("; expects {day}", day=words.day(warned.forecast, today)))
    return [line]


def _proposed(view: View, words: Translator) -> list[str]:
    if view.standing is None or view.standing.proposal is None or view.state is not State.PROMISED:
        return []
    proposer = view.standing.proposal.proposer
    return [words.say(M("{who} proposes {changes}", who=proposer, changes=proposed(view, words)))]


def _threatened(view: View, reader: Reader) -> list[Cell]:
    if view.threat is None:
        return []
    chain = " <- ".join(reader.short(name) for name in view.threat.chain)
    return [cell(reader.words.say(M("threatened by {chain}", chain=chain)), "soon")]
