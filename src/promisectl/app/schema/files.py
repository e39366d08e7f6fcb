"""Schemas of the files, as an editor wants them: what each key is for, and the words that may follow it.

Inside a workspace its own words are added: handles, reason codes, calendars, services, objectives. A handle that is
not among them is still allowed here, for a schema is a copy and people come and go; `check` knows them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from promisectl.app.schema.key_texts import DOCUMENTS, KEYS
from promisectl.model.act import Verb
from promisectl.model.acts import ACT
from promisectl.model.fields import HANDLE, OUTSIDE
from promisectl.model.message import M, Message
from promisectl.model.objectives import GoalsFile
from promisectl.model.people import PeopleFile
from promisectl.model.promise import PromiseFile
from promisectl.model.services import ServicesFile
from promisectl.model.settings import Settings
from promisectl.model.vocabulary import NOTE_KINDS, REASONS
from promisectl.store.workspace import Workspace

FILES: dict[str, Any] = {
    "promise": PromiseFile,
    "people": PeopleFile,
    "services": ServicesFile,
    "objectives": GoalsFile,
    "settings": Settings,
}
Say = Callable[[Message], str]


def file_schema(name: str, workspace: Workspace | None = None, say: Say = str) -> dict[str, Any]:
    """Return the schema of a file by name, with the words of a workspace where one is given."""
    body: dict[str, Any] = _bare(FILES[name].model_json_schema(by_alias=True))
    body["title"] = name
    body["description"] = say(DOCUMENTS[name])
    if name == "promise":
        body["patternProperties"] = {"^x-": {"description": say(M("Yours: kept, never read."))}}
        body["additionalProperties"] = False
        _name_words(body, workspace, say)
    for model, keys in KEYS.items():
        _describe(body if model == name else body.get("$defs", {}).get(model, {}), keys, say)
    return body


def _bare(body: Any) -> Any:
    """Leave defaults and titles out: a key that is not there says nothing, and its name is its title."""
    if isinstance(body, dict):
        return _bare_object(body)
    if isinstance(body, list):
        return [_bare(entry) for entry in body]
    return body


def _bare_object(body: dict[str, Any]) -> dict[str, Any]:
    """Leave them out of one object; where a property is called so, what is there is a schema, and stays."""
    return {key: _bare(value) for key, value in body.items() if key not in _NOISE or isinstance(value, dict)}


_NOISE = frozenset({"default", "title", "description"})


def _describe(schema: Mapping[str, Any], keys: Mapping[str, Message], say: Say) -> None:
    properties = schema.get("properties", {})
    for key, message in keys.items():
        if key in properties:
            properties[key] = {"description": say(message), **properties[key]}


def _name_words(body: dict[str, Any], workspace: Workspace | None, say: Say) -> None:
    """Put the words that may follow a key where only their form was."""
    parts = body["$defs"]
    act = parts["Act"]["properties"]
    del parts["Verb"]
    act["act"] = {"type": "string", "enum": list(Verb), "enumDescriptions": [say(ACT[verb].help) for verb in Verb]}
    own_reasons = workspace.settings.reasons if workspace else ()
    reason = _one_of([*REASONS, *own_reasons], closed=workspace is not None)
    act["reason"] = reason
    act["kind"] = _one_of(NOTE_KINDS, closed=True)
    for holder in (body, parts["TermsPart"]):
        holder["properties"]["pause-on"] = _list_of(reason)
    if workspace is not None:
        _name_registered(body, workspace)


def _name_registered(body: dict[str, Any], workspace: Workspace) -> None:
    """Put the words that the registers of a workspace hold: handles, calendars, services, objectives."""
    head, parts = body["properties"], body["$defs"]
    terms, act = parts["TermsPart"]["properties"], parts["Act"]["properties"]
    handles = _handles(sorted(workspace.people.by_handle))
    head |= dict.fromkeys(_ROLES, handles)
    terms |= dict.fromkeys(_ROLES, handles)
    act |= dict.fromkeys(("by", "for"), handles)
    calendars = _one_of(sorted(workspace.settings.calendars), closed=False)
    for properties in (head, terms, act):
        properties["calendar"] = calendars
    head["service"] = _one_of(sorted(workspace.services), closed=False)
    head["serves"] = {"type": "array", "items": _one_of(sorted(workspace.objectives or ()), closed=False)}


def _handles(known: list[str]) -> dict[str, Any]:
    """Return the schema of a handle: one of these, or another, for people come and go."""
    handle = {"type": "string", "pattern": f"^(?:{HANDLE}|{OUTSIDE})$"}
    return {"anyOf": [_enum(known), handle]} if known else handle


_ROLES = ("customer", "performer")


def _enum(words: Iterable[str]) -> dict[str, Any]:
    names = list(words)
    return {"enum": names} if names else {}


def _one_of(words: Iterable[str], *, closed: bool) -> dict[str, Any]:
    """Return the schema of a word: one of these, or, where it is not closed, one of these or another."""
    known = _enum(words)
    if closed and known:
        return {"type": "string", **known}
    return {"anyOf": [known, {"type": "string"}]} if known else {"type": "string"}


def _list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "array", "items": items}, {"type": "null"}]}
