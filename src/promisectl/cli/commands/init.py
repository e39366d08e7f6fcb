"""`init`: a workspace in the current folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import beginning

if TYPE_CHECKING:
    from pathlib import Path

    from promisectl.app.workspace.create import Begun
    from promisectl.cli.output.console import Console


@beginning
def init_command(
    console: Console,
    ledger: Annotated[str, typer.Option("--ledger", help="The name of the first ledger.", metavar="NAME")] = "work",
    example: Annotated[bool, typer.Option("--example", help="Fill it with a small living example.")] = False,
    people_from_git: Annotated[
        bool, typer.Option("--people-from-git", help="Register everybody who committed here.")
    ] = False,
    git: Annotated[bool, typer.Option("--git", help="Make a git repository here too, where there is none.")] = False,
) -> None:
    """Make a workspace here: promisectl.yaml, people.yaml with you in it, a first ledger. It never overwrites."""
    from pathlib import Path

    from promisectl.app.workspace.create import begin, previewed

    folder = (console.shared.root or Path.cwd()).resolve()
    if console.shared.dry_run:
        made = previewed(folder, ledger, example=example, people_from_git=people_from_git)
        _show(console, made)
        made.remove()
    else:
        commit = console.shared.commit
        made = begin(folder, ledger, example=example, people_from_git=people_from_git, git=git, commit=commit)
    if not console.wants_sentences:
        files = [str(path.relative_to(made.folder)) for path in made.files]
        console.document({"root": str(folder), "files": files, "repository": made.repository})
    elif not console.shared.quiet and not console.shared.dry_run:
        _tell(console, made, folder, example=example)


def _show(console: Console, made: Begun) -> None:
    """Show what would be made, as every dry run does."""
    from promisectl.app.interchange.act_document import diff_of
    from promisectl.model.visible_text import escape_line

    if console.is_text:
        difference = "".join(diff_of(text, made.folder) for text in made.texts()).rstrip("\n")
        console.print([escape_line(line) for line in difference.split("\n")])


def _tell(console: Console, made: Begun, folder: Path, *, example: bool) -> None:
    from promisectl.model.message import M

    if made.repository:
        console.print(console.say(M("made a git repository")))
    for path in made.files:
        console.print(console.say(M("made {path}", path=path.relative_to(folder))))
    who = M("you are `{handle}`; the ledger is `{ledger}`", handle=made.handle, ledger=made.ledger)
    following = M('next: `promisectl person add HANDLE`, then `promisectl request HANDLE "…" fri`')
    if example:
        following = M("look at it with `promisectl status`, `promisectl overdue` and `promisectl report fulfilment`")
    console.print(console.say(who))
    console.print(console.say(following))
