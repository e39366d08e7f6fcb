"""Schemas of what commands print as JSON, made by Pydantic of the typed documents that the writers return."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from promisectl.formats.documents.outputs import OUTPUTS

_VERSION = {"const": 1}


def output_schema(name: str) -> dict[str, Any]:
    """Return the schema of an output by name. No key but those of the document, unless it says that it may grow."""
    schema = TypeAdapter(OUTPUTS[name]).json_schema()
    definitions = schema.pop("$defs", {})
    for part in (schema, *definitions.values()):
        if "properties" in part:
            part.setdefault("additionalProperties", False)
    body = _printed(schema)
    if "anyOf" in schema:
        body = {"anyOf": [_printed(definitions[_name_of(part)]) for part in schema["anyOf"]]}
    return {**body, "title": name, **({"$defs": definitions} if definitions else {})}


def _printed(document: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a document as it is printed: `format_version` comes first."""
    properties = {"format_version": _VERSION, **document.get("properties", {})}
    return {**document, "properties": properties, "required": ["format_version", *document.get("required", [])]}


def _name_of(part: dict[str, Any]) -> str:
    name: str = part["$ref"].rpartition("/")[2]
    return name
