"""The log of acts, in every format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from promisectl.formats.acts_screen import changes_and_why
from promisectl.formats.promises_json import act_json
from promisectl.formats.promises_screen import key_cell
from promisectl.formats.reader import Reader
from promisectl.formats.screen import Cell, Column, Row, Screen, Section, Table, cell, prose
from promisectl.formats.tables import csv_text, markdown_text
from promisectl.formats.translator import Translator
from promisectl.metrics.act_log import Said
from promisectl.model.message import M
from promisectl.model.moment import local_day, write_moment

COLUMNS = ("at", "promise", "what", "act", "by", "for", "via", "reason", "note", "before", "after")


def log_screen(words: Sequence[Said], reader: Reader, top: Cell | None, total: int) -> Screen:
    """Return a row an act: when, who, what act, in which promise; below `top`, how many of `total` are shown."""
    say = reader.words.say
    columns = (
        Column(say(M("day")), "fact"),
        Column(say(M("who")), "fact"),
        Column(say(M("act")), "fact"),
        Column(say(M("id")), "key"),
        Column(say(M("what")), "title"),
    )
    if not words:
        return Screen(top, sections=(Section((prose(say(M("nothing was said yet")), indent=2),), close=True),))
    table = Table(columns, tuple(_row(said, reader) for said in words), least_title=24)
    count = cell(say(M("{count} of {total} acts, the latest first", count=len(words), total=total)))
    return Screen(top, count if top else None, (Section((table,), close=True),))


def _row(said: Said, reader: Reader) -> Row:
    words, zone = reader.words, said.view.context.zone
    day = words.day(said.act.at, local_day(said.view.as_of, zone), zone)
    id_ = cell(said.view.id) if reader.plain else key_cell(reader.short(said.view.id))
    act = cell(words.say(M("confirmation")) if said.act.kind == "confirmed" else words.verb(said.act.act))
    cells = (cell(day, "muted"), cell(said.act.speaker), act, id_, cell(words.text(said.view.terms.what)))
    return Row(cells, tuple(cell(line) for line in _below(said, words)))


def _below(said: Said, words: Translator) -> Iterator[str]:
    """Yield from what to what an act led, with its reason, and the texts it carries."""
    before, after = said.states
    changes, texts = changes_and_why(said.view, said.position - 1, words)
    moved = [f"{words.state(before)} -> {words.state(after)}"] if before and after and before != after else []
    line = "; ".join([*moved, *changes])
    if line:
        yield line
    yield from texts


def log_json(said: Said) -> dict[str, Any]:
    """Return an act with its promise, its position, and the states before and after it."""
    before, after = said.states
    named = {"promise": said.view.id, "position": said.position, "before": before, "after": after}
    return {**named, **act_json(said.act)}


def _rows(words: Sequence[Said]) -> list[list[object]]:
    return [_cells(said) for said in words]


def _cells(said: Said) -> list[object]:
    act = said.act
    return [
        write_moment(act.at),
        said.view.id,
        str(said.view.terms.what),
        act.act.value,
        act.by,
        act.for_,
        str(act.via) if act.via else None,
        act.reason,
        str(act.note) if act.note else None,
        *said.states,
    ]


def log_csv(words: Sequence[Said]) -> str:
    """Return the log as CSV."""
    return csv_text(COLUMNS, _rows(words))


def log_markdown(words: Sequence[Said]) -> str:
    """Return the log as a Markdown table."""
    return markdown_text(COLUMNS, _rows(words))
