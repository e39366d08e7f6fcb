"""Neutral: text from a ledger made harmless for a terminal and for a line.

A ledger is read by people who did not write it. Control characters can recolour a terminal, rewrite lines above or
type for the reader; bidirectional overrides and invisible letters show one text and mean another. All of them are
shown as escapes (`\\x1b`, `\\u202e`). Line ends and tabs are escaped too: what is printed here is one line.
Letters joined by ZWJ and ZWNJ are left alone, since scripts and emoji need them.

What runs in CI is read by the runner as well: a line that begins with `::`, or that holds `##[` or `##vso[`, commands
it (`::stop-commands::x`, `##[add-mask]x`), whichever program printed it.
"""

from __future__ import annotations

import re

from promisectl.model.visible_text import HARMFUL

_HARMFUL_IN_JSON = re.compile(HARMFUL.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f"))
# Our own styles may stand before a mark: a runner leaves them out before it looks.
_COMMAND = re.compile(r"^((?:[^\S\n]|\x1b\[[\d;]*m)*):(?=(?:\x1b\[[\d;]*m)*:)", re.MULTILINE)
_OLD_COMMAND = re.compile(r"##(?=\[|vso\[)", re.IGNORECASE)


def no_commands(text: str) -> str:
    """Return lines of text in which the runner of a CI job finds no command: the mark of one as an escape."""
    return _OLD_COMMAND.sub(r"#\\x23", _COMMAND.sub(r"\1\\x3a", text))


def escape_json(text: str) -> str:
    """Return a JSON text with every such character or mark as an escape of JSON; it reads as the same values."""
    return _OLD_COMMAND.sub(r"#\\u0023", _HARMFUL_IN_JSON.sub(_json_escape, text))


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
