"""Arguments before they are parsed: what is needed to say a trouble, or to choose a language, before Typer has run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from promisectl.cli.registry import ROWS


def option_value(arguments: Sequence[str], option: str) -> str | None:
    """Return the value of an option, the last one where it is given twice; None where it is not given."""
    value = None
    for index, argument in enumerate(arguments):
        if argument == option and index + 1 < len(arguments):
            value = arguments[index + 1]
        elif argument.startswith(f"{option}="):
            value = argument.removeprefix(f"{option}=")
    return value


def root_of(arguments: Sequence[str]) -> Path | None:
    """Return the folder that --root or PROMISECTL_ROOT names."""
    folder = option_value(arguments, "--root") or os.environ.get("PROMISECTL_ROOT")
    return Path(folder) if folder else None


def wants_json(arguments: Sequence[str]) -> bool:
    """Whether a program reads what is printed."""
    asked = option_value(arguments, "--format") or os.environ.get("PROMISECTL_FORMAT", "")
    return asked in ("json", "json-lines")


def only_reads(arguments: Sequence[str]) -> bool:
    """Whether the command named looks at files and writes none."""
    name = next((argument for argument in arguments if argument in ROWS), "status")
    return ROWS[name].group in ("look", "measure", "guard", "exchange") or name == "next"
