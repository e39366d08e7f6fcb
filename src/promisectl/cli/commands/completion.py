"""`completion`: the script that lets a shell complete commands, ids, people and more."""

from __future__ import annotations

from typing import Annotated

import typer

from promisectl.cli.options import Shared, basic


@basic
def completion_command(
    shared: Shared,
    shell: Annotated[str, typer.Argument(help="Which shell: bash, zsh or fish.", metavar="SHELL")],
) -> None:
    """Print the script that completes commands, options, ids and people in your shell. Its first lines say how."""
    from promisectl.cli.completion.scripts import SCRIPTS
    from promisectl.cli.language import current
    from promisectl.cli.output.console import Console
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    script = SCRIPTS.get(shell)
    if script is None:
        raise Trouble(
            M("there is no completion for `{shell}`", shell=shell),
            help=M("use one of: {names}", names=", ".join(SCRIPTS)),
        )
    Console(shared, current(), ("text",)).print(script.rstrip("\n"))
