"""Findings with their line: an excerpt, a caret under what is meant, the note, what to do, the lines to paste.

The caret counts what a terminal shows: wide letters take two columns, an escape as many as it has letters. A long
line is cut around the caret; nothing else is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from promisectl.formats.columns import width
from promisectl.formats.escape import no_commands
from promisectl.formats.found import Found, LineOf, Say
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.model.place import Place
from promisectl.model.visible_text import escape_line

Piece = tuple[str, str]

EXCERPT_WIDTH = 160
SEVERITIES = {Severity.ERROR: M("error"), Severity.WARNING: M("warning"), Severity.INFO: M("info")}
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}


def render(found: Found) -> str:
    """Return the findings with their lines, in the reader's language."""
    return findings_full(found.findings, found.line_of, found.say, colour=found.colour)


def findings_full(findings: Iterable[Finding], line_of: LineOf, say: Say = str, *, colour: bool = False) -> str:
    """Return the findings as text, one after the other, in the order given.

    `line_of` returns a line of a file (counted from 1), or None or nothing where there is none to show.
    """
    lines = [line for finding in findings for line in _lines(finding, line_of, say)]
    text = _coloured(lines) if colour else "".join("".join(text for text, _ in line) + "\n" for line in lines)
    return no_commands(text)


def position(finding: Finding) -> str:
    """Return `path:line:column`; the path alone of a finding that was not located."""
    where = finding.where
    path = escape_line(where.path)
    return f"{path}:{where.line}:{where.column}" if isinstance(where, Place) else path


def _lines(finding: Finding, line_of: LineOf, say: Say) -> Iterator[list[Piece]]:
    style = _STYLES[finding.severity]
    yield [
        (f"{position(finding)}: ", "bold"),
        (f"{say(SEVERITIES[finding.severity])}[{finding.code}]", style),
        (f" {escape_line(say(finding.message))}", "bold"),
    ]
    if isinstance(finding.where, Place):
        yield from _excerpt(finding.where, line_of(finding.where.path, finding.where.line), style)
    if finding.note is not None:
        yield [("   ", ""), (say(M("note:")), "cyan"), (f" {escape_line(say(finding.note))}", "")]
    if finding.help is not None:
        yield [("   ", ""), (say(M("help:")), "green"), (f" {escape_line(say(finding.help))}", "")]
    for line in finding.paste.splitlines():
        yield [(f"      {escape_line(line)}", "")]


def _excerpt(where: Place, line: str | None, style: str) -> Iterator[list[Piece]]:
    if not line or not line.strip():
        return
    start, end = where.column - 1, max(where.end_column - 1, where.column)
    first = max(0, start - EXCERPT_WIDTH // 2) if len(line) > EXCERPT_WIDTH else 0
    last = min(len(line), first + EXCERPT_WIDTH)
    before, meant = line[first:start], line[start : min(end, last)]
    cut_before, cut_after = "…" if first else "", "…" if last < len(line) else ""
    shown = (
        cut_before + escape_line(before) + escape_line(meant) + escape_line(line[start + len(meant) : last]) + cut_after
    )
    indent = " " * width(cut_before + escape_line(before))
    yield [(f"   {where.line} | ", "dim"), (shown, "")]
    yield [
        (" " * (4 + len(str(where.line))) + "| ", "dim"),
        (indent + "^" * max(1, width(escape_line(meant))), style),
    ]


def _coloured(lines: Iterable[Iterable[Piece]]) -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", width=10_000, highlight=False)
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
    return out.getvalue()
