"""`check`: every finding of form, law, time and quality."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import asking
from promisectl.formats import findings
from promisectl.model.message import M
from promisectl.model.trouble import Trouble

if TYPE_CHECKING:
    from promisectl.app.check.workspace import CheckResult
    from promisectl.cli.output.console import Console

EXIT_NO_VERDICT = 2
FORMATS = ("text", *findings.FORMATS)


def _codes(given: list[str] | None) -> list[str] | None:
    """Return codes told one by one or with commas between them."""
    if given is None:
        return None
    told = ",".join(given).split(",")
    codes = [code.strip().upper() for code in told if code.strip()]
    for code in codes:
        _need_code(code)
    return codes


def _need_code(code: str) -> None:
    """Trouble for what is no code, nor the beginning of one."""
    from promisectl.checking.selectors import is_known, meant

    if not is_known(code):
        raise Trouble(M("“{code}” is no code, nor the beginning of one", code=code), help=meant(code))


def _say_what_is_left_out(
    console: Console, select: list[str] | None, ignore: list[str] | None, fail_on: str | None
) -> None:
    """Say on standard error what of the guard the command line left out: nobody shall take it for a verdict."""
    from promisectl.model.guarded import left_by, reaches_guarded

    left_out = [*left_by(select or ()), *filter(reaches_guarded, ignore or ())]
    if left_out:
        codes = ", ".join(dict.fromkeys(left_out))
        console.remark(M("not looked for, for the command line says so: {codes}", codes=codes), always=True)
    if fail_on == "never":
        console.remark(M("nothing fails here, for the command line says so"), always=True)


@asking.printing(*FORMATS)
def check_command(
    console: Console,
    select: Annotated[
        list[str] | None, typer.Option("--select", help="Only these codes or beginnings of codes.", metavar="CODES")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="Not these codes or beginnings of codes.", metavar="CODES")
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", help="Exit with 1 from here on: error, warning, info or never.", metavar="SEVERITY"),
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings per code.")] = False,
    base: Annotated[
        str | None,
        typer.Option("--base", help="Judge what is new since here: a branch, a commit, or auto in CI.", metavar="REF"),
    ] = None,
    head: Annotated[
        str, typer.Option("--head", help="Judge this commit, or worktree, against the base.", metavar="REF")
    ] = "HEAD",
    old_too: Annotated[bool, typer.Option("--all", help="With --base: show old findings too.")] = False,
    approvals: Annotated[
        Path | None, typer.Option("--approvals", help="Reviews from the host, as JSON.", metavar="FILE")
    ] = None,
) -> None:
    """Check form, law, time and quality of every file. All findings are shown; exit 1 if any weighs enough.

    Where a file cannot be read there is no verdict: exit 2, unless --lenient judges the rest.

    `--format` also takes full, concise, github, gitlab, sarif, junit and rdjson.
    """
    from promisectl.cli.output.console import stop
    from promisectl.cli.output.findings import print_examined
    from promisectl.cli.severities import severity_named
    from promisectl.model.finding import Severity

    asked = severity_named(fail_on)
    selected, ignored = _codes(select), _codes(ignore)
    if base is None:
        found = _of_workspace(console, selected, ignored)
    else:
        found = _of_branch(console, base, head, selected, ignored, approvals=approvals, old_too=old_too)
    _say_what_is_left_out(console, selected, ignored, asked)
    level = asked or found.fail_on
    print_examined(console, found, statistics=statistics, fail_on=level)
    if level != "never":
        _need_known_codes(console, found)
        _need_all_read(console, found)
    judged = [finding for finding in found.findings if finding.path not in found.unread]
    if level != "never" and any(finding.severity.rank >= Severity(level).rank for finding in judged):
        stop(1)


def _need_known_codes(console: Console, found: CheckResult) -> None:
    """End with 2 where promisectl.yaml names codes that do not exist: what it asks for is not what was looked for."""
    from promisectl.cli.output.console import stop

    if found.unknown_codes:
        codes = ", ".join(found.unknown_codes)
        console.remark(
            M("no verdict: promisectl.yaml names codes that do not exist: {codes}", codes=codes), always=True
        )
        stop(EXIT_NO_VERDICT)


def _need_all_read(console: Console, found: CheckResult) -> None:
    """End with 2 where files cannot be read: there is no verdict; with --lenient it is over the rest, as is said."""
    from promisectl.cli.output.console import stop

    if not found.unread:
        return
    if console.shared.lenient:
        console.remark(M("{count} file(s) left out: they cannot be read", count=len(found.unread)), always=True)
        return
    console.remark(M("no verdict: {count} file(s) cannot be read", count=len(found.unread)), always=True)
    console.remark(M("  help: mend them, or judge the rest with --lenient"), always=True)
    stop(EXIT_NO_VERDICT)


def _of_workspace(console: Console, select: list[str] | None, ignore: list[str] | None) -> CheckResult:
    from promisectl.app.check.workspace import check_workspace
    from promisectl.cli.reading import as_of_of

    shared = console.shared
    found = check_workspace(
        root=shared.root, as_of=as_of_of(shared), ledger=shared.ledger, select=select, ignore=ignore
    )
    if found.as_of is not None:
        _say_what_is_missing(console)
    return found


def _say_what_is_missing(console: Console) -> None:
    """Say what is not looked at, for it is not here: left out by a sparse checkout, or lost."""
    from promisectl.cli.lost import say_lost
    from promisectl.cli.reading import say_left_out
    from promisectl.store.workspace import open_workspace

    workspace = open_workspace(console.shared.root)
    if not say_left_out(console, workspace):
        say_lost(console, workspace)


def _of_branch(
    console: Console,
    base: str,
    head: str,
    select: list[str] | None,
    ignore: list[str] | None,
    *,
    approvals: Path | None,
    old_too: bool,
) -> CheckResult:
    """Return what a branch brings; what has to be said beside it is printed."""
    from promisectl.app.check.branch import check_branch
    from promisectl.cli.reading import as_of_of

    shared = console.shared
    guarded = check_branch(
        base,
        head,
        root=shared.root,
        approvals=approvals,
        select=select,
        ignore=ignore,
        old_too=old_too,
        ledger=shared.ledger,
        as_of=as_of_of(shared),
    )
    for remark in guarded.remarks:
        console.remark(remark)
    return guarded.check_result
