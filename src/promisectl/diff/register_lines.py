"""Register lines: each key of settings, people and services that a commit changed, and whether it loosens the guard.

People get wrong that a change of settings is about the ledgers only: who may change the rules, and how much somebody's
word must prove, are settings too. What lowers that is told first, whoever changed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
        asked = _OF_POLICY.get(self.parts[1])
        return asked(self.old, self.new) if asked is not None else None


def _trust(old: Any, new: Any) -> Message | None:
    if _level(new) >= _level(old):
        return None
    return M("`policy.trust` is lowered: {old} -> {new}", old=old, new=new or LEVELS[0])


def _proxy(_old: Any, new: Any) -> Message | None:
    if new != "allowed":
        return None
    return M("the other side may record words for whom they bind: `policy.proxy: allowed`")


def _stewards(old: Any, new: Any) -> Message | None:
    """Return that somebody is to watch for the first time, or that nobody is any more."""
    if new and not old:
        return M("first stewards are named: {names}", names=", ".join(new))
    if old and not new:
        return M("no steward is named any more; until now: {names}", names=", ".join(old))
    return None


def _level(value: object) -> int:
    return LEVELS.index(str(value)) if value in LEVELS else 0


def _acts(old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> Message | None:
    old, new = old or {}, new or {}
    lowered = sorted(verb for verb in old if _level(new.get(verb)) < _level(old[verb]))
    if not lowered:
        return None
    before, after = _levels(lowered, old), _levels(lowered, new)
    return M("`policy.acts` is lowered: {old} -> {new}", old=before, new=after)


def _levels(verbs: Iterable[str], levels: Mapping[str, str]) -> str:
    return ", ".join(f"{verb}: {levels.get(verb, LEVELS[0])}" for verb in verbs)


_OF_POLICY: Mapping[str, Callable[[Any, Any], Message | None]] = {
    "stewards": _stewards,
    "trust": _trust,
    "acts": _acts,
    "proxy": _proxy,
}


def _is_enforced(target: object) -> bool:
    return bool(getattr(target, "enforce", False))
