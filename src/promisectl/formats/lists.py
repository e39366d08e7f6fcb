"""The registry of formats of lists of promises: name and module. A new one is a file beside this one and a line here.

A module holds `render(listed)`, which returns the text of a `PromiseList`. What people read in a terminal is a screen
(`listing_screen`), and no format of this registry. Nothing is imported until it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisectl.formats.promise_list import PromiseList

FORMATS = {
    "json": "list_json",
    "json-lines": "list_json_lines",
    "csv": "list_csv",
    "markdown": "promises_markdown",
}


def render(name: str, listed: PromiseList) -> str:
    """Return promises in the format of that name; empty where it has nothing to say of none."""
    text: str = import_module(f"promisectl.formats.{FORMATS[name]}").render(listed)
    return text
