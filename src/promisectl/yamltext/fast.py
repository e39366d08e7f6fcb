"""The fast reader: plainly good YAML into plain values, at the speed of a C++ parser.

It answers only for text whose every line has one of a few plain shapes, and declines (None) at the first doubt:
anchors, tags, block scalars, words that rapidyaml would type by itself, duplicate keys. Whoever is declined asks the
exact reader, which alone decides what is an error. tests/yamltext/test_two_readers.py proves that they agree;
docs/decisions/0003-two-readers.md holds the measurements.
"""

from __future__ import annotations

import json
import re
from typing import Any

_WORD = rb"[A-Za-z\x80-\xff(\xc2\xa1\xbf]"
# A plain scalar that no YAML schema types: it starts with a letter (the typed words are looked for separately),
# is a day, an instant or a length of time (5d, 2bd), or is a whole number followed by a blank and more text.
_REST = rb"(?:[^\s:#]++|[ ]++(?![#\s])|:(?=[^\s]))*+"
_FLOW_REST = rb"(?:[^\s:#,\[\]{}]++|[ ]++(?![#\s])|:(?=[^\s,\[\]{}]))*+"
_DATE = rb"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]++(?:Z|[+-][0-9]{2}:[0-9]{2}))?+(?=[\s,\]}])"
_QUOTED = rb"\"[^\"\\\n\r\t]*+\"|'[^'\n\r\t]*+'"
_START = rb"(?:(?!%s)%s|[0-9]++(?:[ ](?=[a-zA-Z])|(?:d|bd|bh)(?=[\s,\]}])))"
# A number as the schema's are written (5, 0.6), a period of a recurring service (2026-W10, 2026-Q1, 2026-03). They are
# tried last, so that texts without them do not pay for them; the group tells whether a text holds a number.
_NUMBER = rb"((?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,8})?+)(?=[\s,\]}])"
_PERIOD = rb"[0-9]{4}-(?:[QWH]?[0-9]{1,2})(?=[\s,\]}])"
_TYPED = rb"(?:[Tt]rue|TRUE|[Ff]alse|FALSE|[Nn]ull|NULL|[Nn]a[Nn]|NAN|[Ii]nf(?:inity)?|INF(?:INITY)?)(?=[\s,\]}#])"
_WORDS = _START % (_TYPED, _WORD)
_PLAIN = rb"(?:" + _DATE + rb"|" + _WORDS + _REST + rb"|" + _NUMBER + rb"|" + _PERIOD + rb")"
_FLOW_PLAIN = rb"(?:" + _DATE + rb"|" + _WORDS + _FLOW_REST + rb"|" + _NUMBER + rb"|" + _PERIOD + rb")"
_FLOW_ATOM = rb"(?:" + _QUOTED + rb"|" + _FLOW_PLAIN + rb")"
_KEY = rb"[a-z][a-z0-9-]*+:"
_SEQ = rb"\[(?:" + _FLOW_ATOM + rb"(?:, " + _FLOW_ATOM + rb")*+)?+\]"

# A mapping within a mapping between brackets is left to the exact reader: spelt out here, it would double start-up.
_PAIR = rb"[a-z][a-z0-9-]*+: (?:" + _SEQ + rb"|" + _FLOW_ATOM + rb")"
_MAP = rb"\{" + _PAIR + rb"(?:, " + _PAIR + rb")*+\}"
_VALUE = rb"(?:" + _QUOTED + rb"|" + _SEQ + rb"|" + _MAP + rb"|" + _PLAIN + rb")"
# First every line by itself: a key, its value, an item of a list, a comment. Then the shape the lines make.
_LINE = (
    rb"[ ]*+(?:- )?+(?:" + _KEY + rb"(?:[ ]|(?=\r?\n)))?+(?:" + _VALUE + rb")?+(?:[ ]*+(?:(?<=[ ])#[^\r\n]*+)?+)\r?\n"
)
_PLAIN_LINES = re.compile(rb"(?:" + _LINE + rb"|[ ]*+#[^\r\n]*+\r?\n)++\Z")

_END = rb"\r?\n(?:[ ]*+(?:#[^\r\n]*+)?+\r?\n)*+"
_SET = rb"[a-z][a-z0-9-]*+: ++[^\s#][^\r\n]*+" + _END
_BARE = rb"[a-z][a-z0-9-]*+:(?:[ ]++(?:#[^\r\n]*+)?+)?+" + _END
_SCALAR_ITEM = rb"- (?![a-z][a-z0-9-]*+:(?:[ \r\n]))[^\r\n]++" + _END


def _list(indent: bytes) -> bytes:
    return rb"(?:" + indent + _SCALAR_ITEM + rb")++"


def _entries(indent: bytes, depth: int) -> bytes:
    """Keys at an indent; below a key without value a list at its indent or two in, or a mapping two in."""
    deeper = indent + b"  "
    mapping = rb"(?:" + deeper + _SET + rb")++" if depth == 0 else _entries(deeper, depth - 1)
    below = rb"(?:" + _list(indent) + rb"|" + _list(deeper) + rb"|" + mapping + rb")?+"
    return rb"(?:" + indent + rb"(?:" + _SET + rb"|" + _BARE + below + rb"))++"


# The shape of a promise file: keys at the margin; below a key a list of scalars or of mappings (the acts, at the
# margin or two in), or a mapping. Only regular indentation matches, so rapidyaml never meets what it would refuse
# (it would say so on stderr).
def _acts(indent: bytes) -> bytes:
    return rb"(?:" + indent + rb"- " + _SET + rb"(?:" + _entries(indent + b"  ", 1) + rb")?+)++"


_TOP = (
    rb"(?:(?:" + _SET + rb"|" + _BARE + rb"(?:" + _acts(b"") + rb"|" + _acts(b"  ")
    + rb"|" + _list(b"") + rb"|" + _list(b"  ") + rb"|(?:  " + _SET + rb")++)?+))++"
)  # fmt: skip
_SHAPE = re.compile(rb"(?:[ ]*+(?:#[^\r\n]*+)?+\r?\n)*+" + _TOP + rb"\Z")
# Control and bidirectional-override characters, line separators, a BOM, non-characters, in UTF-8.
_CONTROLS = bytes({*range(32), 127} - {0x0A, 0x0D})
_ODD = re.compile(
    rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf|\xef\xbf[\xbe\xbf]"
)


def _has_odd_characters(text: bytes) -> bool:
    if text.isascii():
        return len(text.translate(None, _CONTROLS)) != len(text)
    return _ODD.search(text) is not None


# A text of JSON as a whole, or a number that stands outside of them.
_TEXT_OR_NUMBER = re.compile(r'"(?:[^"\\]++|\\.)*+"|[0-9][0-9.]*+')


def read_fast_json(text: bytes) -> str | None:
    """Return the mapping that plainly good YAML holds, as JSON with every scalar a text; None where in doubt.

    The text is UTF-8 without BOM. Duplicate keys are still there: whoever parses the JSON looks for them, with
    `key_count`.
    """
    lines = _plain_lines(text)
    if lines is None:
        return None
    import ryml

    try:
        text.decode()
        as_json: str | None = ryml.emit_json(ryml.parse_in_arena(text))
    except (ryml.ExceptionBasic, ValueError):
        return None
    if not as_json or as_json[0] != "{":
        return None
    holds_number = lines.lastindex is not None
    return _TEXT_OR_NUMBER.sub(_as_text, as_json) if holds_number else as_json


def _plain_lines(text: bytes) -> re.Match[bytes] | None:
    """Return the match of a text in which every line is of a plain shape; its groups are numbers."""
    if not _SHAPE.match(text):
        return None
    lines = _PLAIN_LINES.match(text)
    return None if lines is None or _has_odd_characters(text) else lines


def _as_text(token: re.Match[str]) -> str:
    """Return a number that rapidyaml writes bare as the text it is in YAML; a text as it is."""
    return token[0] if token[0][0] == '"' else f'"{token[0]}"'


def is_plain(text: bytes) -> bool:
    """Return whether every line is of a plain shape and whole: no value goes on over the end of a line or the text."""
    return _plain_lines(text) is not None


def key_count(as_json: str) -> int:
    """Return how many keys rapidyaml's JSON writes: a quote inside a text is always escaped there."""
    return as_json.count('": ') - as_json.count('\\": ')


def read_fast(text: bytes) -> dict[str, Any] | None:
    """Return the mapping that plainly good YAML holds, every scalar a text or None; None where in doubt."""
    as_json = read_fast_json(text)
    if as_json is None:
        return None
    values: dict[str, Any] = json.loads(as_json)
    return values if _keys_in(values) == key_count(as_json) else None


def _keys_in(value: Any) -> int:
    """Return how many keys the mappings within a value have: fewer than were written where one stands there twice."""
    count, waiting = 0, [value]
    while waiting:
        within = waiting.pop()
        if isinstance(within, dict):
            count += len(within)
            waiting += within.values()
        elif isinstance(within, list):
            waiting += within
    return count
