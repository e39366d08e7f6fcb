"""The registry of formats of lists of promises: name and module. A new one is a file beside this one and a line here.

A module holds `render(listed)`, which returns the text of a `PromiseList`. What people read in a terminal is a screen
(`listing_screen`), and no format of this registry. Nothing is imported until it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisectl.formats.translator import Translator
    from promisectl.metrics.view import View

FORMATS = {
    "json": "list_json",
    "json-lines": "list_json_lines",
    "csv": "list_csv",
    "markdown": "promises_markdown",
}


@dataclass(frozen=True, slots=True)
class PromiseList:
    """Promises in the order to show them, and what a format may have to say about them.

    `day` is the day they are of; `states` says that their state matters, not how late they are. `wanted` says, by id,
    what word a promise waits for, where that was asked; `left_out` counts files that were not read, where that was
    allowed. `link` gives the address of a file, None where no address is known.
    """

    views: Sequence[View]
    day: date
    words: Translator
    states: bool = True
    wanted: Mapping[str, str] | None = None
    left_out: int | None = None
    link: Callable[[str], str | None] = lambda path: None


def render(name: str, listed: PromiseList) -> str:
    """Return promises in the format of that name; empty where it has nothing to say of none."""
    text: str = import_module(f"promisectl.formats.{FORMATS[name]}").render(listed)
    return text
