"""The network of areas for programs that draw: Mermaid for pages of hosts, DOT for Graphviz."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from promisectl.formats.translator import Translator
from promisectl.metrics.rate import Rate
from promisectl.model.message import M
from promisectl.model.visible_text import escape_line
from promisectl.reports.report import Cell, Report
from promisectl.reports.sentences import short_rate


def network_mermaid(report: Report, words: Translator) -> str:
    """Return the pairs of areas as a Mermaid flowchart: kept of all on each arrow, expected hand-offs dotted."""
    lines = ["flowchart LR"]
    names = _names(report)
    lines += [f'  {key}["{_plain(_named(area, words))}"]' for area, key in names.items()]
    lines += [f'  {names[a]} -->|"{_plain(text)}"| {names[b]}' for a, b, text in _pairs(report, words)]
    lines += [f"  {names[a]} -.-> {names[b]}" for a, b in _handoffs(report)]
    return "\n".join(lines)


def network_dot(report: Report, words: Translator) -> str:
    """Return the pairs of areas as a DOT graph."""
    names = _names(report)
    lines = ["digraph promises {", "  rankdir=LR;"]
    lines += [f"  {key} [label={_quoted(_named(area, words))}];" for area, key in names.items()]
    lines += [f"  {names[a]} -> {names[b]} [label={_quoted(text)}];" for a, b, text in _pairs(report, words)]
    lines += [f"  {names[a]} -> {names[b]} [style=dotted];" for a, b in _handoffs(report)]
    return "\n".join([*lines, "}"])


def _names(report: Report) -> dict[Cell, str]:
    """Return a name for each area that no program takes for a word of its own."""
    areas: dict[Cell, str] = {}
    for table in report.tables:
        for row in table.rows:
            for area in row[:2]:
                areas.setdefault(area, f"a{len(areas)}")
    return areas


def _pairs(report: Report, words: Translator) -> Iterator[tuple[Cell, Cell, str]]:
    for performer, customer, kept, opened, _ in report.tables[0].rows:
        counts = words.say(short_rate(kept)) if isinstance(kept, Rate) and kept.n else words.say(M("open"))
        yield performer, customer, f"{counts} · {words.say(M('{count} open', count=opened))}"


def _handoffs(report: Report) -> list[tuple[Cell, Cell]]:
    return [(row[0], row[1]) for row in report.tables[1].rows]


def _named(area: Cell, words: Translator) -> str:
    return str(area) if area is not None else words.say(M("no area"))


def _plain(text: str) -> str:
    """Return a text without what Mermaid reads as markup."""
    return re.sub(r"[\"<>#;`|\[\]{}\\]", " ", escape_line(text))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
