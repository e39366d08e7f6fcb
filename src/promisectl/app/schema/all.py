"""JSON Schemas: of the files, of what commands are told, and of what they print as JSON."""

from __future__ import annotations

from typing import Any

from promisectl.app.schema.files import FILES, Say, file_schema
from promisectl.app.schema.inputs import NAMES as TOLD
from promisectl.app.schema.inputs import input_schema
from promisectl.app.schema.outputs import output_schema
from promisectl.formats.documents.outputs import OUTPUTS
from promisectl.model.message import M
from promisectl.model.nearest import did_you_mean
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import Workspace

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def names() -> list[str]:
    """Return the names of every schema: of files, of what is told, of what is printed."""
    return [*FILES, *TOLD, *OUTPUTS]


def schema(name: str, workspace: Workspace | None = None, say: Say = str) -> dict[str, Any]:
    """Return a schema by name; Trouble with a suggestion where there is none.

    Those of files and of lines have the words of the workspace, where one is given, and descriptions as `say` says
    them.
    """
    if name in FILES:
        return {"$schema": _DRAFT, **file_schema(name, workspace, say)}
    if name in TOLD:
        return {"$schema": _DRAFT, **input_schema(name, workspace, say)}
    if name in OUTPUTS:
        return {"$schema": _DRAFT, **output_schema(name)}
    raise Trouble(M("there is no schema `{name}`", name=name), help=did_you_mean(name, names()))
