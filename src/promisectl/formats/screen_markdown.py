"""A screen as Markdown, for an issue or a page: headings, tables and lists; commands as code.

What is only drawn is left out: its numbers stand beside it. Text of others is escaped, and tells nobody on a host.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from promisectl.formats.escape import no_commands
from promisectl.formats.markdown import BREAK, code_block, code_span, markdown_escape, sentence
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
    Sides,
    Table,
)
from promisectl.formats.screen_fit import merged


def markdown_screen(screen: Screen) -> str:
    """Return a screen as Markdown."""
    parts: list[str] = []
    if screen.title:
        parts.append(f"## {_words(screen.title)}")
    if screen.count:
        parts.append(_words(screen.count))
    for section in screen.sections:
        if section.heading is not None:
            parts.append(f"### {_words(section.heading)}")
        parts += [part for block in section.blocks for part in _block(block)]
    return no_commands("\n\n".join(parts))


def _words(content: Cell) -> str:
    """Return a cell; what is a command in it is code."""
    shown = (code_span(part.text) if part.style == "command" else markdown_escape(part.text) for part in content.parts)
    return "".join(shown)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table(merged(block))
    elif isinstance(block, Prose):
        text = block.cell.text
        yield f"- {sentence(text[2:])}" if text.startswith("- ") else sentence(text)
    elif isinstance(block, Branch):
        yield "\n".join(_branch(block, ""))
    elif isinstance(block, Sides):
        yield from (markdown_screen(side) for side in (block.left, block.right))
    elif isinstance(block, Board):
        for lane in block.lanes:
            yield f"### {_words(lane.heading)}"
            yield "\n".join(f"- {_words(card)}" for card in lane.cards)
    else:
        yield _lines(block)


def _lines(block: Code | Commands) -> str:
    return code_block("\n".join(block.lines), "sh" if isinstance(block, Commands) else "yaml")


def _branch(branch: Branch, indent: str) -> Iterator[str]:
    yield f"{indent}- {_words(branch.label)}"
    for each in branch.below:
        yield from _branch(each, f"{indent}  ")


def _table(table: Table) -> Iterator[str]:
    """Yield a table; what stands below a row follows what its title says."""
    if not table.rows:
        return
    shown = [place for place in range(len(table.columns)) if _has_words(table, place)]
    title = _title_of(table, shown)
    heads = _row(markdown_escape(table.columns[place].heading.strip()) for place in shown)
    rule = _row(["---"] * len(shown))
    yield "\n".join([heads, rule, *(_line(row, shown, title) for row in table.rows)])


def _line(row: Row, places: Sequence[int], title: int) -> str:
    return _row(_cell(row, place, title) for place in places)


def _has_words(table: Table, place: int) -> bool:
    return any(_says(row.cells[place]) for row in table.rows)


def _title_of(table: Table, places: Sequence[int]) -> int:
    """Return the place of the title, the first place where there is none."""
    return next((place for place in places if table.columns[place].role == "title"), places[0])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(row: Row, place: int, title: int) -> str:
    content = row.cells[place]
    said = [_words(content)] if isinstance(content, Cell) else []
    said += [_words(remark) for remark in row.below] if place == title else []
    return BREAK.join(part for part in said if part)


def _says(content: Content) -> bool:
    return isinstance(content, Cell) and bool(content)
