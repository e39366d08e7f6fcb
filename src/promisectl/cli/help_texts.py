"""The texts of the command line: the help of every command and option, for those who translate them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from promisectl.cli.application import build
from promisectl.cli.options import OPTIONS, VERSION
from promisectl.cli.registry import ROWS
from promisectl.formats.translator import Translator


def help_texts() -> list[str]:
    """Return every help text, each once, in the order of the registry; English, as the source says it."""
    shared = [option.__metadata__[0].help for option in (*OPTIONS.values(), VERSION)]
    found = [text for row in ROWS.values() for text in (row.help.text, *_texts(build(row, Translator())))]
    return list(dict.fromkeys([*shared, *found]))


def _texts(command: Any) -> Iterator[str]:
    yield command.help
    for parameter in command.params:
        text = getattr(parameter, "help", None)
        if text and parameter.name != "help":
            yield text
    for below in getattr(command, "commands", {}).values():
        yield from _texts(below)
