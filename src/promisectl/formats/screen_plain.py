"""A screen as plain lines, for a pipe or a file: no box, no colour, nothing cut, nothing wrapped.

Columns are aligned; where that would take more than 40 spaces in a row, a line goes its own way. Rich is not imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from promisectl.formats.columns import MOST_PADDING, padded, put_right, width
from promisectl.formats.gauges import GAUGE_WIDTH, axis, drawn
from promisectl.formats.glyphs import Glyphs
from promisectl.formats.screen import (
    Bar,
    Block,
    Board,
    Branch,
    Cell,
    Code,
    Column,
    Commands,
    Interval,
    Prose,
    Row,
    Screen,
    Sides,
    Table,
)
from promisectl.formats.screen_fit import merged, widths
from promisectl.model.visible_text import escape_line

T = TypeVar("T")

TITLE_WIDTH = 80
_GAP = "  "


def plain_text(screen: Screen, glyphs: Glyphs) -> list[str]:
    """Return the lines of a screen."""
    lines = _title(screen)
    for section in screen.sections:
        if lines and not section.close:
            lines.append("")
        if section.heading is not None:
            lines.append(escape_line(section.heading.text))
        for block in section.blocks:
            lines += _block(block, glyphs)
    return lines


def _title(screen: Screen) -> list[str]:
    left = escape_line(screen.title.text) if screen.title else ""
    right = escape_line(screen.count.text) if screen.count else ""
    if not right:
        return [left] if left else []
    gap = min(MOST_PADDING, max(len(_GAP), TITLE_WIDTH - width(left) - width(right)))
    return [left + " " * gap + right]


def _block(block: Block, glyphs: Glyphs) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table(merged(block), glyphs)
    elif isinstance(block, Prose):
        yield " " * block.indent + escape_line(block.cell.text)
    elif isinstance(block, Branch):
        yield from _branch(block, glyphs, " " * block.indent)
    elif isinstance(block, Sides):
        yield from [*_side(block.left, glyphs), "", *_side(block.right, glyphs)]
    elif isinstance(block, Board):
        yield from _board(block)
    else:
        yield from _lines(block)


def _side(screen: Screen, glyphs: Glyphs) -> list[str]:
    """Return one side, its title underlined: nothing else tells where it begins."""
    title = escape_line(screen.title.text) if screen.title else ""
    return [title, glyphs.line * width(title), *plain_text(replace(screen, title=None), glyphs)]


def _board(board: Board) -> Iterator[str]:
    """Yield one lane below the other."""
    for place, lane in enumerate(board.lanes):
        if place:
            yield ""
        yield escape_line(lane.heading.text)
        yield from (f"{_GAP}{escape_line(card.text)}" for card in lane.cards)


def _lines(block: Code | Commands) -> Iterator[str]:
    for line in block.lines:
        yield (" " * block.indent + escape_line(line)).rstrip()


def _branch(branch: Branch, glyphs: Glyphs, indent: str) -> Iterator[str]:
    yield indent + escape_line(branch.label.text)
    for each in branch.below:
        first, *rest = _branch(each, glyphs, "")
        yield f"{indent}{glyphs.corner}{glyphs.line} {first}"
        yield from (f"{indent}   {line}" for line in rest)


def _table(table: Table, glyphs: Glyphs) -> Iterator[str]:
    every = widths(table, width)
    shown = [place for place, wide in enumerate(every) if wide]
    columns, wide = _at(shown, table.columns), _at(shown, every)
    indent = " " * table.indent
    if table.headed and table.rows:
        heads = [_heading(column) for column in columns]
        yield _line(indent, heads, columns, wide)
    below = indent + " " * _start(columns, wide)
    for row in table.rows:
        yield _line(indent, _texts(row, shown, glyphs), columns, wide)
        yield from _below(row, below)


def _at(places: Sequence[int], values: Sequence[T]) -> list[T]:
    return [values[place] for place in places]


def _below(row: Row, indent: str) -> Iterator[str]:
    """Yield the remarks that stand below a row."""
    for remark in row.below:
        yield indent + escape_line(remark.text)


def _texts(row: Row, places: Sequence[int], glyphs: Glyphs) -> list[str]:
    return [_text(row.cells[place], glyphs) for place in places]


def _start(columns: Sequence[Column], wide: Sequence[int]) -> int:
    """Return how far the title stands from the left: what stands below begins there."""
    at = 0
    for column, each in zip(columns, wide, strict=True):
        if column.role == "title":
            return at
        at += each + len(_GAP)
    return len(_GAP)


def _heading(column: Column) -> str:
    return axis(GAUGE_WIDTH) if column.role == "gauge" and not column.heading else escape_line(column.heading)


def _text(content: Cell | Interval | Bar, glyphs: Glyphs) -> str:
    return escape_line(content.text) if isinstance(content, Cell) else drawn(content, GAUGE_WIDTH, glyphs)


def _line(indent: str, texts: Sequence[str], columns: Sequence[Column], wide: Sequence[int]) -> str:
    cells = [
        (put_right if column.role == "number" else padded)(text, each)
        for text, column, each in zip(texts, columns, wide, strict=True)
    ]
    return (indent + _GAP.join(cells)).rstrip()
