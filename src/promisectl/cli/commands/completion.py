"""`completion`: the script that lets a shell complete commands, ids, people and more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from promisectl.cli.options import basic

if TYPE_CHECKING:
    from promisectl.cli.output.console import Console


@basic.printing("text")
def completion_command(
    console: Console,
    shell: Annotated[str, typer.Argument(help="Which shell: bash, zsh or fish.", metavar="SHELL")],
) -> None:
    """Print the script that completes commands, options, ids and people in your shell. Its first lines say how."""
    from promisectl.cli.completion.scripts import SCRIPTS
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    script = SCRIPTS.get(shell)
    if script is None:
        raise Trouble(
            M("there is no completion for `{shell}`", shell=shell),
            help=M("use one of: {names}", names=", ".join(SCRIPTS)),
        )
    console.print(script.rstrip("\n"))
