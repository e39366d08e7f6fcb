"""Markdown: text that others wrote, shown as it is on hosts of repositories and nowhere more than text.

Escaping the marks of Markdown is not enough: hosts look for `@ana`, `#12` and `https://…` in what Markdown has left,
escaped or not, and would tell Ana. A zero-width space, written as an entity that everybody sees in the source, stands
within those. In code spans hosts look for nothing.
"""

from __future__ import annotations

import re

from promisectl.model.visible_text import escape_line

BREAK = "<br>"  # between the lines of a cell
_APART = "&#8203;"
_MARKS = re.compile(r"(?<![^\W_])_|_(?![^\W_])|[\\`*\[\]#|<>~&@$]")
# What a host makes a link of, and where it is taken apart: a name, a number, an address, a scheme.
_LINKS = re.compile(
    r"@(?=\w)|[#!&$%~](?=[\w\"'])|:(?=//)|(?i:www)(?=\.)|(?i:(?<![a-z])gh)(?=-\d)|(?i:mailto:|xmpp:)(?=\S)"
)
_FIRST = re.compile(r"([-+=])(?=\s|\1|\Z)|(\d+)[.)](?=\s|\Z)")  # what makes a list, a rule or a heading


def markdown_escape(text: str) -> str:
    """Return a text as one line that Markdown and its hosts show as it is. Days, ids and words keep their look."""
    text = escape_line(text)
    links = {match.end() for match in _LINKS.finditer(text)}
    marks = {match.start() for match in _MARKS.finditer(text)}
    shown = ""
    for at, letter in enumerate(text):
        shown += _APART if at in links else ""
        shown += "\\" + letter if at in marks else letter
    return _not_first(shown)


def _not_first(shown: str) -> str:
    """Return a line that makes no list, rule or heading by its first sign."""
    first = _FIRST.match(shown)
    if first is None:
        return shown
    at = 0 if first[1] else first.end(2)
    return f"{shown[:at]}\\{shown[at:]}"


def sentence(text: str) -> str:
    """Return a sentence of promisectl, what it quotes included: between backticks as code, else escaped."""
    parts = escape_line(text).split("`")
    shown = ""
    for place, part in enumerate(parts):
        paired = place % 2 == 1 and place < len(parts) - 1
        if paired and part.strip():
            shown += f"`{part}`"
        elif place % 2 == 1:
            shown += "\\`" + markdown_escape(part) + ("\\`" if paired else "")
        else:
            shown += markdown_escape(part)
    return shown


def code_span(text: str) -> str:
    """Return a text as code within a line."""
    text = escape_line(text)
    fence = "`" * (_longest_run(text) + 1)
    pad = " " if not text.strip() or "`" in (text[0], text[-1]) or text[0] == text[-1] == " " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def code_block(text: str, language: str = "") -> str:
    """Return lines as a block of code."""
    lines = [escape_line(line) for line in text.split("\n")]
    fence = "`" * max(3, *(_longest_run(line) + 1 for line in lines))
    return "\n".join([fence + language, *lines, fence])


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
