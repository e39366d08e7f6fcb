"""Registers that changed, in words: which key, from what to what, in whose commit; and what of the guard it loosens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from promisectl.diff.register_lines import RegisterLine
from promisectl.formats.promises_json import plain
from promisectl.model.message import M, Message

WORKTREE = "worktree"


def register_words(line: RegisterLine) -> Message:
    """Return what changed and in whose commit: `policy.trust: signed -> recorded (0a1b2c3d4e5f of ana)`."""
    who = made_by(line.commit, line.by)
    if not line.parts[-1]:
        return M("{key}: a new entry ({who})", key=line.key, who=who) if line.new else _gone(line, who)
    old, new = value_words(line.old), value_words(line.new)
    return M("{key}: {old} -> {new} ({who})", key=line.key, old=old, new=new, who=who)


def _gone(line: RegisterLine, who: Message) -> Message:
    return M("{key}: the entry is taken away ({who})", key=line.key, who=who)


def made_by(commit: str, by: str | None) -> Message:
    """Return whose commit it is; the work tree has none yet."""
    if commit == WORKTREE:
        return M("in the work tree")
    return M("{commit} of {by}", commit=commit[:12], by=by or "?")


def value_words(value: Any) -> str:
    """Return a value of a register in one line: several with commas, what has parts as JSON."""
    shown = plain(value)
    if shown is None:
        return "-"
    if isinstance(shown, str):
        return shown
    if isinstance(shown, list) and not any(isinstance(one, list | Mapping) for one in shown):
        return ", ".join(map(str, shown)) or "[]"
    return json.dumps(shown, ensure_ascii=False)
