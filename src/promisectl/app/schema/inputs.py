"""Schemas of what commands are told as JSON: a line of `apply`, a file of `--approvals`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from promisectl.app.acts.batch_lines import FREE
from promisectl.app.schema.files import Say, file_schema
from promisectl.model.act import Verb
from promisectl.model.acts import KEYS, OPENINGS
from promisectl.model.message import M
from promisectl.model.terms import key_of
from promisectl.store.workspace import Workspace

NAMES = ("apply-line", "approvals")
TEXT = {"type": "string"}


def object_of(properties: dict[str, Any], *, required: list[str], extra: bool = False) -> dict[str, Any]:
    """Return the schema of an object; only `extra` lets other keys in."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": extra}


_OF_A_PROPOSAL = object_of(
    {
        "promise": TEXT,
        "act": {"type": "integer", "minimum": 1},
        "terms": {"type": "object"},
        "by": TEXT,
        "source": TEXT,
    },
    extra=True,
    required=["promise", "act", "by", "source"],
)
_FULL_HASH = {"type": "string", "pattern": "^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$"}
_OF_A_COMMIT = {
    **object_of({"commit": _FULL_HASH, "by": TEXT, "source": TEXT}, extra=True, required=["commit", "by", "source"]),
    "not": {"anyOf": [{"required": ["promise"]}, {"required": ["act"]}]},
}
_APPROVAL = {"anyOf": [_OF_A_PROPOSAL, _OF_A_COMMIT]}
# In a line a promise is named as people name it: by an id, the beginning of one, or the `ref` of an earlier line.
_NEED = object_of({"id": TEXT, "lead": {"type": "string", "pattern": "^[0-9]+d$"}}, required=["id"])
_LINKED: dict[str, Any] = {
    **dict.fromkeys(("part-of", "follows", "reopens"), TEXT),
    "needs": {"type": "array", "items": {"anyOf": [TEXT, _NEED]}},
}


def input_schema(name: str, workspace: Workspace | None = None, say: Say = str) -> dict[str, Any]:
    """Return the schema of an input by its name, one of NAMES."""
    if name == "approvals":
        description = say(M("Reviews of a host, brought by a job."))
        return {"title": name, "description": description, "type": "array", "items": _APPROVAL}
    promise = file_schema("promise", workspace, say)
    acts = [_line(verb, promise, say) for verb in Verb]
    return {
        "title": name,
        "description": say(M("An act, as a line of `apply` says it.")),
        "type": "object",
        "required": ["act"],
        "oneOf": acts,
        "$defs": _reached(acts, promise["$defs"]),
    }


def _line(verb: Verb, promise: dict[str, Any], say: Say) -> dict[str, Any]:
    """Return the schema of a line that says this act: its own keys, and where it is said."""
    words = promise["$defs"]["Act"]["properties"]
    keys = sorted(key_of(name) for name in KEYS[verb])
    properties = {"act": {"const": verb.value, "description": words["act"]["description"]}}
    properties |= {key: words[key] for key in keys if key != "act"}
    if verb in OPENINGS:
        properties |= _opening_keys(promise, say)
        mine = promise["patternProperties"]
        return {**object_of(properties, required=["act", "terms"]), "patternProperties": mine}
    where = say(M("Where: an id, its beginning, or the `ref` of an earlier line."))
    properties["promise"] = {"description": where, **TEXT, "minLength": 1}
    return object_of(properties, required=["act", "promise"])


def _opening_keys(promise: dict[str, Any], say: Say) -> dict[str, Any]:
    """Return what a line that opens a promise says beside its act: free fields, ledger, a name, the terms."""
    words = promise["$defs"]["Act"]["properties"]
    properties = {key: promise["properties"][key] for key in ("id", *sorted(FREE))}
    properties |= {key: {"description": properties[key]["description"], **_LINKED[key]} for key in _LINKED}
    properties["ledger"] = {"description": say(M("The ledger it goes to.")), **TEXT}
    properties["ref"] = {"description": say(M("A name for it in later lines.")), **TEXT}
    properties["terms"] = {"$ref": "#/$defs/TermsPart", "description": words["terms"]["description"]}
    return properties


def _reached(part: Any, known: dict[str, Any]) -> dict[str, Any]:
    """Return the definitions that a schema refers to, and those that they refer to."""
    if isinstance(part, list):
        return _reached_by_all(part, known)
    if not isinstance(part, dict):
        return {}
    below = _reached_by_all(part.values(), known)
    name = str(part.get("$ref", "")).removeprefix("#/$defs/")
    if name not in known:
        return below
    return {name: known[name], **_reached(known[name], known), **below}


def _reached_by_all(parts: Iterable[Any], known: dict[str, Any]) -> dict[str, Any]:
    definitions: dict[str, Any] = {}
    for part in parts:
        definitions |= _reached(part, known)
    return definitions
