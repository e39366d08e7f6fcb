"""Asking: what a person on a terminal is asked for. Elsewhere the missing option is named, and nothing is asked.

A mistyped answer is asked for again: what was typed before it is not lost.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from promisectl.cli.output.console import Console
from promisectl.cli.output.wrap import error_width, folded
from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble

YES = ("y", "yes", "s", "si", "sí")
ROOM = 16  # columns that are left for an answer
Answer = TypeVar("Answer")


def can_ask(console: Console) -> bool:
    """Whether a person sits there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty() and console.is_text


def has_more_typed() -> bool:
    """Whether lines wait that were typed or pasted before anything was asked: they are commands, and no answers."""
    from select import select

    try:
        return bool(select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):  # where what waits cannot be looked at
        return False


def answer_to(console: Console, question: Message | str) -> str | None:
    """Return one line typed after a question, without the blanks around it; None where the input ends."""
    width = error_width()
    lines = folded(console.say(question), width - ROOM if width else None)
    sys.stderr.write("\n".join(lines) + " ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        return None
    return line.strip()


def ask(console: Console, question: Message, option: Message | str, example: Message | str) -> str:
    """Return a missing value: asked for on a terminal, else Trouble that names the option."""
    return ask_for(console, question, option, example, str)


def ask_for(
    console: Console, question: Message, option: Message | str, example: Message | str, read: Callable[[str], Answer]
) -> Answer:
    """Return what `read` makes of a missing value; an answer that it refuses (Trouble) is said, and asked for again."""
    while can_ask(console):
        answer = answer_to(console, question)
        if not answer:
            break
        try:
            return read(answer)
        except Trouble as trouble:
            tell_trouble(console, trouble)
    raise Trouble(
        M("{option} is missing", option=option),
        help=M("add it, such as {example}", example=example),
        code="missing",
    )


def ask_or(
    console: Console, question: Message, default: Answer | None, read: Callable[[str], Answer | None]
) -> Answer | None:
    """Return what `read` makes of an answer, `default` for an empty one; what it refuses is said, and asked again."""
    while True:
        answer = answer_to(console, question)
        if not answer:
            return default
        try:
            return read(answer)
        except Trouble as trouble:
            tell_trouble(console, trouble)


def tell_trouble(console: Console, trouble: Trouble) -> None:
    """Say on the terminal why an answer will not do."""
    console.remark(trouble.message, always=True)
    if trouble.help is not None:
        console.remark(M("  help: {help}", help=trouble.help), always=True)


def is_sure(console: Console, question: Message) -> bool:
    """Return whether a person on the terminal says yes."""
    answer = answer_to(console, f"{console.say(question)} [y/N]")
    return (answer or "").lower() in YES


def confirm(console: Console, question: Message) -> None:
    """Ask once, on a terminal, before what cannot be taken back; Trouble where the answer is no."""
    if console.shared.dry_run or not can_ask(console):
        return
    if not is_sure(console, question):
        raise Trouble(M("nothing was written"), code="stopped", exit_code=1)
