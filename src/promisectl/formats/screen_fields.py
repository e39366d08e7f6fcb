"""A screen as fields, one `field: value` a line, for screen readers: `--plain` of every command.

A row is a block of its own, its fields named by the headings of the columns. What is only drawn is left out: its
numbers are fields.
"""

from __future__ import annotations

from collections.abc import Iterator

from promisectl.formats.screen import Block, Board, Branch, Cell, Code, Commands, Prose, Row, Screen, Sides, Table
from promisectl.formats.translator import Translator
from promisectl.model.message import M
from promisectl.model.visible_text import escape_line


def fields_text(screen: Screen, words: Translator) -> list[str]:
    """Return the lines of a screen; a blank line stands between rows of a table."""
    lines: list[str] = []
    if screen.title:
        lines += _field(words.say(M("screen")), screen.title)
    if screen.count:
        lines += _field(words.say(M("count")), screen.count)
    for section in screen.sections:
        if section.heading is not None:
            lines += [*([""] if lines else []), *_field(words.say(M("section")), section.heading)]
        for block in section.blocks:
            lines += _block(block, words, first=not lines)
    return lines


def _field(name: str, value: Cell) -> list[str]:
    return [f"{escape_line(name)}: {escape_line(value.text)}"] if value else []


def _block(block: Block, words: Translator, *, first: bool) -> Iterator[str]:
    if isinstance(block, Table):
        yield from _table(block, words, first=first)
        return
    if isinstance(block, Prose):
        yield from _field(block.label or words.say(M("note")), block.cell)
        return
    if isinstance(block, Branch):
        yield from _branch(block, words)
        return
    if isinstance(block, Sides):
        yield from [*fields_text(block.left, words), *fields_text(block.right, words)]
        return
    if isinstance(block, Board):
        for lane in block.lanes:
            yield from _field(words.say(M("column")), lane.heading)
            for card in lane.cards:
                yield from _field(words.say(M("card")), card)
        return
    yield from _lines(block, words)


def _lines(block: Code | Commands, words: Translator) -> Iterator[str]:
    name = block.label or words.say(M("command") if isinstance(block, Commands) else M("line"))
    for line in block.lines:
        yield f"{name}: {escape_line(line)}".rstrip()


def _branch(branch: Branch, words: Translator) -> Iterator[str]:
    yield from _field(words.say(M("needs")), branch.label)
    for each in branch.below:
        yield from _branch(each, words)


def _table(table: Table, words: Translator, *, first: bool) -> Iterator[str]:
    has_heads = any(column.heading for column in table.columns)
    for number, row in enumerate(table.rows):
        if not has_heads:
            yield from _fact(row)
        else:
            if number or not first:
                yield ""
            yield from _named(table, row, words)
        yield from _remarks(row, words)


def _named(table: Table, row: Row, words: Translator) -> Iterator[str]:
    """Yield a row's fields, by the headings of their columns."""
    for column, content in zip(table.columns, row.cells, strict=True):
        if isinstance(content, Cell):
            yield from _field(column.heading or words.say(M("name")), content)


def _fact(row: Row) -> Iterator[str]:
    """Yield a row whose first cell is the label of the others."""
    label, *values = (content for content in row.cells if isinstance(content, Cell))
    said = "  ".join(value.text for value in values if value)
    if said:
        yield f"{escape_line(label.text)}: {escape_line(said)}"


def _remarks(row: Row, words: Translator) -> Iterator[str]:
    for remark in row.below:
        yield from _field(words.say(M("note")), remark)
