"""Emitting: values as YAML text, the way commands write them.

Values here are what the exact reader gives: texts, lists, mappings, None. Texts are quoted by the rule of `quoting.py`;
what the schema types (`rating: 5`) stays plain by its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from promisectl.yamltext.quoting import scalar

Value = Any
WIDTH = 100

TYPED_KEYS = frozenset({"material", "clear", "fraction", "rating", "priority", "weight", "impact", "effort"})
NUMBER_KEYS = frozenset({"value", "confidence"})  # of a check-in; keys of users may be called so and hold any text
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)


def text_of_key(text: str, key: str, *, flow: bool = False) -> str:
    """Return the text of a key as a YAML scalar; plain where the schema types the key."""
    is_number = key in NUMBER_KEYS and _NUMBER.match(text) is not None
    return text if key in TYPED_KEYS or is_number else scalar(text, flow=flow)


def flow(value: Value, key: str = "") -> str:
    """Return a value on one line."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return text_of_key(value, key, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {flow(item, name)}" for name, item in value.items()) + "}"
    return "[" + ", ".join(flow(item) for item in value) + "]"


def entry(key: str, value: Value, indent: str = "", *, block_lists: bool = False, literal: bool = True) -> list[str]:
    """Return the lines of `key: value` at an indentation.

    A list stands on the line while it is short; `block_lists` puts every list one entry a line (the head's way).
    Texts of several lines stand as literal blocks, unless they may not (`literal`).
    """
    if isinstance(value, str):
        return _text_lines(f"{indent}{key}:", text_of_key(value, key), value, indent, literal=literal)
    one_line = f"{indent}{key}: {flow(value, key)}"
    if _stands_below(value, one_line, block_lists=block_lists, literal=literal):
        return [f"{indent}{key}:", *_lines_below(value, indent, literal=literal)]
    return [one_line]


def _stands_below(value: Value, one_line: str, *, block_lists: bool, literal: bool) -> bool:
    """Whether a collection stands below its key: it is long, or its place or what it holds wants it so."""
    if not value or len(one_line) > WIDTH:
        return bool(value)
    if literal and _holds_lines(value):
        return True
    return block_lists and not isinstance(value, Mapping)


def _lines_below(value: Value, indent: str, *, literal: bool) -> Iterable[str]:
    """Return the lines of a collection below its key: a list at the key's indentation, a mapping two in."""
    if isinstance(value, Mapping):
        return chain.from_iterable(entry(name, item, indent + "  ", literal=literal) for name, item in value.items())
    return chain.from_iterable(_item(item, indent, literal=literal) for item in value)


def _item(value: Value, indent: str, *, literal: bool) -> list[str]:
    if isinstance(value, str):
        return _text_lines(f"{indent}-", scalar(value), value, indent, literal=literal)
    return [f"{indent}- {flow(value)}"]


def _text_lines(before: str, on_one_line: str, text: str, indent: str, *, literal: bool) -> list[str]:
    """Return a text after its key or dash: on that line, or where it has lines that people read as a literal block."""
    if not (literal and _is_of_lines(text)):
        return [f"{before} {on_one_line}"]
    header, body = ("|", text[:-1]) if text.endswith("\n") else ("|-", text)
    return [f"{before} {header}", *(f"{indent}  {line}".rstrip() for line in body.split("\n"))]


def _holds_lines(value: Value) -> bool:
    """Whether a list or a mapping holds a text that is written as a literal block."""
    parts = value.values() if isinstance(value, Mapping) else value or ()
    return any(isinstance(part, str) and _is_of_lines(part) for part in parts)


def _is_of_lines(text: str) -> bool:
    """Whether a literal block says exactly this text: lines that can be seen, none of them with blanks at its ends."""
    if "\n" not in text:
        return False
    lines = text.removesuffix("\n").split("\n")
    return bool(lines[0] and lines[-1]) and all(line.isprintable() and line == line.strip() for line in lines)


def act_lines(
    act: Mapping[str, Value], indent: str = "", inner: str | None = None, *, literal: bool = True
) -> list[str]:
    """Return an act as an item of a block list; `inner` is the indentation of its keys.

    One term stands in flow style, more as a block (format.md, History).
    """
    inner = indent + "  " if inner is None else inner
    lines: list[str] = []
    for key, value in act.items():
        if key == "terms" and isinstance(value, Mapping) and len(value) > 1:
            lines.append(f"{inner}{key}:")
            for name, term in value.items():
                lines += entry(name, term, inner + "  ", literal=literal)
        else:
            lines += entry(key, value, inner, literal=literal)
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
