"""The registry of formats of findings: name and module. A new one is a file beside this one and a line here.

A module holds `render(found)`, which returns the text of a `Found`. Nothing is imported until it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisectl.formats.found import Found

FORMATS = {
    "full": "findings_full",
    "concise": "findings_concise",
    "json": "findings_json",
    "json-lines": "findings_json_lines",
    "markdown": "findings_markdown",
    "github": "findings_github",
    "gitlab": "findings_gitlab",
    "sarif": "findings_sarif",
    "junit": "findings_junit",
    "rdjson": "findings_rdjson",
}
HOSTED = ("markdown", "github", "gitlab", "sarif", "junit", "rdjson")  # read beside a repository, by its paths


def render(name: str, found: Found) -> str:
    """Return what was found in the format of that name, without a last line end."""
    text: str = import_module(f"promisectl.formats.{FORMATS[name]}").render(found)
    return text.removesuffix("\n")
