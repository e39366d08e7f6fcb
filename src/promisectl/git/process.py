"""The git room: the only module that reaches git (trust.md, Hostile repositories).

There are two ways in. *Reading* trusts nothing: object plumbing only (`rev-parse`, `rev-list`, `symbolic-ref`,
`merge-base`, `ls-tree`, `diff-tree` without patches, `cat-file`, and `ls-files --unmerged`, which reads the index and
no file), the system's and the user's config off, and whatever the repository's own config could start (hooks,
filters, fsmonitor, textconv, pagers, transports) switched off or never asked. *As the user* is for identity, for
`promisectl.*` keys and for `--commit`: there the user's own config, hooks and signing hold, as if typed by hand.

People get wrong that git has to be asked where the repository is: a repository's config can answer that with
another folder (`core.worktree`), so the folder that holds `.git` is the top, and git is run there.

Why not GitPython's command runner: it hands the whole inherited environment to git and can only add to it, so an
inherited GIT_DIR, GIT_EXTERNAL_DIFF or GIT_CONFIG_PARAMETERS cannot be taken away without changing the environment
of the whole process; and importing it runs a git program before anybody asked for one.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble

if TYPE_CHECKING:
    from subprocess import CompletedProcess

LIMIT = 256 * 1024 * 1024  # bytes: no pack may be larger (format.md, Reading rules)
_PATIENCE = 120.0  # seconds that a reading may take
_HEX = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\Z")
_KEY = re.compile(r"promisectl\.[a-z][a-z0-9-]*\Z", re.IGNORECASE)

# What a reading says to git on top of what it withholds. GIT_ALLOW_PROTOCOL stands above every
# `protocol.<name>.allow` a repository may hold, and is the lazy fetch's lock where git is too old for
# GIT_NO_LAZY_FETCH (2.44).
_SEALED = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
_SWITCHES = (
    "protocol.allow=never",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.sshCommand=false",
    "credential.helper=",
    "safe.bareRepository=explicit",
)
# Where a calling git (a hook, say) tells its children to work; a commit goes to the repository of its file.
_PLACES = frozenset(
    {
        "GIT_DIR",
        "GIT_COMMON_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
        "GIT_GRAFT_FILE",
        "GIT_SHALLOW_FILE",
    }
)


def git_available() -> bool:
    """Return whether there is a git program."""
    return _program(os.environ.get("PATH", os.defpath)) is not None


@lru_cache(maxsize=4)
def _program(path: str) -> str | None:
    """Return the git program; never one from a folder that depends on where the command was run."""
    fixed = [folder for folder in path.split(os.pathsep) if Path(folder).is_absolute()]
    return shutil.which("git", path=os.pathsep.join(fixed)) if fixed else None


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


def own_config(key: str, folder: Path) -> str | None:
    """Return a key of the user's own git config as it holds in a folder, repository or not; None if unset."""
    if not git_available():
        return None
    done = _run(["config", "--get", key], folder, _as_user())
    value = done.stdout.decode("utf-8", "replace").strip()
    return value or None


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a work tree. `top` is the folder that holds its `.git`."""

    top: Path

    def is_one(self) -> bool:
        """Return whether git finds a repository exactly here; one that it cannot read is a Trouble."""
        done = self._read(["rev-parse", "--git-dir"])
        if done.returncode != 0 and b"not a git repository" not in done.stderr:
            raise _unreadable("rev-parse", done)
        return done.returncode == 0

    def resolve(self, ref: str) -> str | None:
        """Return the commit a ref or revision names, in hex; None where it names none here."""
        done = self._read(["rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"])
        name = _line(done)
        return name if done.returncode == 0 and _HEX.match(name) else None

    def head(self) -> str | None:
        """Return the commit HEAD names, in hex; None before the first commit."""
        return self.resolve("HEAD")

    def branch(self) -> str | None:
        """Return the branch HEAD is on; None where it is detached."""
        done = self._read(["symbolic-ref", "--quiet", "--short", "HEAD"])
        return _line(done) or None if done.returncode == 0 else None

    def is_shallow(self) -> bool:
        """Return whether the history is cut off (`clone --depth`)."""
        return _line(self._asked(["rev-parse", "--is-shallow-repository"])) == "true"

    def blob(self, rev_hex: str, path: str | PurePosixPath, limit: int = LIMIT) -> bytes | None:
        """Return the bytes of a regular file in a commit; None where the commit has no such file.

        The path is relative to `top`. A link, a folder and a submodule are no files. More than `limit` bytes,
        and an object that this clone lacks, are a Trouble.
        """
        if not _HEX.match(rev_hex):
            raise ValueError(f"not a commit in hex: {rev_hex!r}")
        wanted = _inside(path)
        done = self._asked(["ls-tree", "-l", "-z", "--full-tree", rev_hex, "--", wanted])
        entry, _, name = done.stdout.partition(b"\0")[0].partition(b"\t")
        fields = entry.split()
        if len(fields) != 4 or not fields[0].startswith(b"100") or name != os.fsencode(wanted):
            return None
        if fields[3].isdigit() and int(fields[3]) > limit:
            raise Trouble(
                M("{path} in git is larger than {limit} MiB", path=wanted, limit=limit // 1024**2),
                help=M("no file of a ledger is that large"),
                code="git",
            )
        return self._asked(["cat-file", "blob", fields[2].decode("ascii")]).stdout

    def stages(self, path: str | PurePosixPath) -> dict[int, str]:
        """Return the objects (hex) of an unmerged file in the index, by stage: 1 the base, 2 ours, 3 theirs.

        Listing the index reads no file of the work tree. Links and submodules are left out.
        """
        wanted = _inside(path)
        found = {}
        for entry in self._asked(["ls-files", "--unmerged", "-z", "--", wanted]).stdout.split(b"\0")[:-1]:
            facts, _, name = entry.partition(b"\t")
            mode, oid, stage = facts.decode("ascii").split(" ")
            if name == os.fsencode(wanted) and mode.startswith("100"):
                found[int(stage)] = oid
        return found

    def unmerged(self, name: str) -> list[str]:
        """Return the paths in the index, in order, of unmerged files that are called `name`, in whatever folder."""
        entries = self._asked(["ls-files", "--unmerged", "-z"]).stdout.split(b"\0")[:-1]
        paths = dict.fromkeys(os.fsdecode(entry.partition(b"\t")[2]) for entry in entries)
        return sorted(path for path in paths if path.rpartition("/")[2] == name)

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

    def hooks_folder(self) -> tuple[Path, bool]:
        """Return where git looks for hooks, and whether `core.hooksPath` of the user's config says so."""
        folder = _line(self._write(["rev-parse", "--git-path", "hooks"]))
        return (self.top / folder).resolve(), own_config("core.hooksPath", self.top) is not None

    def authors(self) -> list[tuple[str, str]]:
        """Return the name and email of everybody who wrote a commit that HEAD holds, the latest first."""
        if self.head() is None:
            return []
        lines = self._asked(["rev-list", "--format=%an%x00%ae", "HEAD"]).stdout.decode("utf-8", "replace").splitlines()
        found: dict[str, str] = {}
        for line in lines:
            name, separator, email = line.partition("\0")
            if separator and email:
                found.setdefault(email, name)
        return [(name, email) for email, name in found.items()]

    def commit_file(self, path: Path, message: str) -> str:
        """Commit the work-tree content of one file and nothing else; return the new commit in hex."""
        return self.commit_files([path], message)

    def commit_files(self, paths: Sequence[Path], message: str) -> str:
        """Commit the work-tree content of these files and nothing else; return the new commit in hex.

        It is the user's own `git commit --only`: identity, hooks and signing are the user's. What else is staged
        stays staged and uncommitted. `--only` takes only files that git knows, so new ones are first announced
        with `add --intent-to-add`, which stages no content, and are forgotten again if the commit fails.
        """
        names = [self._name(path) for path in paths]
        self._need_identity()
        known = set(self._write(["ls-files", "-z", "--", *names]).stdout.decode("utf-8", "surrogateescape").split("\0"))
        names = [name for name in names if name in known or os.path.lexists(self.top / name)]
        announced = [name for name in names if name not in known]
        if announced:
            self._say(["add", "--intent-to-add", "--", *announced])
        done = self._write(["commit", "--quiet", "--only", "--message", message, "--", *names])
        if done.returncode != 0:
            if announced:
                self._write(["update-index", "--force-remove", "--", *announced])
            raise _refused("commit", done)
        return self.head() or ""

    def _name(self, path: Path) -> str:
        """Return a file's path from the top of the work tree; Trouble where it is outside."""
        file = path.parent.resolve() / path.name
        if not file.is_relative_to(self.top):
            raise Trouble(
                M("{path} is outside the repository {top}", path=path, top=self.top),
                help=M("commit it by hand where it belongs"),
                code="git",
            )
        return file.relative_to(self.top).as_posix()

    def _need_identity(self) -> None:
        for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
            if self._write(["var", who]).returncode != 0:
                raise Trouble(
                    M("git does not know who you are, so it cannot commit"),
                    help=M('tell it: `git config user.email you@example.com` and `git config user.name "Your Name"`'),
                    code="git",
                )

    def ask(self, arguments: Sequence[str], given: bytes = b"") -> bytes:
        """Return what plumbing answers, `given` on its standard input; Trouble where it fails."""
        return self._asked(arguments, given).stdout

    def answers(self, arguments: Sequence[str]) -> str | None:
        """Return the line that plumbing answers; None where it says no."""
        done = self._read(arguments)
        return _line(done) if done.returncode == 0 else None

    def _read(self, arguments: Sequence[str], given: bytes = b"") -> CompletedProcess[bytes]:
        """Run plumbing that trusts nothing of the repository."""
        switches = [f"safe.directory={self.top}", *_SWITCHES]
        options = [word for switch in switches for word in ("-c", switch)]
        environment = _sealed(ceiling=str(self.top.parent))
        return _run(["--no-pager", *options, *arguments], self.top, environment, patience=_PATIENCE, given=given)

    def _asked(self, arguments: Sequence[str], given: bytes = b"") -> CompletedProcess[bytes]:
        done = self._read(arguments, given)
        if done.returncode != 0:
            raise _unreadable(arguments[0], done)
        return done

    def _write(self, arguments: Sequence[str]) -> CompletedProcess[bytes]:
        """Run git as the user would."""
        return _run(arguments, self.top, {**_as_user(), "GIT_LITERAL_PATHSPECS": "1"})

    def _say(self, arguments: Sequence[str]) -> None:
        done = self._write(arguments)
        if done.returncode != 0:
            raise _refused(arguments[0], done)


def _inside(path: str | PurePosixPath) -> str:
    """Return a path within the repository as git writes it."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or not pure.parts or "\0" in str(pure):
        raise ValueError(f"not a path within a repository: {str(path)!r}")
    return str(pure)


def _sealed(ceiling: str) -> dict[str, str]:
    """Return the environment of a reading: nothing inherited that git would obey."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **_SEALED, "GIT_CEILING_DIRECTORIES": ceiling}


def _as_user() -> dict[str, str]:
    """Return the user's environment, less what points git to another repository than the file's.

    Git complains in English, the language `_REMEDIES` is looked up in.
    """
    return {name: value for name, value in os.environ.items() if name not in _PLACES} | {"LANGUAGE": "en"}


def _run(
    arguments: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    patience: float | None = None,
    given: bytes = b"",
) -> CompletedProcess[bytes]:
    import subprocess

    program = _program(os.environ.get("PATH", os.defpath))
    if program is None:
        raise Trouble(
            M("there is no git program on this machine"), help=M("install git, or do without --commit"), code="git"
        )
    # Whoever may be asked for a passphrase is a commit's; a reading has nobody to ask.
    given_or_asked = None if patience is None else given
    try:
        return subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=dict(environment),
            input=given_or_asked,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, ValueError) as problem:
        raise Trouble(
            M("git cannot be run: {problem}", problem=problem),
            help=M("see that `git {command}` works in {folder}", command="status", folder=folder),
            code="git",
        ) from None


def _line(done: CompletedProcess[bytes]) -> str:
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def _problem(done: CompletedProcess[bytes]) -> str:
    """Return what git complains of: its own `fatal:` or `error:` line, else the last one."""
    said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    marked = [line for line in said if line.startswith(("fatal:", "error:"))]
    return (marked or said[-1:] or [f"exit {done.returncode}"])[0]


def _unreadable(command: str, done: CompletedProcess[bytes]) -> Trouble:
    return Trouble(
        M("git cannot read this repository (`{command}`): {problem}", command=command, problem=_problem(done)),
        help=M("look with `git fsck`; in a shallow or partial clone fetch everything: `git fetch --unshallow`"),
        code="git",
    )


_REMEDIES: tuple[tuple[str, Message], ...] = (
    ("partial commit during a", M("finish the merge, rebase or cherry-pick first, then commit the file by hand")),
    ("ignored by", M("the file is ignored by git: change .gitignore, or do without --commit")),
    ("dubious ownership", M("the repository is somebody else's; do without --commit")),
    ("index.lock", M("another git is at work here; commit the file by hand when it is done")),
    ("nothing to commit", M("the file is committed as it stands; there is nothing to do")),
    ("gpg failed to sign", M("see that signing works: `git commit -S --allow-empty -m test`")),
)


def _refused(command: str, done: CompletedProcess[bytes]) -> Trouble:
    said = (done.stderr + done.stdout).decode("utf-8", "replace")
    remedy = next((help for words, help in _REMEDIES if words in said), None)
    return Trouble(
        M("the file is written, but git refused to commit it: {problem}", problem=_problem(done)),
        help=remedy or M("see what `git {command}` says, then commit the file by hand", command=command),
        code="git",
    )
