"""Names: what a ref that somebody typed may mean, where more than one thing is called so.

Git takes the first it finds, and a tag before a branch: whoever may push a tag `origin/main` would say what every
`--base origin/main` compares with. So a name with two meanings has none here. People get wrong that a full name cannot
be taken: where `refs/heads/main` is missing, git looks for a tag of that very name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from promisectl.model.message import M
from promisectl.model.trouble import Trouble

_FULL_HASH = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\Z", re.IGNORECASE)
_SHORT_HASH = re.compile(r"[0-9a-f]{4,63}\Z", re.IGNORECASE)
_OF_GIT_ITSELF = re.compile(r"(?:@|(?:[A-Z_]+_)?HEAD)\Z")  # files of git's own folder: no push writes them
_SEVERAL = 2
_REVISION = re.compile(r"[~^:]|@\{")  # where the name ends in `main~2`, `main^{commit}`, `main@{1}`
_PLACES = ("refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD")


class Asked(Protocol):
    """A repository, as far as names are asked of it."""

    def ask(self, arguments: Sequence[str]) -> bytes:
        """Return what plumbing answers, or raise a Trouble."""

    def names_something(self, names: Sequence[str]) -> list[bool]:
        """Return of each name whether git finds anything by it, be it by its own rules of guessing."""


def is_full_hash(ref: str) -> bool:
    """Return whether a text is a whole hash of an object: 40 or 64 digits."""
    return _FULL_HASH.match(ref) is not None


def need_one_meaning(repository: Asked, ref: str) -> None:
    """Trouble where a ref as it was typed names several things: a tag and a branch, a branch and a hash."""
    name = _REVISION.split(ref, maxsplit=1)[0]
    if not name or is_full_hash(name) or _OF_GIT_ITSELF.match(name):
        return
    if name.startswith("refs/"):
        _need_itself(repository, name)
        return
    meanings = _meanings(repository, name)
    if len(meanings) > 1:
        raise _ambiguous(name, meanings)


def _need_itself(repository: Asked, name: str) -> None:
    """Trouble where a full name is not there, and a tag or branch of that name would stand in for it."""
    others = _existing(repository, _places(name))
    if others and not _exactly(repository, [name]):
        raise _ambiguous(name, [name, *others])


def _meanings(repository: Asked, name: str) -> list[str]:
    """Return the full names, and the hash, that a short name can stand for; none where there is no doubt."""
    places = _places(name)
    may_be_a_hash = _SHORT_HASH.match(name) is not None
    if not may_be_a_hash and sum(repository.names_something(places)) < _SEVERAL:
        return []
    meanings = _existing(repository, places)
    if meanings and may_be_a_hash:
        meanings += repository.ask(["rev-parse", f"--disambiguate={name.lower()}"]).decode("ascii").split()
    return meanings


def _places(name: str) -> list[str]:
    return [place.format(name) for place in _PLACES]


def _existing(repository: Asked, names: list[str]) -> list[str]:
    """Return those of some full names that are refs here; git that is running already is asked first."""
    there = repository.names_something(names)
    maybe = [name for name, is_there in zip(names, there, strict=True) if is_there]
    return _exactly(repository, maybe) if maybe else []


def _exactly(repository: Asked, names: list[str]) -> list[str]:
    """Return those of some full names that are refs here, letter by letter."""
    answer = repository.ask(["for-each-ref", "--format=%(refname)", "--", *names])
    found = set(answer.decode("utf-8", "surrogateescape").split("\n"))
    return [name for name in names if name in found]


def _ambiguous(name: str, meanings: list[str]) -> Trouble:
    return Trouble(
        M(
            "`{ref}` can mean {meanings}: nothing is judged by a name of two meanings",
            ref=name,
            meanings=", ".join(meanings),
        ),
        help=M("write the one you mean in full (refs/heads/…, refs/remotes/…, refs/tags/…), or a full hash"),
        code="ambiguous",
    )
