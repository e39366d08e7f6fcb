"""Hooks: what git asks promisectl before a commit and before a push, and how git comes to ask.

People get wrong that a hook protects a ledger. It is a courtesy to whoever installed it: `--no-verify` passes by it,
and only `check --base` on the host binds everybody. A hook looks, and never stages or changes anything.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from promisectl.app.check.branch import BranchResult, check_branch
from promisectl.app.compare.naming import WORKTREE
from promisectl.git.as_user import hooks_folder, set_config
from promisectl.git.commits import merge_base
from promisectl.git.hooks import MARK, Presence, lay_down, own_text, presence, take_away, text_of
from promisectl.git.objects import file_at
from promisectl.git.repository import Purpose, Repository, need_repository
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble
from promisectl.store.root import SETTINGS, find_root

NAMES = ("commit-msg", "pre-push")
REMEMBERED = "promisectl.hooks"


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook: its name, the file git runs, what stands there. `shared` is a folder that core.hooksPath names.

    `text` is what would be installed; `rest` what stays when this workspace is taken out, empty if nothing does.
    `remembered`: it was installed once. Another tool may make the folder anew: `maker` is where it takes lines from.
    """

    name: str
    path: Path
    text: str
    rest: str
    presence: Presence
    shared: bool
    remembered: bool = False
    maker: Path | None = None

    @property
    def asks(self) -> bool:
        """Whether git asks promisectl: by its own hook, or by a line in another tool's."""
        if self.presence in (Presence.INSTALLED, Presence.OUTDATED):
            return True
        other = self.maker / self.name if self.maker is not None else self.path
        return f"promisectl hooks run {self.name}" in text_of(other)

    @property
    def is_gone(self) -> bool:
        """Whether it was installed and does not stand there any more."""
        return self.remembered and not self.asks


def hooks(root: Path | None, names: Sequence[str] = ()) -> list[Hook]:
    """Return the hooks of a workspace's repository. Trouble where there is none, or no hook is called so."""
    for name in names:
        if name not in NAMES:
            raise Trouble(
                M("there is no hook “{name}”", name=name), help=M("use one of: {names}", names=", ".join(NAMES))
            )
    folder = find_root(root)
    repository = need_repository(folder, Purpose.HOOKS)
    below = repository.prefix(folder).rstrip("/") or "."
    where, shared = hooks_folder(repository)
    if where.exists() and not where.is_dir():
        raise Trouble(
            M("git runs no hooks here: core.hooksPath is {path}, which is no folder", path=where),
            help=M("`git config core.hooksPath` says so; without it git runs those of .git/hooks"),
            code="hooks-path",
        )
    remembered = (repository.config(REMEMBERED) or "").split()
    made_by = _maker(where, repository.top) if shared else None
    return [
        _hook(name, where / name, below, shared, name in remembered, made_by) for name in dict.fromkeys(names or NAMES)
    ]


def _maker(where: Path, top: Path) -> Path | None:
    """Return where another tool wants lines of its hooks, if it makes the folder that git looks into anew."""
    if where.name == "_" and where.is_relative_to(top):
        return where.parent
    ignores = where / ".gitignore"
    is_made = where.is_relative_to(top) and ignores.is_file() and ignores.read_text("utf-8", "replace").strip() == "*"
    return where.parent if is_made else None


def _hook(name: str, path: Path, below: str, shared: bool, remembered: bool, maker: Path | None) -> Hook:
    """Return a hook as it stands; its texts are with this workspace, and without it (empty: nothing is left)."""
    others = [root for root in _roots(own_text(path) or "") if root != below]
    text = _text(name, sorted({*others, below}))
    rest = _text(name, others) if others else ""
    return Hook(name, path, text, rest, presence(path, text), shared, remembered, maker)


def _roots(text: str) -> list[str]:
    """Return the workspaces, from the repository, that an installed hook asks for."""
    line = next((line for line in text.split("\n") if line.startswith("for root in ")), "")
    try:
        return shlex.split(line.removeprefix("for root in ").removesuffix("; do"))
    except ValueError:
        return []


def _text(name: str, roots: Sequence[str]) -> str:
    """Return what git runs, for each workspace of the repository: the program that installed it, else that of PATH.

    Where there is neither, what touches no ledger goes through, and nothing else.
    """
    is_push = name == "pre-push"
    listen = "told=$(cat)\n" if is_push else ""
    ask = 'printf \'%s\\n\' "$told" | "$program"' if is_push else '"$program"'
    touched = _TOUCHED_BY_PUSH if is_push else _TOUCHED_BY_COMMIT
    return f"""\
#!/bin/sh
{MARK}
program={shlex.quote(own_program())}
if [ ! -x "$program" ] || git ls-files --error-unmatch -- "$program" >/dev/null 2>&1; then
  program=$(command -v promisectl)
fi
{listen}for root in {shlex.join(roots)}; do
  [ -f "$root/promisectl.yaml" ] || continue
  if [ -z "$program" ]; then
    ledgers=$(sed -n {_LEDGERS_LINE} "$root/promisectl.yaml")
    set -- "$root/promisectl.yaml" "$root/${{ledgers:-ledgers}}"
{touched}    echo "promisectl is not found, so the ledgers cannot be checked" >&2
    echo "install it and run \\`promisectl hooks install\\`, or pass by this hook once with --no-verify" >&2
    exit 1
  fi
  {ask} hooks run {name} --root "$root" -- "$@" || exit
done
"""


# The folder as the settings name it, without quotes, a comment or blanks around it.
_LEDGERS_LINE = shlex.quote(r"""s/^ledgers: *["']\{0,1\}\([^"'#]*[^"'# ]\).*/\1/p""")
_TOUCHED_BY_COMMIT = """\
    git diff --cached --quiet -- "$@" && continue
"""
_TOUCHED_BY_PUSH = """\
    printf '%s\\n' "$told" | {
      untouched=yes
      while read -r _ local _ remote; do
        git rev-parse --quiet --verify "$local^{commit}" >/dev/null || continue
        git rev-parse --quiet --verify "$remote^{commit}" >/dev/null || remote=$(git hash-object -t tree /dev/null)
        git diff --quiet "$remote" "$local" -- "$@" || untouched=
      done
      [ -n "$untouched" ]
    } && continue
"""


def own_program() -> str:
    """Return the path of the program that runs now; `promisectl` where it cannot be told."""
    beside = Path(sys.executable).parent / "promisectl"
    return str(beside) if beside.is_file() else "promisectl"


def install(chosen: Sequence[Hook]) -> list[Hook]:
    """Lay down what is missing or outdated, and return it. Trouble, and nothing is written, where one is another's."""
    for hook in chosen:
        if hook.maker is not None:
            raise _made_anew(hook)
        if hook.presence is Presence.FOREIGN:
            raise Trouble(
                M("there is a {name} hook already, and it is not promisectl's: {path}", name=hook.name, path=hook.path),
                note=M("nothing was written"),
                help=M('add this line to it: `promisectl hooks run {name} -- "$@" || exit 1`', name=hook.name),
                code="foreign-hook",
                exit_code=1,
            )
    missing = [hook for hook in chosen if hook.presence in (Presence.ABSENT, Presence.OUTDATED)]
    for hook in missing:
        try:
            lay_down(hook.path, hook.text)
        except OSError as problem:
            raise Trouble(M("cannot write {path}: {problem}", path=hook.path, problem=problem.strerror or "")) from None
    return missing


def _made_anew(hook: Hook) -> Trouble:
    where = f"{hook.maker}/{hook.name}"
    return Trouble(
        M(
            "git runs the hooks of {path}, which another tool makes anew: one of ours would be lost",
            path=hook.path.parent,
        ),
        note=M("nothing was written"),
        help=M('add this line to {file}: `promisectl hooks run {name} -- "$@" || exit 1`', file=where, name=hook.name),
        code="foreign-hook",
        exit_code=1,
    )


def remember(root: Path | None, names: Sequence[str]) -> None:
    """Let git's config say which hooks are installed, so that it is noticed when one goes."""
    repository = need_repository(find_root(root), Purpose.HOOKS)
    set_config(repository, REMEMBERED, " ".join(names))


def remove(chosen: Sequence[Hook]) -> list[Hook]:
    """Take away the hooks that are promisectl's, and return them; others are left alone.

    Where another workspace of the repository is asked for as well, that stays.
    """
    own = [hook for hook in chosen if own_text(hook.path) not in (None, hook.rest)]
    for hook in own:
        if hook.rest:
            lay_down(hook.path, hook.rest)
        else:
            take_away(hook.path)
    return own


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a hook found: what was judged, what has to be said beside it, whether git must stop."""

    guarded: BranchResult | None
    remarks: tuple[Message, ...] = ()
    stops: bool = False


def before_commit(root: Path | None) -> Verdict:
    """Judge what the work tree brings since the last commit, before it is committed.

    Errors stop it. Words in another's name (PC406) are told and do not: the other's own word can still come, in a
    commit of hers, by an approval, by `promisectl confirm`.
    """
    repository = need_repository(find_root(root), Purpose.COMPARE)
    if repository.head() is None:
        return Verdict(None)
    guarded = check_branch("HEAD", WORKTREE, root=root)
    return Verdict(guarded, stops=bool(_errors(guarded)))


def _errors(guarded: BranchResult) -> list[Finding]:
    return [finding for finding in guarded.check_result.findings if finding.severity is Severity.ERROR]


def before_push(root: Path | None, remote: str, lines: Sequence[str]) -> Iterator[Verdict]:
    """Judge each commit that a push takes to a remote, since what the remote has. `lines` are what git tells it."""
    folder = find_root(root)
    repository = need_repository(folder, Purpose.COMPARE)
    settings = repository.prefix(folder) + SETTINGS
    for line in lines:
        words = line.split()
        if len(words) != 4 or not _is_commit(repository, words[1]):
            continue  # a branch that is deleted, or something that is no commit
        local, oid, remote_ref, remote_oid = words
        if file_at(repository, oid, settings) is None:
            continue  # a branch without this workspace
        base = _base(repository, remote, remote_ref, remote_oid)
        if base is None or merge_base(repository, base, oid) is None:
            yield Verdict(None, (M("{ref}: nothing to compare with at {remote}", ref=local, remote=remote),))
            continue
        guarded = check_branch(base, oid, root=root, is_published=True)
        yield Verdict(guarded, guarded.remarks, stops=bool(_errors(guarded)))


def _is_commit(repository: Repository, oid: str) -> bool:
    return not _is_nothing(oid) and repository.resolve(oid) is not None


def _is_nothing(oid: str) -> bool:
    """Whether git says with zeros that there is no such commit."""
    return set(oid) == {"0"}


def _base(repository: Repository, remote: str, ref: str, oid: str) -> str | None:
    """Return what a pushed branch is compared with: the remote's main branch; for that, what the remote has of it."""
    for name in ("HEAD", "main", "master"):
        main = repository.resolve(f"refs/remotes/{remote}/{name}")
        if main is None:
            continue
        if _is_itself(name, main, ref, oid):
            return _there(repository, oid) or main
        return main
    return _there(repository, oid)


def _is_itself(name: str, main: str, ref: str, oid: str) -> bool:
    """Whether what is pushed is the main branch; where only HEAD tells it, the one that stands there now."""
    return ref == f"refs/heads/{name}" or (name == "HEAD" and oid == main)


def _there(repository: Repository, oid: str) -> str | None:
    """Return what a remote has of a branch; None where it has nothing of it, or what is not here."""
    return None if _is_nothing(oid) else repository.resolve(oid)
