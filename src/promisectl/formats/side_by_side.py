"""Two sides of one conversation: side by side where the width allows it, else one after the other; and what is said
again, as the commands that say it."""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from promisectl.formats.conversation_text import conversation
from promisectl.formats.promises_text import Look
from promisectl.metrics.view import View

SIDE_BY_SIDE = 100  # columns from which two conversations stand beside each other
_GAP = " | "


def side_by_side(ours: tuple[str, View], theirs: tuple[str, View], look: Look) -> list[str]:
    """Return both conversations, each under its title."""
    if look.width is None or look.width < SIDE_BY_SIDE:
        return [*_titled(*ours, look), "", *_titled(*theirs, look)]
    width = (look.width - len(_GAP)) // 2
    narrow = replace(look, width=width, colour=False)
    left, right = ([line for text in _titled(*side, narrow) for line in _cut(text, width)] for side in (ours, theirs))
    return [f"{one}{' ' * (width - _columns(one))}{_GAP}{other}".rstrip() for one, other in _rows(left, right)]


def _titled(title: str, view: View, look: Look) -> list[str]:
    return [title, "-" * len(title), *conversation(view, look)]


def _rows(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip_longest(left, right, fillvalue="")


def _cut(line: str, width: int) -> Iterator[str]:
    """Yield a line in pieces that fit: a command to copy is not folded between words."""
    piece = ""
    for letter in line:
        if _columns(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


_OPTIONS = {
    "for": "--for",
    "via": "--via",
    "reason": "--reason",
    "reply-by": "--reply-by",
    "why": "--why",
    "understood": "--understood",
    "forecast": "--forecast",
    "help": "--help-wanted",
    "remedy": "--remedy",
    "fraction": "--partial",
    "rating": "--rating",
    "delivered-on": "--delivered-on",
    "kind": "--kind",
    "note": "--note",
    "evidence": "--evidence",
    "unmet": "--unmet",
    "what": "--what",
    "customer": "--customer",
    "performer": "--performer",
    "due": "--due",
    "within": "--within",
    "calendar": "--calendar",
    "criteria": "--criterion",
    "pause-on": "--pause-on",
}
_TERMS_OF = frozenset({"counter", "renegotiate"})  # what the others carry of terms, commands work out again
_COUNTED = frozenset({"terms", "due", "calendar", "dues", "acts", "act", "by", "at", "as"})


def said_again(act: Mapping[str, Any], id: str) -> str:
    """Return the command that says an act again; what was redacted is left to its speaker."""
    words = ["promisectl", str(act["act"]), id]
    terms = act.get("terms")
    if isinstance(terms, dict) and act["act"] in _TERMS_OF:
        for key, value in terms.items():
            words += _term(key, value)
    for key, value in act.items():
        if key not in _COUNTED:
            words += _option(key, value)
    if act["act"] == "deliver" and act.get("evidence") == []:
        words.append("--waive-evidence")
    words += [f"--by={act['by']}"] if str(act["by"]).startswith("-") else ["--by", str(act["by"])]
    return shlex.join(words)


def _term(key: str, value: Any) -> list[str]:
    if value is None:
        return ["--drop", key]
    if key == "condition" and isinstance(value, dict):
        by = value.get("by")
        return [*_words("--condition", value.get("text")), *(_words("--condition-by", by) if by else [])]
    return _option(key, value)


def _option(key: str, value: Any) -> list[str]:
    if key == "clear":
        return ["--clear"] if value == "true" else []
    if key == "material":
        return ["--wording"] if value == "false" else []
    if key not in _OPTIONS:
        return []
    entries: Sequence[Any] = value if isinstance(value, list) else [value]
    return [word for entry in entries for word in _words(_OPTIONS[key], entry)]


def _words(option: str, value: Any) -> list[str]:
    if not isinstance(value, str):
        return [option, "…"]
    return [f"{option}={value}"] if value.startswith("-") else [option, value]
