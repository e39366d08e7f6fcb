"""Printing findings with excerpts, wherever a command meets them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from promisectl.app.check.workspace import CheckResult
from promisectl.app.ledger.standings import located
from promisectl.cli.output.console import Console
from promisectl.formats.findings import HOSTED, render
from promisectl.formats.translator import Translator
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M
from promisectl.store.root import find_root

if TYPE_CHECKING:
    from promisectl.formats.found import Found

TEXTS = ("full", "concise")


def print_findings(findings: Sequence[Finding], words: Translator, out: TextIO, root: Path | None) -> None:
    """Print findings in full, with the lines of the workspace that `root` names or that is here.

    Those that say the same are folded after three.
    """
    out.write(findings_text(findings, words, find_root(root)))


def findings_text(findings: Sequence[Finding], words: Translator, root: Path) -> str:
    """Return findings in full with their lines; those that say the same are folded after three."""
    from promisectl.formats.findings_full import findings_full
    from promisectl.formats.findings_screen import few, folded_of
    from promisectl.formats.found import Found
    from promisectl.store.locating import Locator

    found = Found(located(findings, root), say=words.say)
    text = findings_full(few(found).findings, Locator(root).line, words.say)
    return "".join([text, *(f"{line}\n" for line in folded_of(found))])


def print_examined(console: Console, check_result: CheckResult, *, statistics: bool, fail_on: str) -> None:
    """Print what a check found, in the format asked for."""
    name = "full" if console.format == "text" else console.format
    found = _found(console, check_result, name, fail_on)
    if name not in TEXTS:
        print_for_programs(console, found, name)
        return
    from promisectl.formats.findings_concise import findings_statistics
    from promisectl.formats.findings_screen import few, findings_screen, more_of

    if console.shared.plain:
        console.show(findings_screen(found), paged=False)
    elif statistics:
        _print_some(console, findings_statistics(found.findings, console.say).rstrip("\n"))
    elif console.format == "text":
        _print_some(console, "\n".join([render(name, few(found)), *more_of(found)]).strip("\n"))
    else:
        _print_some(console, render(name, found))
    if not console.shared.quiet and name != "concise":
        console.print(_summary(console, check_result))


def _print_some(console: Console, text: str) -> None:
    if text:
        console.print(text)


def _found(console: Console, check_result: CheckResult, name: str, fail_on: str) -> Found:
    from promisectl.app.check.rules import page_of
    from promisectl.formats.found import Found
    from promisectl.git.repository import way_to
    from promisectl.store.locating import Locator
    from promisectl.store.peek import title_in

    files = Locator(check_result.source or check_result.root)
    return Found(
        findings=check_result.findings,
        as_of=check_result.day,
        fail_on=fail_on,
        prefix=way_to(check_result.root) if name in HOSTED else "",
        line_of=files.line,
        about=lambda finding: title_in(files.text(finding.path), finding.promise or ""),
        page_of=page_of,
        say=console.say,
        colour=console.colour,
    )


def print_for_programs(console: Console, found: Found, name: str) -> None:
    """Print findings in a format of programs; for GitHub, append to the summary of the step as well."""
    text = render(name, found)
    if text or console.shared.output is not None:
        console.print(text)
    if name == "github":
        _append_summary(console, found)


def _append_summary(console: Console, found: Found) -> None:
    """Append to the summary of the step, where GitHub Actions names a file for it."""
    from promisectl.formats.findings_github import SUMMARY_LIMIT, summary

    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if not target:
        return
    path = Path(target)
    try:
        there = path.stat().st_size if path.exists() else 0
        with path.open("ab") as file:
            file.write(summary(found, max(0, SUMMARY_LIMIT - there)).encode())
    except OSError as error:
        console.remark(M("cannot write {path}: {problem}", path=target, problem=error.strerror or ""))


def _summary(console: Console, check_result: CheckResult) -> str:
    counts = Counter(finding.severity for finding in check_result.findings)
    if not counts:
        return console.say(M("no findings; promises read: {count}", count=check_result.promises))
    return console.say(
        M(
            "errors: {errors}, warnings: {warnings}, infos: {infos}",
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            infos=counts[Severity.INFO],
        )
    )
