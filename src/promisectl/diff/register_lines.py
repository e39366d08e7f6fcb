"""Register lines: each key of settings, people and services that a commit changed, and whether it loosens the guard.

People get wrong that a change of settings is about the ledgers only: who may change the rules, and how much somebody's
word must prove, are settings too. What lowers that is told first, whoever changed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from promisectl.diff.trust import LEVELS
from promisectl.model.message import M, Message


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A key that a commit changed, as people write it (`policy.trust`, `people.ana.emails`), in `register`.

    `parts` are the parts of the key, the last one empty where the entry as a whole came or went; `by` is the author's
    handle, else the address, None where nobody has one; `commit` is in hex, or `worktree`.
    """

    register: str
    key: str
    parts: tuple[str, ...]
    path: str
    old: Any
    new: Any
    commit: str
    by: str | None

    @property
    def loosens(self) -> Message | None:
        """What of the guard it loosens; None where it loosens nothing."""
        if self.register != "settings":
            return None
        if self.parts[0] == "policy":
            return self._policy()
        if self.parts[0] == "targets" and _is_enforced(self.old) and not _is_enforced(self.new):
            return M("the target `{name}` is enforced no longer", name=self.parts[1])
        return None

    def _policy(self) -> Message | None:
        """Return what a change of the policy loosens."""
        field = self.parts[1]
        if field == "stewards":
            return _stewards(self.old, self.new)
        if field == "trust" and _level(self.new) < _level(self.old):
            return M("`policy.trust` is lowered: {old} -> {new}", old=self.old, new=self.new or LEVELS[0])
        if field == "acts":
            return _acts_lowered(self.old or {}, self.new or {})
        if field == "proxy" and self.new == "allowed":
            return M("the other side may record words for whom they bind: `policy.proxy: allowed`")
        return None


def _stewards(old: Any, new: Any) -> Message | None:
    """Return that somebody is to watch for the first time, or that nobody is any more."""
    if new and not old:
        return M("first stewards are named: {names}", names=", ".join(new))
    if old and not new:
        return M("no steward is named any more; until now: {names}", names=", ".join(old))
    return None


def _level(value: object) -> int:
    return LEVELS.index(str(value)) if value in LEVELS else 0


def _acts_lowered(old: Mapping[str, str], new: Mapping[str, str]) -> Message | None:
    lowered = [verb for verb, level in old.items() if _level(new.get(verb)) < _level(level)]
    if not lowered:
        return None
    old_words = ", ".join(f"{verb}: {old[verb]}" for verb in sorted(lowered))
    new_words = ", ".join(f"{verb}: {new.get(verb, LEVELS[0])}" for verb in sorted(lowered))
    return M("`policy.acts` is lowered: {old} -> {new}", old=old_words, new=new_words)


def _is_enforced(target: object) -> bool:
    return bool(getattr(target, "enforce", False))
