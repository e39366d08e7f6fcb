"""Fitting: what of a table stands in line where a terminal is so wide, and what goes below.

The title of a promise is the promise: it wraps at words, and people and flags make room for it before it has to. First
what is aside goes below, then the facts too; a table without a title is turned, one block a row. Nothing is left out
but a gauge, whose numbers stand beside it. What left a heading takes its name along: a bare number below says nothing.
Source: screens.md, 2 and 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from promisectl.formats.gauges import GAUGE_WIDTH, LEAST_GAUGE
from promisectl.formats.screen import Bar, Cell, Column, Content, Interval, Role, Row, Table, cell, joined

Measure = Callable[[str], int]
GAP = 2
_LEAST = 8  # of a title where the terminal is narrower than anybody's


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of columns in line with their widths, and the places of those below.

    `turned`: one block a row; `left_out`: how many columns are named only.
    """

    inline: tuple[int, ...]
    widths: tuple[int, ...]
    below: tuple[int, ...] = ()
    turned: bool = False
    left_out: int = 0

    def start(self, columns: Sequence[Column], indent: int) -> int:
        """Return the column in which what stands below begins: that of the title."""
        at = indent
        for place, wide in zip(self.inline, self.widths, strict=True):
            if columns[place].role == "title":
                return at
            at += wide + GAP
        return indent + GAP


def merged(table: Table) -> Table:
    """Return a table whose flags continue the column before them."""
    places = [place for place, column in enumerate(table.columns) if column.role == "flags"]
    for place in reversed(places):
        columns = (*table.columns[:place], *table.columns[place + 1 :])
        table = replace(table, columns=columns, rows=tuple(_merged(row, place) for row in table.rows))
    return table


def _merged(row: Row, place: int) -> Row:
    before, flags = row.cells[place - 1], row.cells[place]
    both = joined((before, flags)) if isinstance(before, Cell) and isinstance(flags, Cell) else before
    return Row((*row.cells[: place - 1], both, *row.cells[place + 1 :]), row.below)


def fit(table: Table, width: int, measure: Measure) -> tuple[Table, Layout]:
    """Return a table, its flags merged where they stay in line, and how it fits into so many columns."""
    whole = merged(table)
    layout = _layout(whole, (), width, measure)
    if layout is not None:
        return whole, layout
    gone: tuple[tuple[Role, ...], ...] = (("aside", "flags"), ("aside", "flags", "fact", "number"))
    if any(column.role == "title" for column in table.columns):
        for shown, roles in zip((table, whole), gone, strict=True):
            layout = _layout(shown, roles, width, measure)
            if layout is not None:
                return shown, layout
        return whole, _narrowest(whole, gone[-1], width, measure)
    fewer = _fewer(whole, width, measure) if whole.more else None
    if fewer is not None:
        return whole, fewer
    everything = tuple(range(len(whole.columns)))
    return whole, Layout(everything, tuple(0 for _ in everything), turned=True)


def _layout(table: Table, gone: Sequence[Role], width: int, measure: Measure) -> Layout | None:
    """Return how a table fits with these roles below, None where its title would have too little room."""
    wide = widths(table, measure)
    shown = _shown(table, wide)
    inline = [place for place in shown if table.columns[place].role not in gone]
    below = tuple(place for place in shown if table.columns[place].role in gone)
    under = _below(table, below, measure)
    for places in (inline, _without_gauges(table, inline)):
        room = _room(table, wide, places, width)
        if room >= _wanted(table, wide, places):
            return Layout(tuple(places), _widths(table, wide, places, room, under), below)
    return None


def _shown(table: Table, wide: Sequence[int]) -> list[int]:
    """Return the places of the columns in which anything stands; a title always does."""
    return [place for place, column in enumerate(table.columns) if wide[place] or column.role == "title"]


def _without_gauges(table: Table, places: Sequence[int]) -> list[int]:
    return [place for place in places if table.columns[place].role != "gauge"]


def _room(table: Table, wide: Sequence[int], places: Sequence[int], width: int) -> int:
    """Return how many columns are left for a title."""
    return width - table.indent - sum(_fixed(table, wide, places)) - GAP * (len(places) - 1)


def _wanted(table: Table, wide: Sequence[int], places: Sequence[int]) -> int:
    """Return how many columns a title wants at least: all of them, or so many that it wraps well."""
    titles = (wide[place] for place in places if table.columns[place].role == "title")
    return min(next(titles, 0), table.least_title)


def _fewer(table: Table, width: int, measure: Measure) -> Layout | None:
    """Return as many columns as fit, the first ones first; None where not even those fit that are never left out."""
    wide = widths(table, measure)
    shown = _shown(table, wide)
    inline = list(shown)
    while _line(wide, inline) > width - table.indent:
        if table.columns[inline[-1]].role != "extra":
            return None
        inline.pop()
    kept = tuple(wide[place] for place in inline)
    return Layout(tuple(inline), kept, left_out=len(shown) - len(inline))


def _line(wide: Sequence[int], places: Sequence[int]) -> int:
    """Return how wide a line of these columns is."""
    return sum(wide[place] for place in places) + GAP * (len(places) - 1)


def _narrowest(table: Table, gone: Sequence[Role], width: int, measure: Measure) -> Layout:
    """Return keys and title alone in line, however narrow."""
    wide = widths(table, measure)
    shown = _without_gauges(table, _shown(table, wide))
    inline = [place for place in shown if table.columns[place].role not in gone]
    below = tuple(place for place in shown if table.columns[place].role in gone)
    room = max(_LEAST, _room(table, wide, inline, width))
    return Layout(tuple(inline), _widths(table, wide, inline, room, room), below)


def _fixed(table: Table, wide: Sequence[int], places: Sequence[int]) -> Iterator[int]:
    for place in places:
        if table.columns[place].role == "gauge":
            yield LEAST_GAUGE
        elif table.columns[place].role != "title":
            yield wide[place]


def _below(table: Table, places: Sequence[int], measure: Measure) -> int:
    """Return how wide the widest line is of what went below: it has the room of the title."""
    lines = (under(table, row, places) for row in table.rows)
    return max((measure(line.text) + GAP for line in lines if line), default=0)


def under(table: Table, row: Row, places: Sequence[int]) -> Cell:
    """Return what of a row went below its title: asides speak for themselves, all else is named by its heading."""
    found = [_named(row.cells[place], table.columns[place], table) for place in places]
    return joined(filter(None, found), "  ")


def _named(content: Content, column: Column, table: Table) -> Cell:
    """Return a cell with the heading that it left; nothing where nothing stands, or a drawing."""
    if not isinstance(content, Cell) or not content:
        return Cell()
    speaks = column.role in ("aside", "flags")
    if speaks or not table.headed or not column.heading:
        return content
    return joined((cell(column.heading, "head"), content), ": ")


def _widths(table: Table, wide: Sequence[int], places: Sequence[int], room: int, below: int) -> tuple[int, ...]:
    """Return the widths in line: the title takes what is left, a gauge what the title leaves."""
    title = next((max(wide[place], below) for place in places if table.columns[place].role == "title"), 0)
    own = {"title": min(title, room), "gauge": min(GAUGE_WIDTH, LEAST_GAUGE + max(0, room - title))}
    return tuple(own.get(table.columns[place].role, wide[place]) for place in places)


def widths(table: Table, measure: Measure) -> list[int]:
    """Return how wide each column is; 0 for one in which nothing stands."""
    found = []
    for place, column in enumerate(table.columns):
        widest = max((_wide(row.cells[place], measure) for row in table.rows), default=0)
        found.append(max(widest, measure(column.heading)) if widest and table.headed else widest)
    return found


def _wide(content: Content, measure: Measure) -> int:
    return GAUGE_WIDTH if isinstance(content, Interval | Bar) else measure(content.text)
