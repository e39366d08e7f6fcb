"""Links: the promises and objectives that a field names, as their whole ids, however short they were typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from promisectl.app.ledger.lookup import find_entry, matching
from promisectl.model.message import M
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import Workspace

_TO_CLOSED = frozenset({"follows", "reopens"})  # what is packed away may be named there
_TO_ONE = frozenset({"part-of", *_TO_CLOSED})


def linked(workspace: Workspace, field: str, value: Any) -> Any:
    """Return a free field with the promises and objectives it names by their whole ids; other fields as they are.

    Trouble for a promise that is not there, and for a beginning that several ids share.
    """
    if isinstance(value, list):
        named = _OF_LISTS.get(field)
        return [named(workspace, entry) for entry in value] if named else value
    if field in _TO_ONE and isinstance(value, str):
        return promise_named(workspace, value, packed=field in _TO_CLOSED)
    return value


def promise_named(workspace: Workspace, id_or_prefix: str, *, packed: bool = False) -> str:
    """Return the whole id of the promise that is meant; with `packed` one that is packed away too."""
    try:
        return Path(find_entry(workspace, id_or_prefix).path).stem
    except Trouble as trouble:
        name = trouble.message.data.get("id")
        if packed and trouble.code == "packed" and isinstance(name, str):
            return name
        raise


def objective_named(workspace: Workspace, word: str) -> str:
    """Return the objective or key result that begins so; the word itself where none does, which `check` finds."""
    known = matching(workspace.objectives or (), word)
    if len(known) > 1:
        raise Trouble(
            M("`{id}` could be any of: {names}", id=word, names=", ".join(known)),
            help=M("write more of the id"),
            code="ambiguous",
        )
    return known[0] if known else word


def _served(workspace: Workspace, word: Any) -> Any:
    return objective_named(workspace, str(word))


def _needed(workspace: Workspace, need: Any) -> Any:
    if isinstance(need, Mapping):
        return {**need, "id": promise_named(workspace, str(need.get("id")))}
    return promise_named(workspace, str(need))


_OF_LISTS: dict[str, Callable[[Workspace, Any], Any]] = {"needs": _needed, "serves": _served}
