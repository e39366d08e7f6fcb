"""`audit`: whether the history only ever grew, and how far each act can be believed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import basic
from promisectl.formats import findings

if TYPE_CHECKING:
    from promisectl.app.audit.audit import Audit
    from promisectl.cli.output.console import Console
    from promisectl.formats.found import Found

FORMATS = ("text", *findings.FORMATS)


@basic.printing(*FORMATS)
def audit_command(
    console: Console,
    since: Annotated[
        str | None,
        typer.Option("--since", help="Only commits that this branch, tag or commit does not hold.", metavar="REF"),
    ] = None,
    checkpoint: Annotated[
        Path | None,
        typer.Option("--checkpoint", help="Prove that history only grew since this was taken.", metavar="FILE"),
    ] = None,
    approvals: Annotated[
        Path | None, typer.Option("--approvals", help="Reviews from the host, as JSON.", metavar="FILE")
    ] = None,
    write_checkpoint: Annotated[
        Path | None,
        typer.Option("--write-checkpoint", help="Write what history says now, where nothing is wrong.", metavar="FILE"),
    ] = None,
) -> None:
    """Walk the commits: what was said must stand, and each new act is judged by the policy before it.

    Exit 1 if anything was rewritten; exit 2 where the history cannot be seen whole.
    `--format` also takes full, concise, github, gitlab, sarif, junit and rdjson.
    """
    from promisectl.app.audit.audit import audit
    from promisectl.cli.output.console import stop
    from promisectl.store.output import need_own_place

    if write_checkpoint is not None:
        need_own_place(write_checkpoint)
    seen = audit(root=console.shared.root, since=since, checkpoint=checkpoint, approvals=approvals)
    _print(console, seen)
    if write_checkpoint is not None:
        _write(console, seen, write_checkpoint)
    if not seen.is_lawful:
        stop(1)


def _found(console: Console, seen: Audit) -> Found:
    from promisectl.app.check.rules import page_of
    from promisectl.formats.found import Found
    from promisectl.store.locating import Locator
    from promisectl.store.peek import title_in

    files = Locator(seen.root)
    return Found(
        findings=seen.findings,
        command="audit",
        prefix=seen.prefix if console.format in findings.HOSTED else "",
        line_of=files.line,
        about=lambda finding: title_in(files.text(finding.path), finding.promise or ""),
        page_of=page_of,
        say=console.say,
        colour=console.colour,
    )


def _print(console: Console, seen: Audit) -> None:
    if console.format == "text":
        _print_text(console, seen)
    elif console.format == "markdown":
        from promisectl.formats.audit_markdown import audit_markdown

        console.print(audit_markdown(seen, _found(console, seen)))
    elif console.format in ("json", "json-lines"):
        _print_json(console, seen)
    else:
        from promisectl.cli.output.findings import print_for_programs

        print_for_programs(console, _found(console, seen), console.format)


def _print_json(console: Console, seen: Audit) -> None:
    from promisectl.formats.audit_json import audit_json
    from promisectl.formats.promises_json import dump_lines

    document = audit_json(seen, _found(console, seen))
    if console.format == "json":
        console.json(document)
    else:
        console.print(dump_lines(document["findings"]))


def _print_text(console: Console, seen: Audit) -> None:
    if seen.findings:
        console.print(findings.render("full", _found(console, seen)))
    if console.shared.quiet:
        return
    from promisectl.formats.audit_text import audit_screen, cannot_see

    console.show(audit_screen(seen, console.say), paged=False)
    if not any(finding.kind == "rewritten" for finding in seen.caught):
        console.remark(cannot_see(seen))


def _write(console: Console, seen: Audit, path: Path) -> None:
    """Write a checkpoint of what was audited; beside the result, say so and where it is safe."""
    from promisectl.app.audit.audit import write_checkpoint
    from promisectl.model.message import M

    if not seen.is_lawful:
        console.remark(M("no checkpoint was written: first see to what was found"))
        return
    write_checkpoint(seen, path)
    console.remark(M("checkpoint written to {path}: keep it outside of the repository", path=path))
