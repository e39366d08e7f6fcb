"""Identity: who speaks or looks. `--by`, else git's user.email found in people.yaml, else PROMISECTL_USER, else the
login name where people.yaml has it (cli.md, Common options)."""

from __future__ import annotations

import getpass
import os

from promisectl.model.message import M
from promisectl.model.nearest import nearest
from promisectl.model.people import is_outside
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import BadFiles, Workspace


def is_agent(workspace: Workspace, handle: str) -> bool:
    """Whether a handle is a program's, of which a person answers for what it says."""
    person = workspace.people.get(handle)
    return person is not None and person.kind == "agent"


def known_person(workspace: Workspace, handle: str, *, outside: bool = True) -> str:
    """Return a registered person, by the handle they go by now, or an outside party; Trouble with a suggestion."""
    if outside and is_outside(handle):
        return handle
    if handle in workspace.people:
        return workspace.people.current(handle)
    if is_outside(handle):
        raise Trouble(
            M("{handle} is an outside party: somebody of people.yaml records its words", handle=handle),
            help=M('say where they were spoken: --for {handle} --via "phone, 6 March"', handle=handle),
            code="unknown-person",
        )
    _need_people(workspace)
    suggestion = _nearest_person(workspace, handle)
    raise Trouble(
        M("nobody here is called `{handle}`", handle=handle),
        help=M("did you mean `{name}`?", name=suggestion)
        if suggestion
        else M("register the person with `promisectl person add {handle}`", handle=handle),
        code="unknown-person",
    )


def _need_people(workspace: Workspace) -> None:
    """BadFiles where people.yaml cannot be read: then nobody is known, and nobody is unknown."""
    path = f"{workspace.settings.ledgers}/people.yaml"
    findings = [finding for finding in workspace.unread if finding.path == path]
    if findings:
        raise BadFiles(findings)


def _nearest_person(workspace: Workspace, handle: str) -> str | None:
    """Return the handle of whoever is called something like this, by handle or by name."""
    people = workspace.people.by_handle
    by_name = {person.name: known for known, person in people.items() if person.name}
    close = nearest(handle, [*people, *by_name])
    return None if close is None else by_name.get(close, close)


def speaker(workspace: Workspace, handle: str | None) -> str:
    """Return who speaks: a registered person. Trouble, with what to do, where nobody can be told."""
    if handle:
        return known_person(workspace, handle, outside=False)
    me = whoever(workspace)
    if me is None:
        raise Trouble(
            M("who speaks? Neither git's user.email nor PROMISECTL_USER nor the login name is in people.yaml"),
            help=M("add `--by HANDLE`, or register yourself with `promisectl person add HANDLE --email …`"),
            code="unknown-person",
        )
    return me


def whoever(workspace: Workspace) -> str | None:
    """Return who looks, or None where nobody can be told."""
    email = git_email(workspace)
    if email:
        for handle, person in workspace.people.by_handle.items():
            if email.casefold() in (known.casefold() for known in person.emails):
                return handle
    user = os.environ.get("PROMISECTL_USER")
    if user:
        return known_person(workspace, user, outside=False)
    login = login_name()
    return workspace.people.current(login) if login in workspace.people else None


def git_email(workspace: Workspace) -> str | None:
    """Return git's user.email for the workspace, None without git or where it is not set."""
    from promisectl.git.repository import own_config

    return own_config("user.email", workspace.root)


def login_name() -> str:
    """Return the login name, empty where the machine knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
