"""Diagnosis: what is found here, one topic at a time, with a remedy for each trouble."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from promisectl.app.ledger.identity import identity
from promisectl.app.ledger.standings import ledger_names, load_snapshot
from promisectl.checking.attribute_findings import attribute_help, attribute_note
from promisectl.model.message import M, Message
from promisectl.model.moment import local_day
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import Workspace, open_workspace


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One topic: what was found, whether it is well, and what to do where it is not."""

    topic: Message
    ok: bool
    found: Message
    remedy: Message | None = None


def diagnose(root: Path | None = None) -> list[Diagnosis]:
    """Look at everything a command depends on. Without a workspace the look ends there."""
    diagnoses = [_program()]
    try:
        workspace = open_workspace(root)
    except Trouble as trouble:
        return [*diagnoses, Diagnosis(M("workspace"), False, trouble.message, trouble.help)]
    topics: tuple[Callable[[Workspace], Diagnosis | None], ...] = (
        _workspace,
        _zone,
        _people,
        _leavers,
        _agents,
        _files,
        _identity,
        _git,
        _attributes,
        _hooks,
        _reader,
    )
    for topic in topics:
        diagnosis = topic(workspace)
        if diagnosis is not None:
            diagnoses.append(diagnosis)
    return diagnoses


def _program() -> Diagnosis:
    from promisectl import __version__

    python = ".".join(str(part) for part in sys.version_info[:3])
    return Diagnosis(M("program"), True, M("promisectl {version}, Python {python}", version=__version__, python=python))


def _workspace(workspace: Workspace) -> Diagnosis:
    names = ledger_names(workspace)
    remedy = None if names else M("make one with `promisectl ledger new NAME`")
    found = M("{root}, ledgers: {names}", root=workspace.root, names=", ".join(names) or "-")
    return Diagnosis(M("workspace"), bool(names), found, remedy)


def _zone(workspace: Workspace) -> Diagnosis:
    now = workspace.now.isoformat(timespec="seconds")
    return Diagnosis(M("time zone"), True, M("{zone}, now {now}", zone=workspace.settings.timezone, now=now))


def _people(workspace: Workspace) -> Diagnosis:
    people = workspace.people.by_handle
    if workspace.unread:
        return Diagnosis(
            M("people"),
            False,
            M("{count} finding(s) in people.yaml or its neighbours", count=len(workspace.unread)),
            M("see them with `promisectl check`"),
        )
    left = sorted(handle for handle, person in people.items() if person.left)
    text = M("{count} registered, {left} left", count=len(people), left=len(left))
    return Diagnosis(
        M("people"), bool(people), text, None if people else M("register one with `promisectl person add HANDLE`")
    )


def _leavers(workspace: Workspace) -> Diagnosis | None:
    """Who left and still holds open promises: theirs to owe or to judge, and nobody there to do it."""
    gone = _gone(workspace)
    if not gone or workspace.unread:
        return None
    held = {handle: count for handle, count in _held(workspace, gone).items() if count}
    if not held:
        return Diagnosis(M("leavers"), True, M("nobody who left holds an open promise"))
    counts = ", ".join(f"{handle} {count}" for handle, count in held.items())
    commands = reduce(_and_then, (M("`promisectl handover {who} HANDLE`", who=handle) for handle in held))
    return Diagnosis(
        M("leavers"),
        False,
        M("open promises of people who left: {counts}", counts=counts),
        M("hand them over: {commands}", commands=commands),
    )


def _and_then(first: Message, second: Message) -> Message:
    return M("{first}, {second}", first=first, second=second)


def _gone(workspace: Workspace) -> list[str]:
    """Return who has left by today, sorted."""
    day = local_day(workspace.now, workspace.zone)
    people = workspace.people.by_handle
    return sorted(handle for handle, person in people.items() if person.left is not None and person.left <= day)


def _held(workspace: Workspace, handles: list[str]) -> dict[str, int]:
    """Return how many open promises each of these people performs or asked for."""
    snapshot = load_snapshot(root=workspace.root, lenient=True)
    parties = [(view.performer, view.customer) for view in snapshot.views if view.is_open]
    return {handle: sum(handle in pair for pair in parties) for handle in handles}


def _hooks(workspace: Workspace) -> Diagnosis | None:
    """Hooks that were installed and went: another tool made their folder anew, or a clone came without them."""
    from promisectl.app.check.hooks import hooks

    try:
        found = hooks(workspace.root)
    except Trouble:
        return None
    gone = [hook.name for hook in found if hook.is_gone]
    if gone:
        names = ", ".join(gone)
        return Diagnosis(
            M("hooks"),
            False,
            M("installed once, and gone: {names}", names=names),
            M("`promisectl hooks install` says where they belong now"),
        )
    asking = [hook.name for hook in found if hook.asks]
    return Diagnosis(M("hooks"), True, M("git asks before: {names}", names=", ".join(asking))) if asking else None


def _agents(workspace: Workspace) -> Diagnosis | None:
    """Agents whose person left: nobody answers for what they say."""
    day, people = local_day(workspace.now, workspace.zone), workspace.people
    alone = []
    for handle, person in people.by_handle.items():
        chief = people.get(person.answers_to) if person.answers_to else None
        if chief is not None and chief.left is not None and chief.left <= day:
            alone.append(f"{handle} ({person.answers_to})")
    if not alone:
        return None
    return Diagnosis(
        M("answers-to"),
        False,
        M("these answer to somebody who left: {names}", names=", ".join(alone)),
        M("name somebody else under `answers-to` in people.yaml"),
    )


def _files(workspace: Workspace) -> Diagnosis:
    from promisectl.store.reading import read_ledgers

    loaded = read_ledgers(workspace.root, workspace.settings.ledgers)
    bad = len(loaded.bad_paths)
    found = M("{count} promises read, {bad} file(s) with findings of form", count=len(loaded.promises), bad=bad)
    return Diagnosis(M("files"), bad == 0, found, M("see them with `promisectl check`") if bad else None)


def _identity(workspace: Workspace) -> Diagnosis:
    try:
        me = identity(workspace)
    except Trouble as trouble:
        return Diagnosis(M("you"), False, M("PROMISECTL_USER: {problem}", problem=trouble.message), trouble.help)
    if me is None:
        return Diagnosis(
            M("you"),
            False,
            M("neither PROMISECTL_USER nor git's user.email nor the login name is in people.yaml"),
            M("register yourself with `promisectl person add HANDLE --email …`, or set PROMISECTL_USER"),
        )
    return Diagnosis(M("you"), True, M("{handle}: {why}", handle=me.handle, why=me.why))


def _git(workspace: Workspace) -> Diagnosis:
    from promisectl.git.programs import git_available
    from promisectl.git.repository import find_repository

    if not git_available():
        return Diagnosis(
            M("git"), True, M("no git program: acts are written all the same; `undo` and --commit need it")
        )
    repository = find_repository(workspace.root)
    if repository is None:
        return Diagnosis(
            M("git"), True, M("no repository here: acts are written all the same; `undo` and --commit need one")
        )
    head = repository.head()
    shallow = M(" (shallow: history before it cannot be seen)") if repository.is_shallow() else ""
    commit = head[:10] if head else "-"
    return Diagnosis(
        M("git"),
        True,
        M(
            "{top}, branch {branch}, commit {commit}{shallow}",
            top=repository.top,
            branch=repository.branch() or "-",
            commit=commit,
            shallow=shallow,
        ),
    )


def _attributes(workspace: Workspace) -> Diagnosis | None:
    """Git's own attributes and config of this machine, which `check` does not see; None where there is no git."""
    from promisectl.app.workspace.own_attributes import own_attributes

    seen = own_attributes(workspace)
    if seen is None:
        return None
    topic = M("git files")
    if seen.faults:
        first = seen.faults[0]
        found = M("{path}, line {line}: {note}", path=first.path, line=first.line, note=attribute_note(first))
        return Diagnosis(topic, False, found, attribute_help(first))
    if seen.filters:
        found = M("git runs these programs over files of the ledgers: {names}", names=", ".join(seen.filters))
        return Diagnosis(
            topic, False, found, M("take the filter out of `.gitattributes`: `promisectl check` says where")
        )
    if seen.autocrlf:
        found = M("core.autocrlf is {value}: git may change the ends of lines here", value=seen.autocrlf)
        return Diagnosis(topic, True, found)
    return Diagnosis(topic, True, M("git leaves the files of the ledgers as they are"))


def _reader(workspace: Workspace) -> Diagnosis:
    from promisectl.yamltext.parsers import parsers

    fast, exact = parsers()
    return Diagnosis(M("reader"), True, M("fast: {fast}; exact: {exact}; no index is kept", fast=fast, exact=exact))
