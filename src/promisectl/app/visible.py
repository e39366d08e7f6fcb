"""Visible text: what people type into a promise is seen by those who agree to it, all of it.

Control characters act on terminals, and bidirectional overrides show one text and mean another. A file may hold them
escaped; a command never writes them. Line ends and tabs are let through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from promisectl.formats.neutral import printable
from promisectl.model.message import M
from promisectl.model.trouble import Trouble

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def need_visible(value: object, key: str = "") -> None:
    """Trouble where a text in `value` holds a character that is not to be seen; `key` says where it was told."""
    if isinstance(value, str):
        hidden = _HIDDEN.search(value)
        if hidden:
            raise Trouble(
                M(
                    "`{key}` holds a character that cannot be seen: {character}",
                    key=key,
                    character=printable(hidden[0]),
                ),
                note=M("it was “{value}”", value=printable(value)),
                help=M("type it again without it"),
            )
    elif isinstance(value, Mapping):
        for name, below in value.items():
            need_visible(below, str(name))
    elif isinstance(value, list | tuple):
        for item in value:
            need_visible(item, key)
