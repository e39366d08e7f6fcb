"""Quoting: when a text may stand in YAML as it is, and how it is written between quotes where it may not.

A text stays plain only where every YAML reader, of 1.1 and of 1.2, takes it for that same text: `0x1F`, `12:30`,
`1_000` and `no` are a number, a time, a number and a truth to some. Days, instants and lengths of time stay plain as
commands write them (`2026-03-09`, `2026-03-09T10:00:00Z`, `5d`): the schema types them.
"""

from __future__ import annotations

import json
import re
from datetime import datetime

# One letter or digit first, then no sign that means something to YAML where it stands.
_PLAIN = re.compile(r"(?:[^\W_]|[¡¿(/])(?:[^\s:#\"'`\\]|['/](?=\S)| (?![\s#]|\Z)|:(?=[^\s]))*\Z")
_FLOW_UNSAFE = re.compile(r"[,\[\]{}?]|:\S")
_WORD_OF_YAML = re.compile(r"(?:true|false|null|yes|no|on|off|y|n|nan|inf|infinity)\Z", re.IGNORECASE)

# Whatever begins like a number and goes on with nothing but what numbers, days and times are written with.
_LIKE_A_NUMBER = re.compile(r"\d[\d_.,:eExXoObB+a-fA-F-]*(?:[Tt ][\d.: ]+(?:[Zz]|[+-][\d:]+)?)?\Z")
_LENGTH = re.compile(r"\d{1,6}(?:d|bd|bh)\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2}))?\Z")
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def stays_plain(text: str, *, flow: bool = False) -> bool:
    """Return whether a text may stand as it is; `flow`: between brackets."""
    if _LENGTH.match(text) or _is_moment(text):
        return True
    if not _is_plainly_written(text) or _is_of_another_kind(text):
        return False
    return not (flow and _FLOW_UNSAFE.search(text))


def _is_plainly_written(text: str) -> bool:
    return text.isprintable() and not text.endswith(":") and _PLAIN.match(text) is not None


def _is_of_another_kind(text: str) -> bool:
    """Whether some reader takes a text for a truth, nothing, a number or a time."""
    return bool(_WORD_OF_YAML.match(text) or _LIKE_A_NUMBER.match(text))


def _is_moment(text: str) -> bool:
    """Return whether a text is a day or an instant that there is, as commands write it."""
    if not _MOMENT.match(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def scalar(text: str, *, flow: bool = False) -> str:
    """Return a text as a YAML scalar that every reader takes for that text; `flow`: between brackets."""
    return text if stays_plain(text, flow=flow) else quoted(text)


def quoted(text: str) -> str:
    """Return a text between double quotes; what cannot be seen is escaped."""
    return _UNSEEN.sub(lambda letter: f"\\u{ord(letter[0]):04x}", json.dumps(text, ensure_ascii=False))


def single_quoted(text: str) -> str:
    """Return a text between single quotes, or double ones where single ones cannot hold it."""
    return "'" + text.replace("'", "''") + "'" if text.isprintable() else quoted(text)
