"""Report: a table as a value: columns with units, rows of raw values, and notes. Every format renders every report.

Nothing is rounded and nothing is worded here: a cell carries 5, its column says days, a format prints "5 days".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.message import Message
from promisectl.model.settings import Policy, Target
from promisectl.query.environment import Environment


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked over: every promise of the workspace as it is seen, and by what to narrow and divide."""

    views: Collection[View]
    environment: Environment
    policy: Policy
    by: tuple[str, ...] = ()
    where: str = ""
    targets: Sequence[Target] = ()


Cell = None | bool | int | float | str | Fraction | date | datetime | Rate | Message


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in machine formats, its heading, and its unit (`""`, `rate`, `count`, `days`, `day`)."""

    key: str
    title: Message
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A table at an instant. Each row has one cell a column; notes are sentences that belong below it.

    `where` is the query it was asked with, `hidden` how many rows of persons the reader does not see, and `detail` what
    the table was made of, for a format that shows more than the table.
    """

    name: str
    title: Message
    as_of: datetime
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Message, ...] = ()
    where: str = ""
    hidden: int = 0
    detail: object = None

    def records(self) -> Iterable[Mapping[str, Cell]]:
        """Return each row by the keys of its columns."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]
