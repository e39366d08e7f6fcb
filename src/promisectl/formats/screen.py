"""Screen: what a person is shown, as a value: a title line, sections of blocks, notes, the next commands.

People get wrong where a screen ends: it knows names of styles, kinds of cells and what may stand below what, and
neither widths nor colours nor marks of Markdown. A renderer has those: `screen_rich` for a terminal, `screen_plain` for
a pipe, `screen_fields` for `--plain`, `screen_markdown` for pages. Text from ledgers may be put into a Part as it is:
every renderer makes it harmless.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from promisectl.formats.styles import Style


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text in one style."""

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column, or a sentence: parts one after the other."""

    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(part.text for part in self.parts)

    def __bool__(self) -> bool:
        return any(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Interval:
    """A share between the ends of its interval, all from 0 to 1: drawn on an axis from 0 to 100 %."""

    low: float
    share: float
    high: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A share from 0 to 1, drawn as a bar from the left."""

    share: float


Content = Cell | Interval | Bar
# key, fact: short, in line while anything is; title: wraps at words; aside: goes below first;
# flags: an aside that continues the column before it; gauge: a drawing of numbers that stand beside it;
# extra: a fact that may be left out where a table says how many columns more there are.
Role = Literal["key", "title", "fact", "number", "aside", "flags", "gauge", "extra"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, which names the field under `--plain`, and what may happen to it where room is short."""

    heading: str
    role: Role = "fact"


@dataclass(frozen=True, slots=True)
class Row:
    """One content a column, and sentences that stand below, where the title begins."""

    cells: tuple[Content, ...]
    below: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in columns. `headed` shows the headings; a list has none, since its columns speak for themselves.

    Where a title would have fewer columns than `least_title`, others make room for it. `more` says that `{count}`
    columns were left out, and where they are.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    headed: bool = False
    indent: int = 2
    least_title: int = 40
    more: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A sentence, wrapped at words; `label` names the field under `--plain`."""

    cell: Cell
    label: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """Lines shown as they are: an example, a change of a file."""

    lines: tuple[str, ...]
    label: str = ""
    indent: int = 4


@dataclass(frozen=True, slots=True)
class Commands:
    """Commands to paste, one a line, likeliest first."""

    lines: tuple[str, ...]
    label: str = ""
    indent: int = 2


@dataclass(frozen=True, slots=True)
class Branch:
    """A tree: a label, and what hangs below it."""

    label: Cell
    below: tuple[Branch, ...] = ()
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Sides:
    """Two screens of one thing: beside each other where there is room, else one after the other."""

    left: Screen
    right: Screen


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of a board: its heading, and its cards, the first at the top."""

    heading: Cell
    cards: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Lanes beside each other where there is room for all, else one below the other."""

    lanes: tuple[Lane, ...]


Block = Table | Prose | Code | Commands | Branch | Sides | Board


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading, or under none. A `close` one stands directly below what is before it."""

    blocks: tuple[Block, ...]
    heading: Cell | None = None
    close: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """A whole screen. `title` says what, when and over what; `count`, at the right of it, how many."""

    title: Cell | None = None
    count: Cell | None = None
    sections: tuple[Section, ...] = ()


def cell(text: str, style: Style = "") -> Cell:
    """Return a cell of one part."""
    return Cell((Part(text, style),))


def joined(cells: Iterable[Cell], between: str = ", ") -> Cell:
    """Return cells as one, with a text between those that say anything."""
    parts: list[Part] = []
    for each in cells:
        if each and parts:
            parts.append(Part(between))
        parts += each.parts if each else ()
    return Cell(tuple(parts))


def prose(text: str, style: Style = "", label: str = "", indent: int = 0) -> Prose:
    """Return a sentence in one style."""
    return Prose(cell(text, style), label, indent)


def facts(rows: Iterable[tuple[str, Content]], indent: int = 2) -> Table:
    """Return labels with what belongs to them, below each other."""
    columns = (Column("", "key"), Column("", "title"))
    return Table(columns, tuple(Row((cell(label, "muted"), content)) for label, content in rows), indent=indent)
