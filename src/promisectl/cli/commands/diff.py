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
    full, concise, github, gitlab, sarif, junit and rdjson tell what is unlawful.
    """
    from promisectl.app.check.branch import check_result
    from promisectl.app.check.change import see_change
    from promisectl.app.compare.revisions import WORKTREE
    from promisectl.cli.output.console import stop
    from promisectl.cli.reading import EXIT_NOT_WHOLE, as_of_of, say_left_out

    shared = console.shared
    seen = see_change(shared.root, base, head, exact=exact, approvals=approvals, as_of=as_of_of(shared))
    for remark in seen.remarks:
        console.remark(remark)
    compared, changes = seen.compared, seen.changes(shared.ledger)
    open_words, findings = seen.open_words(shared.ledger), seen.findings(shared.ledger)
    abouts = {pair.id: console.words.text(pair.latest.promise.file.what) for pair in compared.pairs}
    trust = {where: word.value for where, word in seen.branch.trusted.items()}
    if console.format == "json":
        from promisectl.formats.changes_json import changes_json

        console.json(changes_json(compared.base, compared.head, changes, findings))
    elif console.format == "markdown":
        from promisectl.app.check.threatened import threatened
        from promisectl.formats.changes_markdown import changes_markdown

        threats = threatened(compared)
        console.print(changes_markdown(changes, open_words, findings, threats, abouts, trust, console.words))
    elif console.format in OF_FINDINGS:
        from promisectl.cli.output.findings import print_examined

        print_examined(console, check_result(compared, findings), statistics=False, fail_on="error")
    else:
        from promisectl.formats.changes_screen import Compared, changes_screen

        sides = Compared(compared.base, compared.head, changes, open_words, findings, abouts, trust)
        console.show(changes_screen(sides, console.words))
    left_out = say_left_out(console, compared.after) if compared.head == WORKTREE else 0
    if exit_code and (left_out or changes or findings):
        stop(EXIT_NOT_WHOLE if left_out else 1)
