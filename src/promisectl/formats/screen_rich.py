"""A screen on a terminal: Rich's tables, text and trees, as wide as the terminal, in named styles.

Text of others is put into `Text`, never into markup, so that `[bold]` and `:smile:` stay what they are. Commands to
paste are broken only where a shell reads on: before a backslash at the end of a line.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from promisectl.formats.gauges import LEAST_GAUGE, axis, drawn
from promisectl.formats.glyphs import Glyphs
from promisectl.formats.screen import (
    Block,
    Board,
    Branch,
    Cell,
    Code,
    Commands,
    Content,
    Prose,
    Row,
    Screen,
    Section,
    Sides,
    Table,
    cell,
    facts,
    joined,
)
from promisectl.formats.screen_fit import GAP, Layout, fit, under
from promisectl.formats.styles import STYLES
from promisectl.model.visible_text import escape_line

_MEASURING = Console(file=io.StringIO(), width=80, _environ={})
LEAST_LANE = 14  # columns that a card needs at least
SIDE_BY_SIDE = 100  # columns from which two screens stand beside each other
_WALL = "  | "  # of a box: its left edge, a row, the wall between columns, its right edge
_UNBROKEN = "\ue000"  # a space between a number and its unit, a weekday and its day, where no line is broken
_OF_NUMBERS = re.compile(r"(?<=\d) (?=%|d\b)|(?<=\b\w{3}) (?=\d\d(?:\d\d-\d\d)?-\d\d)")
_TRAILING = re.compile(r"(?:[ ]|\x1b\[[\d;]*m)+$", re.MULTILINE)


def terminal_text(screen: Screen, width: int, glyphs: Glyphs, *, colour: bool) -> str:
    """Return a screen as a terminal shows it, at most so many columns wide."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=True,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    for renderable in renderables(screen, width, glyphs):
        console.print(renderable, overflow="fold")
    return _TRAILING.sub(lambda end: end[0].replace(" ", ""), out.getvalue()).rstrip("\n").replace(_UNBROKEN, " ")


def renderables(screen: Screen, width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
    """Yield what Rich prints of a screen."""
    begun = False
    if screen.title or screen.count:
        yield from _title(screen, width)
        begun = True
    for section in screen.sections:
        if begun and not section.close:
            yield Text("")
        begun = True
        yield from _section(section, width, glyphs)


def _section(section: Section, width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
    if section.heading is not None:
        yield text(section.heading, "head")
    for block in section.blocks:
        yield from _block(block, width, glyphs)


def _title(screen: Screen, width: int) -> Iterator[RenderableType]:
    left = text(screen.title or Cell(), "head")
    right = text(screen.count or Cell())
    if left.cell_len + GAP + right.cell_len > width:
        yield left
        if right:
            yield Padding(right, (0, 0, 0, GAP), expand=False)
        return
    grid = Grid.grid(expand=True)
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_row(left, right)
    yield grid


def text(content: Cell, style: str = "") -> Text:
    """Return a cell as Rich's text: harmless, and never read as markup."""
    whole = Text(style=style and STYLES[style], overflow="fold")  # type: ignore[index]
    for part in content.parts:
        whole.append(_OF_NUMBERS.sub(_UNBROKEN, escape_line(part.text)), STYLES[part.style] or None)
    return whole


def _block(block: Block, width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
    if isinstance(block, Table):
        yield from _table(block, width, glyphs)
    elif isinstance(block, Prose):
        yield _indented(text(block.cell), block.indent)
    elif isinstance(block, Commands):
        for line in block.lines:
            yield from _command(line, block.indent, width)
    elif isinstance(block, Code):
        for line in block.lines:
            yield _indented(Text(escape_line(line), overflow="fold"), block.indent)
    elif isinstance(block, Sides):
        yield from _sides(block, width, glyphs)
    elif isinstance(block, Board):
        yield from _board(block, width)
    else:
        yield _tree(block)


def _indented(content: Text, indent: int) -> RenderableType:
    return Padding(content, (0, 0, 0, indent), expand=False) if indent else content


def _command(line: str, indent: int, width: int) -> Iterator[RenderableType]:
    """Yield a command; one that is too long is broken between words, as a shell reads it: with a backslash."""
    pieces = _broken(escape_line(line).split(" "), width - indent - 2 * GAP)
    for place, piece in enumerate(pieces):
        end = " \\" if place < len(pieces) - 1 else ""
        shown = Text(piece + end, STYLES["command"], overflow="fold")
        yield _indented(shown, indent if place == 0 else indent + GAP)


def _broken(words: Sequence[str], room: int) -> list[str]:
    """Return words as lines of at most so many columns, but for a word that is wider."""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and cell_len(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _tree(branch: Branch) -> RenderableType:
    from rich.tree import Tree

    tree = Tree(text(branch.label))
    _grow(tree, branch.below)
    return tree


def _grow(tree: object, branches: Iterable[Branch]) -> None:
    for branch in branches:
        _grow(tree.add(text(branch.label)), branch.below)  # type: ignore[attr-defined]


def _sides(sides: Sides, width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
    if width < SIDE_BY_SIDE:
        yield from renderables(sides.left, width, glyphs)
        yield Text("")
        yield from renderables(sides.right, width, glyphs)
        return
    from rich.box import Box
    from rich.console import Group

    room = (width - len(_WALL)) // 2
    wall = _WALL.replace("|", glyphs.wall)
    board = Grid(box=Box("\n".join([wall] * 8) + "\n"), show_header=False, show_edge=False, pad_edge=False)
    for _ in range(2):
        board.add_column(width=room)
    board.add_row(*(Group(*renderables(side, room, glyphs)) for side in (sides.left, sides.right)))
    yield board


def _stacked(board: Board) -> Iterator[RenderableType]:
    """Yield one lane below the other."""
    for lane in board.lanes:
        yield text(lane.heading, "head")
        yield from (_indented(text(card), GAP) for card in lane.cards)
        yield Text("")


def _board(board: Board, width: int) -> Iterator[RenderableType]:
    """Yield lanes beside each other, or one below the other where each would be narrower than a card can be read."""
    count = len(board.lanes)
    room = (width - GAP * (count - 1)) // max(count, 1)
    if room < LEAST_LANE:
        yield from _stacked(board)
        return
    grid = Grid.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    for _ in board.lanes:
        grid.add_column(width=room)
    grid.add_row(*(text(lane.heading, "head") for lane in board.lanes))
    for cards in zip_longest(*(lane.cards for lane in board.lanes), fillvalue=Cell()):
        grid.add_row(*(Text("\n", no_wrap=True).join(_wrapped(text(card), room)) for card in cards))
        grid.add_row()
    yield grid


def _table(table: Table, width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
    if not table.rows:
        return
    fitted, layout = fit(table, width, _measure)
    if layout.turned:
        yield from _turned(fitted, width, glyphs)
        return
    shape = _Shape(fitted, layout)
    grid = shape.grid()
    if table.headed and table.rows:
        grid.add_row(*shape.line(_heads(fitted, layout)))
    for row in fitted.rows:
        grid.add_row(*shape.line(_in_line(row, fitted, layout, glyphs)))
        if row.below:
            yield grid
            start = layout.start(fitted.columns, table.indent)
            for remark in row.below:
                yield from _remark(remark, start, width)
            grid = shape.grid()
    if grid.row_count:
        yield grid
    if layout.left_out:
        yield text(cell(table.more.format(count=layout.left_out), "muted"))


class _Shape:
    """The columns of a table's parts, as wide as they were fitted, so that all parts are aligned.

    Rich is given cells that fit already, since its own wrapping and padding of every cell cost more than the rest.
    """

    def __init__(self, table: Table, layout: Layout) -> None:
        self.right = [table.columns[place].role == "number" for place in layout.inline]
        self.widths = layout.widths
        self.indent = table.indent

    def grid(self) -> Grid:
        """Return an empty grid: what is left of a column is the room before the next, or a column of its own."""
        grid = Grid.grid(padding=0, pad_edge=False)
        if self.indent:
            grid.add_column(width=self.indent)
        for wide, right in zip(self.widths, self.right, strict=True):
            if right:
                grid.add_column(width=wide, no_wrap=True, justify="right")
                grid.add_column(width=GAP)
            else:
                grid.add_column(width=wide + GAP, no_wrap=True)
        grid.columns[-1].width = 0 if self.right[-1] else self.widths[-1]  # nothing comes after the last one
        return grid

    def line(self, cells: Iterable[Text]) -> Iterator[Text | str]:
        """Yield cells, wrapped at words where they are too wide."""
        if self.indent:
            yield ""
        for content, wide, right in zip(cells, self.widths, self.right, strict=True):
            yield _fitted(content, wide)
            if right:
                yield ""


def _fitted(content: Text, wide: int) -> Text:
    """Return a cell that is at most so many columns wide; nothing in a column in which nothing stands."""
    if not wide:
        return Text()
    if content.cell_len <= wide and "\n" not in content.plain:
        return content
    return Text("\n", no_wrap=True).join(_wrapped(content, wide))


def _wrapped(content: Text, wide: int) -> Iterable[Text]:
    """Return a text as lines of a width, broken between words, and within one only where it is wider than that."""
    lines = content.wrap(_MEASURING, wide, overflow="fold")
    for line in lines:
        line.rstrip()
    return lines


def _remark(remark: Cell, start: int, width: int) -> Iterator[RenderableType]:
    """Yield what stands below a row; a command in it has lines of its own where both do not fit on one."""
    last = remark.parts[-1]
    if last.style != "command" or start + _measure(remark.text) <= width:
        yield _indented(text(remark), start)
        return
    yield _indented(text(Cell(remark.parts[:-1])), start)
    yield from _command(last.text, start + GAP, width)


@lru_cache(maxsize=4096)
def _measure(words: str) -> int:
    return cell_len(escape_line(words))


def _heads(table: Table, layout: Layout) -> Iterator[Text]:
    for place, wide in zip(layout.inline, layout.widths, strict=True):
        column = table.columns[place]
        head = axis(wide) if column.role == "gauge" and not column.heading and wide >= LEAST_GAUGE else column.heading
        yield text(cell(head), "head")


def _in_line(row: Row, table: Table, layout: Layout, glyphs: Glyphs) -> Iterator[Text]:
    """Yield what stands in line; what went below follows the title on lines of its own."""
    below = under(table, row, layout.below)
    for place, wide in zip(layout.inline, layout.widths, strict=True):
        shown = _text(row.cells[place], wide, glyphs)
        if table.columns[place].role == "title" and below:
            shown.append("\n")
            shown.append_text(text(below))
        yield shown


def _text(content: Content, wide: int, glyphs: Glyphs) -> Text:
    return text(content) if isinstance(content, Cell) else Text(drawn(content, wide, glyphs))


def _turned(table: Table, width: int, glyphs: Glyphs) -> Iterator[RenderableType]:
    """Yield one block a row: its keys as a heading, then a line for each of the other columns."""
    for number, row in enumerate(table.rows):
        if number:
            yield Text("")
        keys = joined(_cells(table, row, keys=True), "  ")
        yield _indented(text(keys, "head"), table.indent)
        yield from _table(_facts(table, row), width, glyphs)


def _facts(table: Table, row: Row) -> Table:
    """Return a row as labels with what belongs to them."""
    pairs = zip(table.columns, row.cells, strict=True)
    told = [(column, content) for column, content in pairs if column.role != "key" and _says(content)]
    return facts(((column.heading, content) for column, content in told), table.indent + GAP)


def _says(content: Content) -> bool:
    return isinstance(content, Cell) and bool(content)


def _cells(table: Table, row: Row, *, keys: bool) -> Iterator[Cell]:
    """Yield the words of a row, of its keys or of the rest."""
    for column, content in zip(table.columns, row.cells, strict=True):
        if isinstance(content, Cell) and (column.role == "key") is keys:
            yield content
