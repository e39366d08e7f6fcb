"""Lists as screens: promises under one first line, drafts apart; and `status`, which is several lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from promisectl.formats.promises_screen import chosen_table, count, promises_table, title
from promisectl.formats.reader import Reader
from promisectl.formats.screen import Block, Cell, Row, Screen, Section, Table, cell, prose
from promisectl.metrics.view import View
from promisectl.model.message import M, Message

MOST_OF_A_SECTION = 10  # promises of a section of `status`: more is what `list` is for


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its promises, what they are (None: they are listed), over what, and how many are open in all.

    `columns` are the fields to show where some were asked for, `found` how many there are where not all are listed.
    """

    views: Sequence[View]
    what: Message | None
    day: date
    zone: str
    opened: int
    states: bool
    over: tuple[str, ...] = ()
    empty: Message | None = None
    instead: Message | None = None
    quiet: bool = False
    columns: Sequence[str] = ()
    found: int | None = None


def list_screen(listed: Listed, reader: Reader, remark: Callable[[View], Cell] | None = None) -> Screen:
    """Return a list; where nothing is in it, what is there instead. `remark` says below a promise what is wanted."""
    spoken, drafts = (listed.views, []) if listed.columns else _spoken_and_drafts(listed.views)
    sections: list[Section] = []
    if spoken:
        sections.append(Section((_spoken(spoken, listed, reader, remark),), close=True))
    if drafts:
        sections.append(_drafts(drafts, listed, reader))
    if reader.plain or not listed.quiet:
        sections += _instead(listed, reader)
    if reader.plain or listed.quiet:
        return Screen(sections=tuple(sections))
    top = title(listed.day, listed.zone, reader.words, listed.over)
    return Screen(top, count(len(spoken), listed.opened, listed.what, reader.words, listed.found), tuple(sections))


def _spoken_and_drafts(views: Sequence[View]) -> tuple[list[View], list[View]]:
    return [view for view in views if view.state is not None], [view for view in views if view.state is None]


def _spoken(views: Sequence[View], listed: Listed, reader: Reader, remark: Callable[[View], Cell] | None) -> Table:
    if listed.columns:
        return chosen_table(views, reader, listed.columns)
    table = promises_table(views, reader, states=listed.states)
    if remark is None:
        return table
    return with_below(table, [remark(view) for view in views])


def _instead(listed: Listed, reader: Reader) -> list[Section]:
    """Return that nothing is listed, and what is there instead; nothing where something is."""
    if listed.views:
        return []
    said = [message for message in (listed.empty, listed.instead) if message is not None]
    return [Section(tuple(prose(reader.words.say(message), indent=2) for message in said), close=True)]


def _drafts(views: Sequence[View], listed: Listed, reader: Reader) -> Section:
    heading = reader.words.say(M("Drafts: nothing was said yet ({count})", count=len(views)))
    return Section((promises_table(views, reader, states=listed.states),), cell(heading, "head"))


# In the order of reading: the heading, and the command that lists all of it.
SECTIONS: dict[str, tuple[Message, str]] = {
    "you_owe": (M("You owe"), "promisectl list state:promised performer:{me}"),
    "owed_to_you": (M("Owed to you"), "promisectl list state:promised customer:{me}"),
    "waiting_for_you": (M("Waits for your word"), "promisectl inbox {me}"),
    "unanswered": (M("Your words that wait for an answer"), "promisectl list person:{me}"),
    "owed": (M("Owed"), "promisectl list state:promised"),
    "waiting": (M("Waiting for a word"), "promisectl inbox all"),
    "drafts": (M("Drafts: nothing was said yet"), "promisectl list is:draft"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """Where `me` stands: promises by what they mean to me; None where nobody knows who looks."""

    sections: Mapping[str, Sequence[View]]
    me: str | None
    day: date
    zone: str
    opened: int
    overdue: int


def status_screen(status: Status, reader: Reader, asked: Callable[[View], Cell]) -> Screen:
    """Return what I owe, what I am owed, what waits for my word; `asked` says the word that a promise waits for."""
    say = reader.words.say
    over = [status.me] if status.me else []
    sections = [
        _section(name, status.sections[name], status, reader, asked) for name in SECTIONS if status.sections.get(name)
    ]
    if not sections:
        sections.append(Section(tuple(_nothing(status, reader))))
    if status.me is None:
        sections.append(Section((prose(say(M("Who are you? Add --by HANDLE to see what you owe."))),)))
    return Screen(
        title(status.day, status.zone, reader.words, over),
        count(status.overdue, status.opened, M("overdue"), reader.words),
        tuple(sections),
    )


def _section(
    name: str, views: Sequence[View], status: Status, reader: Reader, asked: Callable[[View], Cell]
) -> Section:
    heading, command = SECTIONS[name]
    table = promises_table(views[:MOST_OF_A_SECTION], reader, states=True)
    if name in ("waiting_for_you", "waiting"):
        table = with_below(table, [asked(view) for view in views[:MOST_OF_A_SECTION]])
    if name == "drafts":
        table = with_below(table, [_to_open(view, reader) for view in views[:MOST_OF_A_SECTION]])
    blocks: list[Block] = [table]
    more = len(views) - MOST_OF_A_SECTION
    if more > 0:
        listing = command.format(me=status.me)
        blocks.append(
            prose(reader.words.say(M("and {count} more: `{command}`", count=more, command=listing)), indent=2)
        )
    return Section(tuple(blocks), cell(f"{reader.words.say(heading)} ({len(views)})", "head"))


def _to_open(view: View, reader: Reader) -> Cell:
    """Return what opens a draft."""
    return cell(reader.words.say(M("to say it: promisectl open {id}", id=reader.short(view.id))))


def with_below(table: Table, sentences: Sequence[Cell]) -> Table:
    """Return a table with one more sentence below each row that has one."""
    rows = tuple(
        Row(row.cells, (*row.below, sentence) if sentence else row.below)
        for row, sentence in zip(table.rows, sentences, strict=True)
    )
    return replace(table, rows=rows)


def _nothing(status: Status, reader: Reader) -> Iterator[Block]:
    say = reader.words.say
    if status.me and status.opened:
        yield prose(say(M("Nothing of yours is open; of others {count}: `promisectl list`", count=status.opened)))
    else:
        yield prose(say(M("Nothing is open. To ask for something: promisectl request PERSON WHAT WHEN")))
