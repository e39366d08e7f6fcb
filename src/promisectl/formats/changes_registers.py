"""Registers that changed, in words: which key, from what to what, in whose commit; and what of the guard it loosens."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
    old, new = _told_apart(plain(line.old), plain(line.new))
    return M("{key}: {old} -> {new} ({who})", key=line.key, old=old, new=new, who=who)


def _gone(line: RegisterLine, who: Message) -> Message:
    return M("{key}: the entry is taken away ({who})", key=line.key, who=who)


def made_by(commit: str, by: str | None) -> Message:
    """Return whose commit it is; the work tree has none yet."""
    if commit == WORKTREE:
        return M("in the work tree")
    return M("{commit} of {by}", commit=commit[:12], by=by or "?")


def _told_apart(old: Any, new: Any) -> tuple[str, str]:
    """Return two values in words; of what has parts those alone that differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        return _parts(old, keys), _parts(new, keys)
    return value_words(old), value_words(new)


def _parts(value: Mapping[str, Any], keys: Sequence[str]) -> str:
    return ", ".join(f"{key}: {value_words(value.get(key))}" for key in keys)


def value_words(shown: Any) -> str:
    """Return a value of a register, plain as JSON has it, in one line: several with commas, what has parts as JSON."""
    if shown is None:
        return "-"
    if isinstance(shown, str):
        return shown
    if _is_flat(shown):
        return ", ".join(map(str, shown)) or "[]"
    return json.dumps(shown, ensure_ascii=False)


def _is_flat(shown: Any) -> bool:
    return isinstance(shown, list) and not any(isinstance(one, list | dict) for one in shown)
