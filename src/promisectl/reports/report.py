"""Report: a table as a value: columns with units, rows of raw values, and notes. Every format renders every report.

Nothing is rounded and nothing is worded here: a cell carries 5, its column says days, a format prints "5 days".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from promisectl.metrics.rate import Rate
from promisectl.model.message import Message

Cell = None | bool | int | float | str | Fraction | date | datetime | Rate | Message


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in machine formats, its heading, and its unit (`""`, `rate`, `count`, `days`, `day`)."""

    key: str
    title: Message
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A table at an instant. Each row has one cell a column; notes are sentences that belong below it."""

    name: str
    title: Message
    as_of: datetime
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Message, ...] = ()

    def records(self) -> Iterable[Mapping[str, Cell]]:
        """Return each row by the keys of its columns."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]
