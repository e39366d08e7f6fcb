"""Identity: who speaks or looks. `--by`, else PROMISECTL_USER, else git's user.email found in people.yaml, else the
login name where people.yaml has it. What is said for one run goes before what is set for all."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass

from promisectl.model.message import M, Message
from promisectl.model.nearest import nearest
from promisectl.model.people import is_outside
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import BadFiles, Workspace


def is_agent(workspace: Workspace, handle: str) -> bool:
    """Whether a handle is a program's, of which a person answers for what it says."""
    person = workspace.people.get(handle)
    return person is not None and person.kind == "agent"


def named_person(workspace: Workspace, handle: str, *, outside: bool = True) -> str:
    """Return the person that somebody typed, as `known_person` does; `me` is whoever types.

    Not for what files or hosts name: there `me` is nobody.
    """
    if handle == "me" and handle not in workspace.people:
        return speaker(workspace, None)
    return known_person(workspace, handle, outside=outside)


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
    if handle and (handle != "me" or handle in workspace.people):
        return known_person(workspace, handle, outside=False)
    me = whoever(workspace)
    if me is None:
        raise Trouble(
            M("who speaks? Neither PROMISECTL_USER nor git's user.email nor the login name is in people.yaml"),
            help=M("add `--by HANDLE`, or register yourself with `promisectl person add HANDLE --email …`"),
            code="unknown-person",
        )
    return me


@dataclass(frozen=True, slots=True)
class Identity:
    """Who looks, and what says so."""

    handle: str
    why: Message


def whoever(workspace: Workspace) -> str | None:
    """Return who looks, or None where nobody can be told."""
    found = identity(workspace)
    return found.handle if found is not None else None


def identity(workspace: Workspace) -> Identity | None:
    """Return who looks and what says so, None where nobody can be told; Trouble where PROMISECTL_USER names nobody."""
    user = os.environ.get("PROMISECTL_USER")
    if user:
        return Identity(known_person(workspace, user, outside=False), M("PROMISECTL_USER says so"))
    email = git_email(workspace)
    if email:
        for handle, person in workspace.people.by_handle.items():
            if email.casefold() in (known.casefold() for known in person.emails):
                return Identity(handle, M("git's user.email is {email}", email=email))
    login = login_name()
    if login in workspace.people:
        return Identity(workspace.people.current(login), M("the login name is {login}", login=login))
    return None


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
