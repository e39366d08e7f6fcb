"""Printing findings with excerpts, wherever a command meets them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from promisectl.app.books import located
from promisectl.app.examine import Examined
from promisectl.cli.console import Console
from promisectl.formats.words import Words
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M


def print_findings(findings: Sequence[Finding], words: Words, out: TextIO, root: Path | None) -> None:
    """Print findings in full, with the lines of the workspace that `root` names or that is here."""
    from promisectl.formats.findings_full import findings_full
    from promisectl.store.locating import Locator
    from promisectl.store.workspace import find_root

    folder = find_root(root)
    out.write(findings_full(located(findings, folder), Locator(folder).line, words.say))


def print_examined(console: Console, found: Examined, *, statistics: bool) -> None:
    """Print what a check found, in the format asked for."""
    from promisectl.formats.findings_concise import findings_concise, findings_statistics
    from promisectl.formats.findings_full import findings_full
    from promisectl.formats.findings_json import findings_document
    from promisectl.store.locating import Locator

    if console.format == "json":
        document = findings_document(found.findings, found.day or "")
        document.pop("format_version", None)
        console.json({**document, "as_of": found.day})
        return
    if statistics:
        text = findings_statistics(found.findings, console.say)
    elif console.format == "concise":
        text = findings_concise(found.findings, console.say)
    else:
        text = findings_full(found.findings, Locator(found.root).line, console.say, colour=console.colour)
    if text:
        console.print(text.rstrip("\n"))
    if not console.shared.quiet and console.format != "concise":
        console.print(_summary(console, found))


def _summary(console: Console, found: Examined) -> str:
    counts = Counter(finding.severity for finding in found.findings)
    if not counts:
        return console.say(M("no findings; promises read: {count}", count=found.promises))
    return console.say(
        M(
            "errors: {errors}, warnings: {warnings}, infos: {infos}",
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            infos=counts[Severity.INFO],
        )
    )
