"""The network of areas as a matrix: rows perform, columns receive; a cell has kept of all, shaded in four steps.

Where the matrix has too many columns for a screen, each pair has a line instead (the table of the report).
"""

from __future__ import annotations

from promisectl.formats.report_screen import table_screen, table_sections, title_of
from promisectl.formats.screen import Cell, Column, Row, Screen, Section, Table, cell, prose
from promisectl.formats.styles import Style
from promisectl.formats.translator import Translator
from promisectl.metrics.rate import Rate
from promisectl.model.message import M
from promisectl.reports.report import Report
from promisectl.reports.report import Table as ReportTable

MOST_AREAS = 6
_SHADES: tuple[tuple[float, str, Style], ...] = (
    (0.9, "█", "kept"),
    (0.75, "▆", ""),
    (0.5, "▄", "soon"),
    (0, "▂", "late"),
)
Counts = dict[tuple[str, str], tuple[int, int, int]]  # kept, of, open


def network_screen(report: Report, words: Translator, zone: str) -> Screen:
    """Return the matrix, then the hand-offs without promises, then what crosses."""
    pairs = report.tables[0]
    counts = _counts(pairs, words)
    performers = list(dict.fromkeys(pair[0] for pair in counts))
    customers = list(dict.fromkeys(pair[1] for pair in counts))
    if not counts or len(customers) > MOST_AREAS:
        return table_screen(report, words, zone)
    sections = [Section((_matrix(counts, performers, customers, words),), cell(words.say(_EXPLAINED), "muted"))]
    for table in report.tables[1:]:
        sections += table_sections(table, words)
    notes = Section(tuple(prose(words.say(note), label=words.say(M("note"))) for note in report.notes))
    return Screen(title_of(report, words, zone), sections=(*sections, notes))


_EXPLAINED = M("rows perform, columns receive: kept of those whose time has come")


def _counts(table: ReportTable, words: Translator) -> Counts:
    outside = words.say(M("no area"))
    counts: Counts = {}
    for performer, customer, kept, opened, _ in table.rows:
        if isinstance(kept, Rate) and isinstance(opened, int):
            counts[str(performer or outside), str(customer or outside)] = (int(kept.k), int(kept.n), opened)
    return counts


def _matrix(counts: Counts, performers: list[str], customers: list[str], words: Translator) -> Table:
    columns = (Column("", "key"), *(Column(name, "fact") for name in customers), Column(words.say(M("total")), "fact"))
    rows = [_row(name, [counts.get((name, customer)) for customer in customers]) for name in performers]
    totals = [_sum([counts.get((performer, customer)) for performer in performers]) for customer in customers]
    rows.append(Row((cell(words.say(M("total")), "muted"), *map(_cell, totals), _cell(_sum(totals)))))
    return Table(columns, tuple(rows), headed=True, indent=0)


def _row(name: str, cells: list[tuple[int, int, int] | None]) -> Row:
    return Row((cell(name), *map(_cell, cells), _cell(_sum(cells))))


def _sum(cells: list[tuple[int, int, int] | None]) -> tuple[int, int, int] | None:
    known = [each for each in cells if each is not None]
    if not known:
        return None
    kept, of, opened = (sum(numbers) for numbers in zip(*known, strict=True))
    return kept, of, opened


def _cell(counts: tuple[int, int, int] | None) -> Cell:
    """Return kept/of with a shade, and how many are open; a point where nothing was promised."""
    if counts is None:
        return cell("·", "muted")
    kept, of, opened = counts
    if not of:
        return cell(f"+{opened}", "muted")
    shade, style = _shade(kept / of)
    more = f" +{opened}" if opened else ""
    return cell(f"{shade} {kept}/{of}{more}", style)


def _shade(share: float) -> tuple[str, Style]:
    """Return how dark a share is drawn, and in which style."""
    reached = [(shade, style) for least, shade, style in _SHADES if share >= least]
    return reached[0]
