"""Visible text: what people type into a promise is seen by those who agree to it, all of it.

Control characters act on terminals, and bidirectional overrides show one text and mean another. A file may hold them
escaped; a command never writes them. Line ends and tabs are let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from promisectl.model.message import M
from promisectl.model.trouble import Trouble

HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029"  # soft hyphen, marks, zero-width space, line ends
    "\u202a-\u202e\u2060-\u206f"  # bidirectional overrides and isolates, invisible operators
    "\ufeff\ufff9-\ufffb\ud800-\udfff"  # byte-order mark, annotations, lone surrogates
    "\U000e0000-\U000e007f]"  # tags
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def need_words(raw: Mapping[str, object]) -> None:
    """Trouble where an act says something empty, or something that is not to be seen."""
    for key, value in _texts(raw):
        if not value.strip():
            raise Trouble(M("`{key}` is empty", key=key), help=M("say it in words, or leave it out"))
    need_visible(raw)


def _texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, below in value.items():
            yield from _texts(below, str(name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item, key)


def need_visible(value: object, key: str = "") -> None:
    """Trouble where a text in `value` holds a character that is not to be seen; `key` says where it was told."""
    for name, text in _texts(value, key):
        hidden = _HIDDEN.search(text)
        if hidden:
            raise Trouble(
                M(
                    "`{key}` holds a character that cannot be seen: {character}",
                    key=name,
                    character=escape_line(hidden[0]),
                ),
                note=M("it was “{value}”", value=escape_line(text)),
                help=M("type it again without it"),
            )


def escape_line(text: str) -> str:
    """Return a text as one harmless line: every control, override or invisible character as a visible escape."""
    return HARMFUL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    letter = match[0]
    code = ord(letter)
    if letter in _SHORT:
        return _SHORT[letter]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
