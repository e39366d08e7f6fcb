"""The log of acts, in every format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from promisectl.formats.promises_json import act_json
from promisectl.formats.promises_text import Look
from promisectl.formats.tables import csv_text, markdown_text
from promisectl.metrics.act_log import Said
from promisectl.model.moment import local_day, write_moment

COLUMNS = ("at", "promise", "what", "act", "by", "for", "via", "reason", "note")


def log_lines(words: Sequence[Said], look: Look) -> list[str]:
    """Return a line an act: when, who, what act, in which promise."""
    rows = [
        (
            look.words.day(one.at, local_day(one.view.as_of, one.view.context.zone), one.view.context.zone),
            one.act.speaker,
            look.words.verb(one.act.act),
            look.short(one.view.id),
            look.words.text(one.view.terms.what),
        )
        for one in words
    ]
    if not rows:
        return []
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = []
    for row in rows:
        parts = [cell.ljust(width) for cell, width in zip(row[:4], widths, strict=True)]
        line = "  ".join([*parts, row[4]]).rstrip()
        lines.append(line if look.width is None or len(line) <= look.width else line[: look.width - 1] + "…")
    return lines


def log_json(one: Said) -> dict[str, Any]:
    """Return an act with its promise and position."""
    return {"promise": one.view.id, "position": one.position, **act_json(one.act)}


def _rows(words: Sequence[Said]) -> list[list[object]]:
    return [
        [
            write_moment(one.act.at),
            one.view.id,
            str(one.view.terms.what),
            one.act.act.value,
            one.act.by,
            one.act.for_,
            str(one.act.via) if one.act.via else None,
            one.act.reason,
            str(one.act.note) if one.act.note else None,
        ]
        for one in words
    ]


def log_csv(words: Sequence[Said]) -> str:
    """Return the log as CSV."""
    return csv_text(COLUMNS, _rows(words))


def log_markdown(words: Sequence[Said]) -> str:
    """Return the log as a Markdown table."""
    return markdown_text(COLUMNS, _rows(words))
