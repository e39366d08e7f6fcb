"""Emitting: values as YAML text, the way commands write them.

Values here are what the exact reader gives: texts, lists, mappings, None. A text stays plain wherever every YAML
reader would take it for the same text or the schema types it (days, instants, numbers); else it is double-quoted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Value = Any
WIDTH = 100

_TYPED = re.compile(r"(?:true|false|null|yes|no|on|off|y|n|~|nan|inf|infinity|\.nan|\.inf|=|<<)\Z", re.IGNORECASE)
_DIGITS = re.compile(r"[\d.+-][\d_.,:eExXoOa-fA-F+-]*\Z")
_DATED = re.compile(r"\d{1,6}(?:d|bd|bh)\Z|\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?\Z")
_PLAIN = re.compile(r"(?:[^\W_]|[¡¿(/])(?:[^\s:#\"'`\\]|['/](?=\S)| (?![\s#]|\Z)|:(?=[^\s]))*\Z")
_FLOW_UNSAFE = re.compile(r"[,\[\]{}]|:\S")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def scalar(value: str, *, flow: bool = False, typed: bool = False) -> str:
    """Return a text as a YAML scalar. `typed` leaves what the schema types (true, 5, 0.8) plain."""
    if typed or _DATED.match(value):
        return value
    if (
        not value.isprintable()
        or value.endswith(":")
        or not _PLAIN.match(value)
        or _TYPED.match(value)
        or _DIGITS.match(value)
    ):
        return quoted(value)
    if flow and _FLOW_UNSAFE.search(value):
        return quoted(value)
    return value


def quoted(value: str) -> str:
    """Return a text between double quotes."""
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


TYPED_KEYS = frozenset({"material", "clear", "fraction", "rating", "priority", "weight", "impact", "effort"})


def flow(value: Value, key: str = "") -> str:
    """Return a value on one line."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return scalar(value, flow=True, typed=key in TYPED_KEYS)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(item, name)}" for name, item in value.items()) + "}"
    return "[" + ", ".join(flow(item) for item in value) + "]"


def entry(key: str, value: Value, indent: str = "", *, block_lists: bool = False) -> list[str]:
    """Return the lines of `key: value` at an indentation.

    A list stands on the line while it is short; `block_lists` puts every list one entry a line (the head's way).
    """
    if isinstance(value, str):
        return [f"{indent}{key}: {scalar(value, typed=key in TYPED_KEYS)}"]
    one_line = f"{indent}{key}: {flow(value, key)}"
    if isinstance(value, Sequence) and value and (block_lists or len(one_line) > WIDTH):
        return [f"{indent}{key}:", *(f"{indent}- {_item(item)}" for item in value)]
    if isinstance(value, Mapping) and value and len(one_line) > WIDTH:
        return [f"{indent}{key}:", *(line for name, item in value.items() for line in entry(name, item, indent + "  "))]
    return [one_line]


def _item(value: Value) -> str:
    return scalar(value) if isinstance(value, str) else flow(value)


def act_lines(act: Mapping[str, Value], indent: str = "", inner: str | None = None) -> list[str]:
    """Return an act as an item of a block list; `inner` is the indentation of its keys.

    One term stands in flow style, more as a block (format.md, History).
    """
    inner = indent + "  " if inner is None else inner
    lines: list[str] = []
    for key, value in act.items():
        if key == "terms" and isinstance(value, Mapping) and len(value) > 1:
            lines.append(f"{inner}{key}:")
            for name, term in value.items():
                lines += entry(name, term, inner + "  ")
        else:
            lines += entry(key, value, inner)
    first = lines[0][len(inner) :]
    dash = "-" + " " * (len(inner) - len(indent) - 1)
    return [f"{indent}{dash}{first}", *lines[1:]]


def promise_text(values: Mapping[str, Value], newline: str = "\n", comment: str = "") -> str:
    """Return a whole promise file."""
    lines = [comment] if comment else []
    for key, value in values.items():
        if key == "history":
            lines.append("history:")
            for act in value:
                lines += act_lines(act)
        else:
            lines += entry(key, value, block_lists=key == "criteria")
    return newline.join(lines) + newline
