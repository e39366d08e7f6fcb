"""Reports as screens: a rate is a percentage with its counts and its interval drawn, the counts alone where few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import takewhile
from zoneinfo import ZoneInfo

from promisectl.formats.screen import (
    Bar,
    Cell,
    Column,
    Commands,
    Content,
    Interval,
    Part,
    Prose,
    Role,
    Row,
    Screen,
    Section,
    Table,
    cell,
    prose,
)
from promisectl.formats.translator import Translator
from promisectl.metrics.rate import Rate
from promisectl.metrics.registry import METRICS
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.promise import State
from promisectl.reports.figures import Figures
from promisectl.reports.kept import Fulfilment
from promisectl.reports.report import ROW_KEYS, Drawn, Report
from promisectl.reports.report import Cell as ReportCell
from promisectl.reports.report import Column as ReportColumn
from promisectl.reports.report import Table as ReportTable
from promisectl.reports.sentences import percent


def fulfilment_screen(report: Report, words: Translator, zone: str) -> Screen:
    """Return the fulfilment report: one group as a page, several as a table."""
    made = report.detail
    if not isinstance(made, Fulfilment) or made.by:
        return table_screen(report, words, zone)
    figures = made.groups[0].figures
    sections = (Section((_rates(figures, words),)), _classes(figures, words), *_more(report, words))
    return Screen(title_of(report, words, zone), sections=sections)


def _more(report: Report, words: Translator) -> Iterator[Section]:
    """Yield what stands below the page: targets, the tables after the first, the commands."""
    yield from _beside(report.tables[0], words)
    yield from _notes(report.notes[1:], words)
    yield from (section for table in report.tables[1:] for section in table_sections(table, words))
    yield from _commands(report)


MOST_PROMISES = 10  # of a section of an agenda


def and_more(table: ReportTable) -> Message:
    """Return that there are more promises than are shown, and where they are."""
    return M("and {count} more: --format json", count=more_of(table))


def more_of(table: ReportTable) -> int:
    """Return how many promises of an agenda are not shown to people."""
    return max(len(table.rows) - MOST_PROMISES, 0) if table.is_of_promises else 0


def table_screen(report: Report, words: Translator, zone: str) -> Screen:
    """Return any report as its tables, its notes and the commands that lead on."""
    sections = [section for table in report.tables for section in table_sections(table, words)]
    if report.opening is not None:
        sections.insert(0, Section((prose(words.say(report.opening), "head"),)))
    if not sections:
        sections = [Section((prose(words.say(M("nothing to measure"))),))]
    return Screen(title_of(report, words, zone), sections=(*sections, *_notes(report.notes, words), *_commands(report)))


def table_sections(table: ReportTable, words: Translator) -> Iterator[Section]:
    """Yield a table of a report under its title, with its notes; an empty one says why, or is left out."""
    heading = cell(words.say(table.title), "head") if table.title else None
    notes = _table_notes(table, words)
    if more_of(table):
        notes = (prose(words.say(and_more(table)), indent=2), *notes)
    if table.rows:
        yield Section((report_rows(table, words), *notes), heading)
    elif table.empty is not None:
        yield Section((prose(words.say(table.empty), "muted"), *notes), heading)


def _beside(table: ReportTable, words: Translator) -> Iterator[Section]:
    """Yield the notes of a table that a page of its own shows otherwise."""
    if table.notes:
        yield Section(_table_notes(table, words))


def _table_notes(table: ReportTable, words: Translator) -> tuple[Prose, ...]:
    return tuple(prose(words.say(note), label=words.say(M("note"))) for note in table.notes)


def title_of(report: Report, words: Translator, zone: str) -> Cell:
    """Return the first line of a report: what, of which period, as of when, over what."""
    day = words.day(local_day(report.as_of, ZoneInfo(zone)))
    over = [words.say(report.title), *_periods(report, words)]
    over.append(words.say(M("as of {day}, {zone}", day=day, zone=zone)))
    return cell(" · ".join([*over, report.where] if report.where else over))


def _periods(report: Report, words: Translator) -> list[str]:
    if report.period is None:
        return []
    if report.against is None:
        return [report.period.name]
    return [words.say(M("{period} against {before}", period=report.period.name, before=report.against.name))]


def _notes(notes: Sequence[Message], words: Translator) -> tuple[Section, ...]:
    if not notes:
        return ()
    label = words.say(M("target"))
    return (Section(tuple(prose(words.say(note), label=label) for note in notes)),)


def _commands(report: Report) -> tuple[Section, ...]:
    return (Section((Commands(report.commands),)),) if report.commands else ()


def _rates(figures: Figures, words: Translator) -> Table:
    rates = [(metric.title, figures.rates[metric.name]) for metric in METRICS.values() if metric.title is not None]
    columns = (
        Column("", "title"),
        Column(words.say(M("rate")), "number"),
        Column(words.say(M("cases")), "fact"),
        Column(words.say(M("between")), "fact"),
        Column("", "gauge"),
    )
    rows = tuple(Row((cell(words.say(label)), *rate_cells(rate, words))) for label, rate in rates)
    return Table(columns, rows, headed=True, indent=0, least_title=18)


def rate_cells(rate: Rate, words: Translator) -> tuple[Content, Content, Content, Content]:
    """Return percentage, counts, the ends of the interval, and its drawing; below five cases the counts alone."""
    if rate.rate is None:
        return Cell(), cell(words.say(M("n/a")), "muted"), Cell(), Cell()
    counts = cell(words.say(M("{k} of {n}", k=rate.k, n=rate.n)))
    if not rate.is_printable or rate.low is None or rate.high is None:
        return Cell(), counts, Cell(), Cell()
    ends = words.say(M("{low} and {high}", low=percent(rate.low, 0), high=percent(rate.high, 0)))
    share = cell(f"{words.number(percent(rate.rate))} %", "head")
    return share, counts, cell(ends, "muted"), Interval(rate.low, float(rate.rate), rate.high)


def _classes(figures: Figures, words: Translator) -> Section:
    """Return how many promises there are of each class, the longest bar for all of them."""
    counts = [(words.outcome(outcome), count) for outcome, count in figures.classes.items() if count]
    columns = (
        Column(words.say(M("class")), "key"),
        Column(words.say(M("how many")), "number"),
        Column(" ", "gauge"),
    )
    rows = tuple(
        Row((cell(name), cell(str(count)), Bar(count / figures.promised if figures.promised else 0)))
        for name, count in counts
    )
    heading = cell(words.say(M("of {count} promised:", count=figures.promised)), "head")
    return Section((Table(columns, rows),), heading)


def report_rows(table: ReportTable, words: Translator) -> Table:
    """Return a table's rows in columns; a column in which nothing could be measured is left out, the rates never."""
    keys = sum(1 for _ in takewhile(lambda column: not column.unit, table.columns))
    places = _places(table, keys)
    columns = tuple(_column(table, place, keys, words, drawing=drawing) for place, drawing in places)
    rows = tuple(_report_row(table, row, places, words) for row in table.rows)
    if table.is_of_promises:
        return Table(columns, rows[:MOST_PROMISES])
    more = words.say(M("{count} columns more: --format csv"))
    return Table(columns, rows, headed=True, indent=0, more=more, least_title=18)


def _places(table: ReportTable, keys: int) -> list[tuple[int, bool]]:
    """Return the places of the columns shown, and whether it is the drawing of one."""
    shown = [*range(keys), *_measured(table, keys)]
    return [(place, drawing) for place in shown for drawing in _drawings(table.columns[place])]


def _drawings(column: ReportColumn) -> tuple[bool, ...]:
    """Return the columns that one makes: its number, and where it is drawn the drawing after it."""
    return (False, True) if column.drawn else (False,)


def _column(table: ReportTable, place: int, keys: int, words: Translator, *, drawing: bool) -> Column:
    column = table.columns[place]
    if drawing:
        return Column("" if column.unit == "rate" else " ", "gauge")
    return Column(words.say(column.title), _role(column, place, keys))


def _report_row(
    table: ReportTable, row: Sequence[ReportCell], places: Sequence[tuple[int, bool]], words: Translator
) -> Row:
    return Row(
        tuple(
            drawing_of(row[place]) if drawing else _shown(row[place], table.columns[place], words)
            for place, drawing in places
        )
    )


def _shown(content: ReportCell, column: ReportColumn, words: Translator) -> Cell:
    """Return a cell; where there is no sentence to say and no mark to set, nothing stands there."""
    if content is None and column.unit in ("aside", "mark", "words"):
        return Cell()
    return report_cell(content, words, column.key)


def drawing_of(content: ReportCell) -> Content:
    """Return what is drawn of a number: the interval of a rate that may be printed, the bar of a share."""
    if isinstance(content, Drawn):
        return Bar(content.share)
    if not isinstance(content, Rate) or not content.is_printable:
        return Cell()
    return _interval(content)


def _interval(rate: Rate) -> Content:
    low, share, high = rate.low, rate.rate, rate.high
    if low is None or share is None or high is None:
        return Cell()
    return Interval(low, float(share), high)


_ROLES: dict[str, Role] = {
    "words": "title",
    "count": "number",
    "days": "number",
    "share": "number",
    "id": "key",
    "pair": "aside",
    "aside": "aside",
}


def _role(column: ReportColumn, place: int, keys: int) -> Role:
    """Return what may happen to a column: what explains the two rates may be left out, and is then named."""
    if column.unit in ("words", "id", "pair", "aside"):
        return _ROLES[column.unit]
    if place < keys:
        return "key"
    if place < keys + 2 or column.drawn:
        return _ROLES.get(column.unit, "fact")
    return "extra"


def _measured(table: ReportTable, keys: int) -> Iterator[int]:
    for place in range(keys, len(table.columns)):
        is_one_of_both_rates = place < keys + 2
        if is_one_of_both_rates or any(_says_something(row[place]) for row in table.rows):
            yield place


def _says_something(content: ReportCell) -> bool:
    return content is not None and (not isinstance(content, Rate) or content.rate is not None)


def report_cell(content: ReportCell, words: Translator, key: str = "") -> Cell:
    """Return a cell of a report, in the column of that key, as people read it."""
    if key == "reason":
        return _reason(content, words)
    if isinstance(content, Drawn):
        return report_cell(content.value, words, key)
    if isinstance(content, State):
        return cell(words.state(content))
    if isinstance(content, Rate):
        return _rate_cell(content, words)
    if content is None:
        return cell("-", "muted")
    if key in ROW_KEYS:
        return cell(words.name("row", str(content)))
    return cell(_said(content, words), "key" if key == "id" else "")


def _said(content: ReportCell, words: Translator) -> str:
    """Return what is neither a rate nor drawn in words."""
    if isinstance(content, Message):
        return words.say(content)
    if isinstance(content, Fraction):
        return f"{words.number(percent(content))} %"
    return words.day(content) if isinstance(content, date) else str(content)


def _reason(content: ReportCell, words: Translator) -> Cell:
    if isinstance(content, str):
        return cell(words.reason(content))
    return cell(words.say(M("nobody said why")), "muted")


def _rate_cell(rate: Rate, words: Translator) -> Cell:
    if rate.rate is None:
        return cell(words.say(M("n/a")), "muted")
    counts = words.say(M("{k} of {n}", k=rate.k, n=rate.n))
    if not rate.is_printable:
        return cell(counts)
    return Cell((Part(f"{words.number(percent(rate.rate))} %", "head"), Part(f"  {counts}")))
