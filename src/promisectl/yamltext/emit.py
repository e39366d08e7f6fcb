"""Emitting: values as YAML text, the way commands write them.

Values here are what the exact reader gives: texts, lists, mappings, None. Texts are quoted by the rule of `quoting.py`;
what the schema types (`rating: 5`) stays plain by its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from promisectl.yamltext.quoting import scalar

Value = Any
WIDTH = 100

TYPED_KEYS = frozenset({"material", "clear", "fraction", "rating", "priority", "weight", "impact", "effort"})


def text_of_key(text: str, key: str, *, flow: bool = False) -> str:
    """Return the text of a key as a YAML scalar; plain where the schema types the key."""
    return text if key in TYPED_KEYS else scalar(text, flow=flow)


def flow(value: Value, key: str = "") -> str:
    """Return a value on one line."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return text_of_key(value, key, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(item, name)}" for name, item in value.items()) + "}"
    return "[" + ", ".join(flow(item) for item in value) + "]"


def entry(key: str, value: Value, indent: str = "", *, block_lists: bool = False) -> list[str]:
    """Return the lines of `key: value` at an indentation.

    A list stands on the line while it is short; `block_lists` puts every list one entry a line (the head's way).
    """
    if isinstance(value, str):
        return [f"{indent}{key}: {text_of_key(value, key)}"]
    one_line = f"{indent}{key}: {flow(value, key)}"
    is_long = len(one_line) > WIDTH
    stands_below = is_long or (block_lists and not isinstance(value, Mapping))
    if not value or not stands_below:
        return [one_line]
    return [f"{indent}{key}:", *_lines_below(value, indent)]


def _lines_below(value: Value, indent: str) -> Iterable[str]:
    """Return the lines of a collection below its key: a list at the key's indentation, a mapping two in."""
    if isinstance(value, Mapping):
        return chain.from_iterable(entry(name, item, indent + "  ") for name, item in value.items())
    return [f"{indent}- {_item(item)}" for item in value]


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
