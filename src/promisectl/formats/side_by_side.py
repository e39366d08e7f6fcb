"""Two sides of one conversation, as a board; and what is said again, as the commands that say it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from promisectl.formats.acts_screen import acts_table
from promisectl.formats.reader import Reader
from promisectl.formats.screen import Screen, Section, Sides, cell
from promisectl.metrics.view import View
from promisectl.model.message import M


def sides_screen(ours: tuple[str, View], theirs: tuple[str, View], reader: Reader, common: int) -> Screen:
    """Return what each side said after the acts that both begin with (`common` of them), under its title."""
    sides = Sides(_side(*ours, reader, common), _side(*theirs, reader, common))
    about = cell(reader.words.text(ours[1].terms.what))
    count = cell(reader.words.say(M("{count} act(s) before it are the same", count=common)), "muted")
    return Screen(about, count, (Section((sides,)),))


def _side(title: str, view: View, reader: Reader, common: int) -> Screen:
    table = acts_table(view, reader.words, {})
    said = replace(table, rows=table.rows[common:])
    return Screen(cell(title), sections=(Section((said,), close=True),))


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
_COUNTED = frozenset({"terms", "due", "calendar", "dues", "without", "acts", "act", "by", "at", "as"})


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
