"""Report: tables as values: columns with units, rows of raw values, and notes. Every format renders every report.

Nothing is rounded and nothing is worded here: a cell carries 5, its column says days, a format prints "5 days".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from promisectl.metrics.goals import Goals
from promisectl.metrics.rate import Rate
from promisectl.metrics.view import View
from promisectl.model.message import Message
from promisectl.model.settings import Policy, Target
from promisectl.query.compile import compile_query
from promisectl.query.environment import Environment
from promisectl.query.spans import Span


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked over.

    `views` are those of the ledger that was asked for, `everything` those of the whole workspace. `period` keeps what
    settled in it, `against` is the period to compare with; None: all there is, and nothing to compare. `handoffs` are
    the pairs of areas (performer's, customer's) that are expected to promise, `goals` how those of objectives.yaml
    stand, None without one. `written_late` are the acts committed over two days after they were said, of all that git
    holds; None where it was not asked, or there is no git.
    """

    views: Collection[View]
    environment: Environment
    policy: Policy
    everything: Collection[View] = ()
    by: tuple[str, ...] = ()
    where: str = ""
    targets: Sequence[Target] = ()
    period: Span | None = None
    against: Span | None = None
    handoffs: tuple[tuple[str, str], ...] = ()
    written_late: Rate | None = None
    goals: Goals | None = None

    def chosen(self) -> list[View]:
        """Return what the query keeps, whenever it settled; Trouble for a bad query."""
        holds = compile_query(self.where, self.environment)
        return [view for view in self.views if holds(view)]

    def settled(self) -> list[View]:
        """Return what the query keeps and the period holds."""
        return within(self.chosen(), self.period)

    def before(self) -> list[View]:
        """Return what the query keeps and the period to compare with holds; nothing without one."""
        return within(self.chosen(), self.against) if self.against else []


def within(views: Iterable[View], period: Span | None) -> list[View]:
    """Return the promises that settled in a period; all of them without one."""
    if period is None:
        return list(views)
    return [view for view in views if view.settlement_day is not None and period.holds(view.settlement_day)]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A number that a format may draw: as a bar of `share` (0 to 1), else as an interval around it."""

    value: int | float | Fraction
    share: float


# Columns that say what a row is, by its key: people read its name.
ROW_KEYS = frozenset({"key", "kind", "time"})

Cell = None | bool | int | float | str | Fraction | date | datetime | Rate | Message | Drawn


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in machine formats, its heading, and its unit.

    Units: `""` a name, `rate`, `count`, `days`, `day`, `share` (a Fraction), `figure` (a rate or a count), `words` (a
    sentence), `mark`; of rows that are promises `id`, `pair` (who owes whom) and `aside` (what is to be said of it).
    `drawn` asks for a drawing beside the number: of a rate its interval, of a `Drawn` its bar.
    """

    key: str
    title: Message
    unit: str = ""
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report. Each row has one cell a column; notes are sentences that belong below it.

    `title` is None where the report's own says it. An empty one says `empty`, and is left out where it says nothing.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: Message | None = None
    notes: tuple[Message, ...] = ()
    empty: Message | None = None

    @property
    def is_of_promises(self) -> bool:
        """Whether each row is a promise, as in an agenda."""
        return self.columns[0].unit == "id"

    def records(self) -> list[Mapping[str, Cell]]:
        """Return each row by the keys of its columns."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Report:
    """Tables at an instant; the first is what CSV prints where none is named.

    `where`, `period` and `against` are what it was asked with, `hidden` how many rows of persons the reader does not
    see, and `detail` what the tables were made of, for a format that shows more. `behind` are the promises that its
    numbers count; `commands` lead on; `opening` is a sentence that stands before everything.
    """

    name: str
    title: Message
    as_of: datetime
    zone: ZoneInfo
    tables: tuple[Table, ...]
    notes: tuple[Message, ...] = ()
    where: str = ""
    period: Span | None = None
    against: Span | None = None
    hidden: int = 0
    detail: object = None
    behind: tuple[View, ...] = field(default=(), compare=False)
    commands: tuple[str, ...] = ()
    opening: Message | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the first table."""
        return self.tables[0].columns

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows of the first table."""
        return self.tables[0].rows

    def records(self) -> list[Mapping[str, Cell]]:
        """Return each row of the first table by the keys of its columns."""
        return self.tables[0].records()


def report_on(
    asked: Asked,
    name: str,
    title: Message,
    tables: Sequence[Table],
    *,
    behind: Iterable[View] = (),
    notes: Sequence[Message] = (),
    commands: Sequence[str] = (),
    detail: object = None,
    opening: Message | None = None,
) -> Report:
    """Return a report that says what it was asked over."""
    return Report(
        name,
        title,
        asked.environment.as_of,
        asked.environment.zone,
        tuple(tables),
        tuple(notes),
        asked.where,
        asked.period,
        asked.against,
        detail=detail,
        behind=tuple(behind),
        commands=tuple(commands),
        opening=opening,
    )
