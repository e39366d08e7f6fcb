"""People over time: who moves to another area, takes another handle, leaves, or wants to be forgotten.

A handle is what acts are signed with, so it never goes: a new one is added beside it (`formerly`), and forgetting
somebody drops everything but the handle. An area is one from a day on; figures of earlier days keep the earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from promisectl.app.ledger.identity import named_person
from promisectl.app.workspace.registers import as_handle, looks_like, named_area
from promisectl.model.fields import HANDLE
from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.store.files import FileWrite, read_whole
from promisectl.store.workspace import Workspace
from promisectl.yamltext.splice import Splice

EVER = date(1970, 1, 1)
PERSONAL = ("name", "emails", "keys", "accounts")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting somebody drops, and where the file still says it: in a comment, or in another entry."""

    handle: str
    dropped: tuple[str, ...]
    still: tuple[int, ...]
    change: FileWrite


def leave(workspace: Workspace, handle: str, day: date) -> tuple[str, FileWrite]:
    """Return the handle and the change that says on which day somebody left."""
    handle = named_person(workspace, handle, outside=False)
    return handle, _with(workspace, handle, {"left": day.isoformat()})


def move(workspace: Workspace, handle: str, area: str, day: date, since: date | None = None) -> tuple[str, FileWrite]:
    """Return the handle and the change that puts somebody into an area from a day on; what was before stays.

    `since` is the day the area without a day began; Trouble where the person is in the new area already.
    """
    handle = named_person(workspace, handle, outside=False)
    area = named_area(workspace, area)
    person = workspace.people.by_handle[handle]
    dated = _dated(person.area, since or EVER)
    if dated and person.area_on(day) == area and day not in dated:
        raise Trouble(
            M("{handle} is in {area} on {day} already", handle=handle, area=area, day=day.isoformat()),
            help=M("nothing was written"),
        )
    if since is not None and since >= day:
        raise Trouble(
            M("the old area began on {since}, which is not before {day}", since=since.isoformat(), day=day.isoformat()),
            help=M("name an earlier day with --since"),
        )
    areas = sorted({**dated, day: area}.items())
    return handle, _with(workspace, handle, {"area": {start.isoformat(): name for start, name in areas}})


def _dated(area: str | Mapping[date, str] | None, since: date) -> dict[date, str]:
    """Return the areas of a person by the days they began; one without a day began on `since`."""
    return {since: area} if isinstance(area, str) else dict(area or {})


def rename(workspace: Workspace, handle: str, new: str) -> tuple[str, FileWrite]:
    """Return the old handle and the change that gives somebody a new one; acts keep the old, which is theirs for good.

    Trouble where the new handle is none, or could be mistaken for somebody else's.
    """
    handle = named_person(workspace, handle, outside=False)
    _need_new_handle(workspace, handle, new)
    data, splice, path = _open(workspace)
    splice.rename_entry(("people", handle), new)
    formerly = [old for old in workspace.people.by_handle[handle].formerly if old != new]
    splice.set_entry(("people", new, "formerly"), [*formerly, handle])
    return handle, FileWrite(workspace.root / path, data, splice.result())


def _need_new_handle(workspace: Workspace, handle: str, new: str) -> None:
    """Trouble where a person cannot take a handle; one of their own former ones they can."""
    if not re.fullmatch(HANDLE, new):
        raise Trouble(
            M("“{handle}” cannot be a handle", handle=new),
            help=M("use lower-case letters, digits, `.`, `_` and `-`, such as `{name}`", name=as_handle(new) or "ana"),
        )
    people = workspace.people
    if new == handle:
        raise Trouble(M("{handle} goes by that handle already", handle=handle), help=M("nothing was written"))
    other = looks_like(workspace, new) if people.former.get(new) != handle else None
    if other is not None and people.current(other) != handle:
        raise Trouble(
            M("`{handle}` looks like `{other}`, who is registered already", handle=new, other=other),
            help=M("choose a handle that nobody can mistake for it"),
            code="PC110",
        )


def forget(workspace: Workspace, handle: str, by: str) -> Forgotten:
    """Return what it takes to drop somebody's name, emails, keys and accounts; the handle and its areas stay.

    Trouble (exit 1) for anybody but a steward, or where none is named that person.
    """
    handle = named_person(workspace, handle, outside=False)
    _need_leave(workspace, handle, by)
    data, splice, path = _open(workspace)
    entry = splice.values["people"].get(handle) or {}
    dropped = {key: entry[key] for key in PERSONAL if entry.get(key)}
    splice.set_entry(("people", handle), _impersonal(entry))
    after = splice.result()
    still = _lines_with(after, _words(dropped))
    return Forgotten(handle, tuple(dropped), still, FileWrite(workspace.root / path, data, after))


def _need_leave(workspace: Workspace, handle: str, by: str) -> None:
    stewards = workspace.stewards
    if by in stewards or (not stewards and by == handle):
        return
    if stewards:
        help = M("ask a steward: {stewards}", stewards=", ".join(sorted(stewards)))
    else:
        help = M("name a steward in `policy.stewards` first, or let {handle} say it", handle=handle)
    raise Trouble(
        M("{by} may not drop what people.yaml says of {handle}", by=by, handle=handle),
        help=help,
        code="PC409",
        exit_code=1,
    )


def _impersonal(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in PERSONAL}


def _lines_with(text: bytes, words: list[str]) -> tuple[int, ...]:
    """Return the numbers, from 1, of the lines that hold any of these words."""
    lines = text.decode().split("\n")
    return tuple(number for number, line in enumerate(lines, 1) if any(word in line for word in words))


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    below = value.values() if isinstance(value, Mapping) else value
    return [word for part in below for word in _words(part)]


def _with(workspace: Workspace, handle: str, details: Mapping[str, Any]) -> FileWrite:
    data, splice, path = _open(workspace)
    for key, value in details.items():
        splice.set_entry(("people", handle, key), value)
    return FileWrite(workspace.root / path, data, splice.result())


def _open(workspace: Workspace) -> tuple[bytes, Splice, str]:
    path = f"{workspace.settings.ledgers}/people.yaml"
    data = read_whole(workspace.root / path, path)
    return data, Splice(data, path), path
