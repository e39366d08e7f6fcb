"""The base that a host's job names (`--base auto`): GitHub, Forgejo and Gitea by their event, GitLab by its variables.

What is returned is a commit in hex, so that no tag of a branch's name is taken for it. People get wrong what `before`
of a push is: where somebody pushed by force, it is no ancestor of what stands there now, and comparing with it would
hide what was taken away; and that the base of a pull request is the one its event names, when the host has merged it
with a later one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from promisectl.git.commits import commits, commits_between, is_ancestor, merge_base
from promisectl.git.names import is_full_hash
from promisectl.git.repository import Purpose, Repository, need_repository
from promisectl.model.message import M, Message
from promisectl.model.trouble import Trouble
from promisectl.store.files import read_whole
from promisectl.store.root import find_root

_SHOWN = 5  # commits named one by one
_EVENT_LIMIT = 64 * 1024 * 1024  # bytes
_QUEUES = ("merge_train",)
_MERGED = ("merged_result", *_QUEUES)


@dataclass(frozen=True, slots=True)
class Base:
    """A base: its commit in hex, whether what is judged is published with it, what has to be said beside it.

    Published is a push to the default branch and a group of a merge queue or train: an approval can only come later.
    `forced_away` is what stood there before a forced push, in hex, where this clone still holds it.
    """

    commit: str
    published: bool = False
    remarks: tuple[Message, ...] = ()
    forced_away: str | None = None


@dataclass(frozen=True, slots=True)
class _Push:
    """A push: the branch, the default branch, what stood there before in hex (or zeros)."""

    branch: str
    default: str
    before: str

    @property
    def is_default(self) -> bool:
        return self.branch == self.default


def base_here(root: Path | None = None, environment: Mapping[str, str] = os.environ) -> Base:
    """Return the base that the job which runs here is about; Trouble where none is named, or it is not in the clone."""
    repository = need_repository(find_root(root), Purpose.COMPARE)
    return host_base(environment, repository)


def host_base(environment: Mapping[str, str], repository: Repository) -> Base:
    """Return the base that a host's variables name, as a commit of a repository; Trouble as `base_here` says."""
    found = _by_event(environment, repository) or _by_gitlab(environment, repository)
    if found is None:
        raise Trouble(
            M("no variable of GitHub, Forgejo or GitLab names a base here"),
            help=M("name it: `promisectl check --base origin/main`"),
        )
    return found


def _by_event(environment: Mapping[str, str], repository: Repository) -> Base | None:
    """Return the base by the event of GitHub, Forgejo or Gitea; None where there is none."""
    event = _event(environment)
    group, pull = _mapping(event, "merge_group"), _mapping(event, "pull_request")
    if group:
        return Base(_need(repository, str(group.get("base_sha"))), published=True)
    if pull or environment.get("GITHUB_BASE_REF"):
        return Base(_pull_base(pull, environment.get("GITHUB_BASE_REF", ""), repository))
    if "before" in event:
        default = _mapping(event, "repository").get("default_branch", "")
        branch = str(event.get("ref", "")).removeprefix("refs/heads/")
        return _push_base(_Push(branch, str(default), str(event["before"])), repository)
    return None


def _pull_base(pull: Mapping[str, Any], base_ref: str, repository: Repository) -> str:
    """Return what a pull request is judged against: what the host merged it with, else what the event names."""
    base = _mapping(pull, "base")
    named = _hash_here(repository, str(base.get("sha", "")))
    merged_with = _merged_with(repository, str(_mapping(pull, "head").get("sha", "")))
    if merged_with and _holds(repository, merged_with, named):
        return merged_with
    return named or _remote_branch(repository, str(base.get("ref") or base_ref))


def _hash_here(repository: Repository, digits: str) -> str | None:
    """Return a commit by its whole hash; None where that names none here."""
    return repository.resolve(digits) if is_full_hash(digits) else None


def _holds(repository: Repository, newer: str, older: str | None) -> bool:
    """Whether the history of a commit holds another one, where there is one."""
    return not older or is_ancestor(repository, older, newer)


def _merged_with(repository: Repository, source: str) -> str | None:
    """Return what the host merged a source (hex) with, where the head is the host's own merge of it; None elsewhere."""
    head = repository.head()
    if head is None or not source:
        return None
    parents = commits(repository, [head])[head].parents
    return parents[0] if parents[1:] == (source,) else None


def _by_gitlab(environment: Mapping[str, str], repository: Repository) -> Base | None:
    """Return the base by GitLab's variables; None where they name none."""
    if environment.get("CI_MERGE_REQUEST_IID") or environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA"):
        kind = environment.get("CI_MERGE_REQUEST_EVENT_TYPE", "")
        return Base(_merge_request_base(environment, repository, kind), published=kind in _QUEUES)
    before = environment.get("CI_COMMIT_BEFORE_SHA", "")
    if not before or not environment.get("CI_COMMIT_BRANCH"):
        return None
    push = _Push(environment["CI_COMMIT_BRANCH"], environment.get("CI_DEFAULT_BRANCH", ""), before)
    return _push_base(push, repository)


def _merge_request_base(environment: Mapping[str, str], repository: Repository, kind: str) -> str:
    """Return what a merge request is judged against: of a merged result its target, else the target's tip."""
    if kind in _MERGED:
        merged_with = _merged_with(repository, environment.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", ""))
        return merged_with or _need(repository, environment.get("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", ""))
    target = environment.get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "")
    fork = environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")
    tip = repository.resolve(f"refs/remotes/origin/{target}") if target else None
    return tip if tip and _holds(repository, tip, fork) else _need(repository, fork)


def _push_base(push: _Push, repository: Repository) -> Base:
    """Return what a push is judged against: what stood there, where it still stands; else where it left the default."""
    head = repository.head() or ""
    before = None if _is_nothing(push.before) else repository.resolve(push.before)
    if before is not None and is_ancestor(repository, before, head):
        return Base(before, push.is_default)
    remarks = () if _is_nothing(push.before) else (_forced_away(repository, push.before, before, head),)
    return Base(_fork(push, repository, before, head), push.is_default, remarks, before)


def _fork(push: _Push, repository: Repository, before: str | None, head: str) -> str:
    """Return the commit from which a push is judged that does not stand on what was there."""
    other = before if push.is_default else _remote_branch(repository, push.default)
    fork = merge_base(repository, other, head) if other else None
    if fork is None:
        raise Trouble(
            M("nothing here says what stood on {branch} before this push", branch=push.branch),
            help=M("judge the whole history: `promisectl audit`, best with a checkpoint"),
            code="git",
        )
    return fork


def _forced_away(repository: Repository, named: str, before: str | None, head: str) -> Message:
    """Say which commits a push took away by force."""
    if before is None:
        return M("a forced push: what stood there ({commit}) is not in this clone, and unseen", commit=named[:12])
    gone = [commit.oid[:12] for commit in commits_between(repository, head, before)]
    more = ", …" if len(gone) > _SHOWN else ""
    return M(
        "a forced push took away commits, {count}: {commits}", count=len(gone), commits=", ".join(gone[:_SHOWN]) + more
    )


def _is_nothing(commit: str) -> bool:
    """Whether a host says with zeros that nothing stood there."""
    return not commit.strip("0")


def _remote_branch(repository: Repository, name: str) -> str:
    """Return the tip of a branch of origin, in hex; Trouble where this clone has none."""
    full = f"refs/remotes/origin/{name}"
    found = repository.resolve(full) if name else None
    return found if found is not None else _need(repository, full)


def _need(repository: Repository, ref: str) -> str:
    """Return the commit that a host names; Trouble where this clone does not hold it."""
    found = repository.resolve(ref) if ref else None
    if found is None:
        raise Trouble(
            M("the base that the host names is not in this clone: {ref}", ref=ref or "-"),
            help=M("fetch everything (`fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab)"),
            code="git",
        )
    return found


def _event(environment: Mapping[str, str]) -> Mapping[str, Any]:
    """Return the event that a job of GitHub, Forgejo or Gitea is about; nothing where there is none."""
    path = environment.get("GITHUB_EVENT_PATH")
    if not path:
        return {}
    try:
        event = json.loads(read_whole(path, path, _EVENT_LIMIT))
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        raise Trouble(
            M("{path} holds no event of the host", path=path),
            help=M("name the base: `promisectl check --base origin/main`"),
        )
    return event


def _mapping(there: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = there.get(key)
    return found if isinstance(found, dict) else {}
