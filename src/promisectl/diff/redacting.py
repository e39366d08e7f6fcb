"""Redacting: whether a text that a commit takes out of an act may be taken out (PC408)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from promisectl.diff.losses import Lost
from promisectl.diff.ruling import Commit, Ruling
from promisectl.diff.trust import speaker_of, text_of
from promisectl.model.message import M, Message

_TERMS = ("what", "criteria", "condition")


def may_redact(lost: Lost, values: Mapping[str, Any], ruling: Ruling, commit: Commit) -> Message | None:
    """Return why a text may not be taken out; None where it may.

    Another's words are taken out by a steward, or, where none is named, by their speaker; terms in force of an open
    promise by nobody. `values` are those of the promise as the commit has it.
    """
    who = {ruling.current(handle) for handle in lost.redactors}
    if is_in_force(lost, values):
        return M("these are terms in force of an open promise")
    if any(_is_a_program(handle, ruling) for handle in who):
        return M("a program takes nothing out")
    own = {ruling.current(speaker_of(lost.act)), ruling.current(text_of(lost.act, "by"))}
    allowed = ruling.stewards or frozenset(own)
    if not who <= allowed:
        return M("only a steward may, or, where none is named, whoever said it")
    if not ruling.authors(commit) & allowed:
        return M("it was committed by somebody who may not")
    return None


def _is_a_program(handle: str, ruling: Ruling) -> bool:
    person = ruling.person(handle)
    return person is not None and person.kind == "agent"


def is_in_force(lost: Lost, values: Mapping[str, Any]) -> bool:
    """Whether what was taken out is a term of the head of a promise that is open."""
    if values.get("state") not in ("requested", "offered", "promised", "delivered"):
        return False
    named = {field.partition(".")[2] for field in lost.fields if field.startswith("terms.")}
    return any(_is_redacted(values.get(name)) for name in named & set(_TERMS))


def _is_redacted(value: Any) -> bool:
    if isinstance(value, Mapping):
        return "redacted" in value or any(_is_redacted(below) for below in value.values())
    return isinstance(value, list) and any(_is_redacted(below) for below in value)
