"""`help`: one command explained, or what dates, queries and reasons are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from promisectl.cli.options import basic

if TYPE_CHECKING:
    from promisectl.cli.output.console import Console

Topic = Annotated[
    list[str] | None, typer.Argument(help="A command, or one of: dates, queries, reasons.", metavar="[TOPIC]")
]


@basic.printing("text")
def help_command(console: Console, context: typer.Context, topic: Topic = None) -> None:
    """Explain a command, dates, queries or reasons. Without one: list the commands."""
    from promisectl.cli.help_topics import TOPICS, topic_screen

    root = context.find_root()
    if not topic:
        console.print(root.command.get_help(root))
    elif len(topic) == 1 and topic[0] in TOPICS:
        console.show(topic_screen(topic[0], console.words))
    else:
        console.print(_explained(root, topic))


def _explained(root: Any, words: list[str]) -> str:
    """Return the help of a command by its words; Trouble where there is no such command."""
    from promisectl.model.message import M
    from promisectl.model.trouble import Trouble

    context = root
    for word in words:
        below = getattr(context.command, "get_command", lambda context, name: None)(context, word)
        if below is None:
            raise Trouble(
                M("there is no command {name}", name=" ".join(words)),
                help=M("`promisectl help` lists them; topics are dates, queries and reasons"),
            )
        context = type(root)(below, parent=context, info_name=word)
    return str(context.command.get_help(context))
