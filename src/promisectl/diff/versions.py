"""Versions: one promise as it stood in a revision, and the pair of versions that a change leads from and to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from promisectl.diff.histories import Comparison, RawAct, compare
from promisectl.lifecycle.refusal import Refusal
from promisectl.lifecycle.replay import replay
from promisectl.lifecycle.standing import Context, Standing
from promisectl.model.promise import Promise


@dataclass(frozen=True)
class Version:
    """A promise as read, its `values` as written, and what the law makes of its history; a draft has neither."""

    promise: Promise
    values: Mapping[str, Any]
    standing: Standing | None = None
    refusal: Refusal | None = None

    @cached_property
    def acts(self) -> tuple[RawAct, ...]:
        """The acts as written."""
        return tuple(self.values.get("history") or ())


def version(promise: Promise, values: Mapping[str, Any], context: Context) -> Version:
    """Return a version, its whole history replayed."""
    if promise.is_draft:
        return Version(promise, values)
    result = replay(promise.history, context)
    if isinstance(result, Refusal):
        return Version(promise, values, refusal=result)
    return Version(promise, values, standing=result)


@dataclass(frozen=True)
class Pair:
    """The two versions of a promise; None where there is none on that side."""

    id: str
    before: Version | None
    after: Version | None

    @cached_property
    def comparison(self) -> Comparison:
        """What became of its acts."""
        return compare(self.before.acts if self.before else (), self.after.acts if self.after else ())

    @property
    def latest(self) -> Version:
        """The version there is: after the change, else before it."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a pair has at least one side
        return found

    @property
    def ledger(self) -> str:
        """The ledger it stands in, or stood in."""
        return self.latest.promise.ledger


def paired(before: Iterable[Version], after: Iterable[Version]) -> tuple[list[Pair], tuple[tuple[Version, ...], ...]]:
    """Return the versions in pairs by id, sorted, and on each side the further ones of an id.

    Of several with one id the one at the place where the other side has it counts, else the first.
    """
    olds, news = list(before), list(after)
    old, new = _by_id(olds, _places(news)), _by_id(news, _places(olds))
    pairs = [Pair(id_, old.get(id_), new.get(id_)) for id_ in sorted({*old, *new})]
    return pairs, (_further(olds, old), _further(news, new))


Place = tuple[str, str]


def _place(version: Version) -> Place:
    return version.promise.id, version.promise.path


def _places(versions: Iterable[Version]) -> set[Place]:
    return {_place(version) for version in versions}


def _by_id(versions: Iterable[Version], places: set[Place]) -> dict[str, Version]:
    """Return one version of each id: one at these places where there is one, else the first."""
    chosen: dict[str, Version] = {}
    for version in sorted(versions, key=lambda version: _place(version) not in places):
        chosen.setdefault(version.promise.id, version)
    return chosen


def _further(versions: Iterable[Version], chosen: Mapping[str, Version]) -> tuple[Version, ...]:
    return tuple(version for version in versions if chosen[version.promise.id] is not version)
