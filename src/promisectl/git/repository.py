"""Repository: a folder that holds `.git`, and what is asked of git about it.

There are two ways in. *Reading* trusts nothing: object plumbing only (`rev-parse`, `rev-list`, `symbolic-ref`,
`for-each-ref`, `merge-base`, `ls-tree`, `ls-files`, `diff-tree` without patches, `cat-file`), sealed (`sealing.py`).
*As the user* is for identity and for `promisectl.*` keys, here, and for what the user has done, in `as_user.py`: there
the user's own config, hooks and signing hold, as if typed by hand.

People get wrong that git has to be asked where the repository is: a repository's config can answer that with
another folder (`core.worktree`), so the folder that holds `.git` is the top, and git is run there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from promisectl.git.cat_file import NoRepository, ObjectReader
from promisectl.git.names import is_full_hash, need_one_meaning
from promisectl.git.programs import git_available
from promisectl.git.running import line_of, run, run_sealed, unreadable
from promisectl.git.sealing import own_environment
from promisectl.model.message import M
from promisectl.model.trouble import Trouble

_KEY = re.compile(r"promisectl\.[a-z][a-z0-9-]*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a work tree. `top` is the folder that holds its `.git`."""

    top: Path
    reader: ObjectReader = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reader", ObjectReader(self.top))

    def is_one(self) -> bool:
        """Return whether git finds a repository exactly here; one that it cannot read is a Trouble."""
        try:
            self.reader.facts(["HEAD"])
        except NoRepository:
            return False
        return True

    def resolve(self, ref: str) -> str | None:
        """Return the commit a ref or revision names, in hex; None where it names none here.

        Trouble where it can mean several things, a tag and a branch, say. A full hash is a hash and nothing else.
        """
        if "\n" in ref or "\0" in ref:
            return None
        need_one_meaning(self, ref)
        if is_full_hash(ref) and not self._is_an_object(ref):
            return None
        return self._commit(ref)

    def _commit(self, ref: str) -> str | None:
        facts = self.reader.facts([f"{ref}^{{commit}}"])[0]
        return facts.oid if facts is not None and facts.kind == "commit" else None

    def names_something(self, names: Sequence[str]) -> list[bool]:
        """Return of each name whether git finds an object by it, be it by its own rules of guessing."""
        return [facts is not None for facts in self.reader.facts(names)]

    def _is_an_object(self, digits: str) -> bool:
        """Whether digits are the whole name of an object, and not a ref that is called so, or a beginning."""
        facts = self.reader.facts([digits])[0]
        return facts is not None and facts.oid == digits.lower()

    def head(self) -> str | None:
        """Return the commit HEAD names, in hex; None before the first commit."""
        return self.resolve("HEAD")

    def branch(self) -> str | None:
        """Return the branch HEAD is on; None where it is detached."""
        return self.answers(["symbolic-ref", "--quiet", "--short", "HEAD"]) or None

    def is_shallow(self) -> bool:
        """Return whether the history is cut off (`clone --depth`)."""
        return self.ask(["rev-parse", "--is-shallow-repository"]).strip() == b"true"

    def prefix(self, folder: Path) -> str:
        """Return the way from here to a folder inside, with a slash at its end; empty where they are one."""
        below = folder.resolve().relative_to(self.top.resolve()).as_posix()
        return "" if below == "." else f"{below}/"

    def user_email(self) -> str | None:
        """Return `user.email` of the user's own config."""
        return own_config("user.email", self.top)

    def user_name(self) -> str | None:
        """Return `user.name` of the user's own config."""
        return own_config("user.name", self.top)

    def config(self, key: str) -> str | None:
        """Return a `promisectl.*` key of the user's own config; None if unset."""
        if not _KEY.match(key):
            raise ValueError(f"not a key of promisectl: {key!r}")
        return own_config(key, self.top)

    def authors(self) -> list[tuple[str, str]]:
        """Return the name and email of everybody who wrote a commit that HEAD holds, the latest first."""
        if self.head() is None:
            return []
        lines = self.ask(["rev-list", "--format=%an%x00%ae", "HEAD"]).decode("utf-8", "replace").splitlines()
        names: dict[str, str] = {}
        for line in lines:
            name, separator, email = line.partition("\0")
            if separator and email:
                names.setdefault(email, name)
        return [(name, email) for email, name in names.items()]

    def ask(self, arguments: Sequence[str], given: bytes = b"") -> bytes:
        """Return what plumbing answers, `given` on its standard input; Trouble where it fails."""
        done = run_sealed(arguments, self.top, given)
        if done.returncode != 0:
            raise unreadable(arguments[0], done.stderr or done.stdout, done.returncode)
        return done.stdout

    def answers(self, arguments: Sequence[str]) -> str | None:
        """Return the line that plumbing answers; None where it says no."""
        done = run_sealed(arguments, self.top)
        return line_of(done) if done.returncode == 0 else None


def find_repository(folder: Path) -> Repository | None:
    """Return the repository that holds a folder; None where there is none, or no git program."""
    if not git_available():
        return None
    start = folder.resolve()
    for top in (start, *start.parents):
        if os.path.lexists(top / ".git"):
            repository = Repository(top)
            if repository.is_one():
                return repository
    return None


class Purpose(Enum):
    """What a repository is needed for: what is said without one, without a git program, and what to do."""

    COMMIT = (
        M("--commit needs a git repository, and there is none here"),
        M("--commit needs git, and there is no git program on this machine"),
        M("make one with `git init`, or leave --commit out"),
        M("install git, or leave --commit out"),
    )
    COMPARE = (
        M("there is no git repository here, so there is nothing to compare with"),
        M("there is no git program on this machine, so there is nothing to compare with"),
        M("make one with `git init`, or install git"),
        M("make one with `git init`, or install git"),
    )
    AUDIT = (
        M("there is no git repository here, so there is no history to audit"),
        M("there is no git program on this machine"),
        M("make one with `git init` and commit the workspace"),
        M("make one with `git init` and commit the workspace"),
    )
    UNDO = (
        M("undo needs git, to know which acts are committed; there is no repository here"),
        M("undo needs git, to know which acts are committed; there is no git program on this machine"),
        M("edit the file by hand, then run `promisectl check`"),
        M("edit the file by hand, then run `promisectl check`"),
    )
    PEOPLE = (
        M("--people-from-git needs a git repository, and there is none here"),
        M("--people-from-git needs a git repository, and there is none here"),
        M("make one with `git init`, or register people with `promisectl person add`"),
        M("make one with `git init`, or register people with `promisectl person add`"),
    )
    HOOKS = (
        M("there is no git repository here, so there are no hooks"),
        M("there is no git program on this machine, so there are no hooks"),
        M("make one with `git init`, or install git"),
        M("make one with `git init`, or install git"),
    )


def need_repository(folder: Path, purpose: Purpose) -> Repository:
    """Return the repository that holds a folder; Trouble in the words of its purpose where there is none."""
    repository = find_repository(folder)
    if repository is not None:
        return repository
    none_here, no_program, make_one, install = purpose.value
    if git_available():
        raise Trouble(none_here, help=make_one, code="git")
    raise Trouble(no_program, help=install, code="git")


def way_to(root: Path) -> str:
    """Return the way from the repository to a workspace; empty where they are one folder, or git reads none there."""
    try:
        repository = find_repository(root)
    except Trouble:  # a repository that git does not read has no say in where files are
        return ""
    return repository.prefix(root).rstrip("/") if repository else ""


def own_config(key: str, folder: Path) -> str | None:
    """Return a key of the user's own git config as it holds in a folder, repository or not; None if unset."""
    if not git_available():
        return None
    done = run(["config", "--get", key], folder, own_environment(), b"")
    return done.stdout.decode("utf-8", "replace").strip() or None
