"""`diff`: what a change means, promise by promise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import asking

if TYPE_CHECKING:
    from promisectl.cli.output.console import Console

# The formats of `check`: they hold the findings of the change alone.
OF_FINDINGS = ("full", "concise", "json-lines", "github", "gitlab", "sarif", "junit", "rdjson")

Base = Annotated[
    str | None,
    typer.Argument(help="Since its merge base with here: a branch, a commit, or auto.", metavar="BASE"),
]
Head = Annotated[str | None, typer.Argument(help="Up to here; the work tree if left out.", metavar="HEAD")]


@asking.printing("text", "json", "markdown", *OF_FINDINGS)
def diff_command(
    console: Console,
    base: Base = None,
    head: Head = None,
    exact: Annotated[bool, typer.Option("--exact", help="Compare with BASE itself, not with the merge base.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything was found.")] = False,
    approvals: Annotated[
        Path | None, typer.Option("--approvals", help="Reviews from the host, as JSON.", metavar="FILE")
    ] = None,
) -> None:
    """Say what a change means: what was newly promised, what moved and whether it was agreed, what is unlawful.

    Without BASE from HEAD to the work tree; with it from the merge base. `--format markdown` is a comment for a review;
    full, concise, github, gitlab, sarif, junit and rdjson tell the findings, which are those of `check --base`.
    """
    from promisectl.app.check.change import see_change
    from promisectl.app.check.telling import tell
    from promisectl.app.compare.naming import WORKTREE
    from promisectl.cli.output.changes import print_changes
    from promisectl.cli.output.console import stop
    from promisectl.cli.reading import EXIT_NOT_WHOLE, as_of_of, say_left_out

    shared = console.shared
    seen = see_change(shared.root, base, head, exact=exact, approvals=approvals, as_of=as_of_of(shared))
    for remark in seen.remarks:
        console.remark(remark)
    told = tell(seen, shared.ledger, with_threats=console.format == "markdown")
    print_changes(console, told, seen.compared)
    left_out = say_left_out(console, seen.compared.after) if told.head == WORKTREE else 0
    if exit_code and (left_out or not told.is_empty):
        stop(EXIT_NOT_WHOLE if left_out else 1)
