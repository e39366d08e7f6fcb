"""What the oracle says of a commit's changes of people.yaml and promisectl.yaml (PC407, PC409)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .little_law import speaker
from .oracle_people import Base
from .oracle_reading import Commit, Repository, World

Found = tuple[str, str, str]
Key = tuple[str, ...]
Keys = dict[Key, Any]
Changes = dict[Key, tuple[Any, Any]]
DEFAULTS = {"wip-limit": "7"}
CLOSED = ("accepted", "declined", "withdrawn", "revoked", "cancelled", "failed")


@dataclass
class Told:
    """What is said of a commit's changes of registers: code, weight, and the changes it is about."""

    code: str
    severity: str
    about: Changes


class Registers:
    """What became of the changes of registers in a stretch: what is given back is a warning, and its giving back too."""

    def __init__(
        self,
        repo: Repository,
        stretch: Sequence[str],
        base_of: Callable[[Commit], Base],
        last: str,
        *,
        is_audit: bool,
    ) -> None:
        self.repo = repo
        self.base_of = base_of
        self.last = _keys(repo.world(last))
        commits = [repo.commit(oid) for oid in stretch]
        self.further = self._further(stretch) if is_audit else {}
        self.changes = [(commit, _changed(repo, commit)) for commit in commits if commit.parents]
        self.before: dict[Key, list[Any]] = {}

    def findings(self) -> Iterator[Found]:
        """Yield everything, commit by commit."""
        for place, (commit, changed) in enumerate(self.changes):
            if not changed:
                continue
            for told in heaviest(self._told(commit, changed)):
                is_undone = all(self._is_undone(place, key, *values) for key, values in told.about.items())
                is_error = told.severity == "error"
                yield told.code, "", "warning" if is_error and told.about and is_undone else told.severity
                if is_error:
                    self._remember(told.about)

    def _told(self, commit: Commit, changed: Changes) -> Iterator[Told]:
        """Yield what a commit's changes are by its own base, and by each side of a merge that it came to."""
        for base in [self.base_of(commit), *self.further.get(commit.id, [])]:
            yield from _told(self.repo, commit, base, changed)

    def _further(self, stretch: Sequence[str]) -> dict[str, list[Base]]:
        """Return by whose registers commits are judged besides: of the sides, of another policy, that they came to."""
        found: dict[str, list[Base]] = {}
        for oid in stretch:
            for side in self.repo.commit(oid).parents:
                others = [other for other in self.repo.commit(oid).parents if self._policy(other) != self._policy(side)]
                for other in others:
                    for brought in self.repo.reach(other) - self.repo.reach(side):
                        found.setdefault(brought, []).append(Base(self.repo.world(side), []))
        return found

    def _policy(self, oid: str) -> list[Any]:
        policy = self.repo.world(oid).settings.get("policy") or {}
        return [policy.get("trust", "recorded"), sorted(policy.get("stewards") or [])]

    def _is_undone(self, place: int, key: Key, old: Any, new: Any) -> bool:
        later = [changed[key][1] for _, changed in self.changes[place + 1 :] if key in changed]
        return self.last.get(key) == old or old in later or new in self.before.get(key, [])

    def _remember(self, about: Changes) -> None:
        for key, (old, new) in about.items():
            if new not in self.before.get(key, []):
                self.before.setdefault(key, []).append(old)


def heaviest(several: Iterator[Told]) -> list[Told]:
    """Return each thing once, with the most weight that any side of a merge gives it."""
    kept: dict[tuple[str, frozenset[Key]], Told] = {}
    for told in several:
        key = (told.code, frozenset(told.about))
        if key not in kept or told.severity == "error":
            kept[key] = told
    return list(kept.values())


def _told(repo: Repository, commit: Commit, base: Base, changed: Changes) -> Iterator[Told]:
    """Yield what a commit's changes of registers are, the base being as it is."""
    authors = base.authors(commit)
    is_steward = bool(authors & base.stewards)
    if base.stewards and not is_steward:
        yield Told("PC407", "error" if base.has_stewards else "warning", changed)
    for handle, severity in _rereadings(repo, commit, base, changed, authors):
        about = {key: values for key, values in changed.items() if key[:2] == ("people", handle)}
        yield Told("PC409", "warning" if is_steward else severity, about)


def _keys(world: World) -> Keys:
    """Return every key of the registers by its place."""
    found: Keys = {}
    for key, value in world.settings.items():
        if DEFAULTS.get(key) == value:
            continue
        found |= {("settings", key, one): kept for one, kept in value.items()} if key == "policy" else {}
        found |= {("settings", key): value} if key != "policy" else {}
    for handle, entry in world.people.items():
        found["people", handle] = True
        found |= {("people", handle, key): value for key, value in entry.items()}
    return found


def _changed(repo: Repository, commit: Commit) -> Changes:
    """Return the keys that a commit changed, before and after: what the union of its parents gives is nobody's."""
    now = _keys(repo.world(commit.id))
    parents = [_keys(repo.world(parent)) for parent in commit.parents]
    bases = [_keys(repo.world(oid)) for oid in repo.merge_bases(*commit.parents[:2])] if len(parents) > 1 else []
    changed: Changes = {}
    for key in sorted({*now, *(key for parent in parents for key in parent)}):
        values = [parent.get(key) for parent in parents]
        lawful = _union(values, [base.get(key) for base in bases])
        if now.get(key) not in lawful:
            old = next((value for value in lawful if value is not None), None)
            changed[key] = (old, now.get(key))
    return changed


def _union(values: list[Any], bases: list[Any]) -> list[Any]:
    """Return what a merge may take without changing anything."""
    moved = [value for value in values if value not in bases]
    return moved or values


def _rereadings(
    repo: Repository, commit: Commit, base: Base, changed: Changes, authors: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield whose entry a change re-reads, and how much that weighs."""
    before, after = repo.world(commit.parents[0]), repo.world(commit.id)
    touched = {key[1] for key in changed if key[0] == "people"}
    for handle in touched:
        old, new = before.people.get(handle), after.people.get(handle)
        if old is None:
            continue
        if new is None:
            if _holds_open(after, handle) or _holds_open(before, handle):
                yield handle, "error"
            continue
        for severity in _of_person(after, handle, old, new, handle in authors, base.has_stewards):
            yield handle, severity
    if ("settings", "policy", "stewards") in changed and not base.stewards:
        old, new = changed["settings", "policy", "stewards"]
        if new and not old:
            yield "", "warning"


def _of_person(
    world: World, handle: str, old: dict[str, Any], new: dict[str, Any], is_hers: bool, has_stewards: bool
) -> Iterator[str]:
    emails = old.get("emails") or [], new.get("emails") or []
    if emails[0] != emails[1]:
        if not emails[0]:
            yield from () if has_stewards else ("warning",)
        elif not is_hers:
            yield "error"
    left = new.get("left")
    if left and left != old.get("left"):
        if left < _last_word(world, handle):
            yield "error"
        elif not is_hers and not has_stewards:
            yield "warning"


def _holds_open(world: World, handle: str) -> bool:
    for several in world.promises.values():
        for version in several:
            is_party = handle in (version.head.get("customer"), version.head.get("performer"))
            if is_party and version.head.get("state") not in CLOSED:
                return True
    return False


def _last_word(world: World, handle: str) -> str:
    """Return the day of the last act that somebody spoke herself."""
    days = [""]
    for several in world.promises.values():
        for version in several:
            days += [act["at"][:10] for act in version.acts if act["by"] == handle == speaker(act)]
    return max(days)
