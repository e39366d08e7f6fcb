"""Read in part: what can be made out of a promise file whose form does not hold, so that all its faults are told.

A value that is wrong is left out, and the history ends before the first act that cannot be read: what is judged then is
what was written, never a guess. Nothing but findings comes of it: such a promise is in no list and no figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from promisectl.model.fields import PROMISE_ID
from promisectl.model.finding import Finding
from promisectl.model.promise import Promise, PromiseFile
from promisectl.store.reading import key_findings
from promisectl.yamltext.exact import Document, Fault, decode, read_exact
from promisectl.yamltext.validate import ways_of

_ID = re.compile(PROMISE_ID + r"\Z")
_UNTITLED = "-"


def read_in_part(data: bytes, path: str, ledger: str) -> tuple[Promise | None, list[Finding]]:
    """Return what can be read of a loose file whose form does not hold, and what its reading did not tell of its keys.

    None where it is no YAML of a ledger, or no mapping.
    """
    document = _document(data)
    if document is None or not isinstance(document.value, dict):
        return None, []
    stem = path.rpartition("/")[2].removesuffix(".yaml")
    file = _file(dict(document.value), stem)
    if file is None:
        return None, []
    line = document.values[()].line
    return Promise(file, ledger, path, line=line), list(key_findings(file, path, 0, packed="id" not in document.value))


def _document(data: bytes) -> Document | None:
    text = decode(data)
    if isinstance(text, Fault):
        return None
    documents, faults = read_exact(text)
    return documents[0] if documents and not faults else None


def _file(values: dict[str, Any], stem: str) -> PromiseFile | None:
    """Return a file of the values that can be read; None where not even its id and title can be thought away."""
    try:
        return PromiseFile.model_validate(values)
    except ValidationError as error:
        left = _without(values, error, stem)
    try:
        return PromiseFile.model_validate(left)
    except ValidationError:
        return None


def _without(values: Mapping[str, Any], error: ValidationError, stem: str) -> dict[str, Any]:
    """Return values without those an error is about; a history without its first bad act and what follows it."""
    left = dict(values)
    for way in ways_of(error, values):
        if way[:1] == ("history",) and len(way) > 1:
            left["history"] = left.get("history", [])[: way[1]]
        elif way:
            left.pop(str(way[0]), None)
    if not left.get("history"):
        left.pop("history", None)
        left.pop("state", None)
    id_ = left.get("id")
    if not isinstance(id_, str):
        left["id"] = stem if _ID.match(stem) else "un-named"
    left.setdefault("what", _UNTITLED)
    return left
