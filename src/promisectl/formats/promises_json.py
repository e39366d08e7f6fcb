"""Promises as JSON: the shapes other programs rely on (cli.md, JSON shapes). Never translated."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from promisectl.lifecycle.options import Option, options
from promisectl.metrics.view import View
from promisectl.model.act import Act
from promisectl.model.moment import in_zone, local_day, write_moment
from promisectl.model.terms import TERMS, key_of

if TYPE_CHECKING:
    from promisectl.formats.documents.shared import NextDocument, PromiseDocument, ShownPromiseDocument

FORMAT_VERSION = 1


def dump(document: Mapping[str, Any]) -> str:
    """Return one JSON document: a key a line, and within a list an entry a line.

    Deeper levels stay on their line: the encoder of the standard library indents at a fifth of the speed.
    """
    lines = [f"  {json.dumps(key)}: {_value(value)}" for key, value in {"format_version": 1, **document}.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n    " + ",\n    ".join(json.dumps(row, ensure_ascii=False) for row in value) + "\n  ]"
    return json.dumps(value, ensure_ascii=False)


def dump_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return JSON Lines: one object a line."""
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def plain(value: Any) -> Any:
    """Return a value of the model as JSON has it: days and instants as text, models by the file's keys."""
    if isinstance(value, date):
        return write_moment(value)
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def _local(instant: datetime | None, view: View) -> str | None:
    return write_moment(in_zone(instant, view.context.zone)) if instant else None


def promise_json(view: View) -> PromiseDocument:
    """Return one entry of `list`."""
    standing, promise = view.standing, view.promise
    return {
        "id": view.id,
        "ledger": promise.ledger,
        "what": plain(view.terms.what),
        "customer": view.customer,
        "performer": view.performer,
        "state": view.state.value if view.state else None,
        "due": plain(view.due),
        "first_due": plain(view.first_due),
        "counted_due": plain(view.counted_due),
        "agreed_at": _local(view.agreed_at, view),
        "delivered_at": _local(view.delivered_at, view),
        "closed_at": _local(view.closed_at if standing else None, view),
        "class": view.outcome.value if view.outcome else None,
        "overlays": list(view.overlays),
        "turn": view.turn,
        "waiting_for": list(view.waiting_for),
        "days_left": view.days_left,
        "revisions": view.revisions,
        "tags": list(promise.file.tags),
        "serves": list(promise.file.serves),
        "path": promise.path,
        "line": promise.line,
    }


def act_json(act: Act) -> dict[str, Any]:
    """Return an act by the file's keys."""
    shown: dict[str, Any] = act.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if act.terms is not None:
        shown["terms"] = {key_of(name): plain(value) for name, value in act.terms.given().items()}
    return shown


def shown_json(view: View) -> ShownPromiseDocument:
    """Return the promise of `show`: its entry, its terms, its history."""
    terms = {key_of(name): plain(getattr(view.terms, name)) for name in TERMS}
    return {**promise_json(view), "terms": terms, "history": [act_json(act) for act in view.promise.history]}


def option_json(option: Option) -> NextDocument:
    """Return one entry of `next`."""
    document: NextDocument = {"act": option.verb.value, "by": option.by, "needs": list(option.needs)}
    if option.left:
        document["left"] = True
    return document


def next_json(view: View) -> list[NextDocument]:
    """Return every lawful next act."""
    if view.standing is None:
        return []
    return [option_json(option) for option in options(view.standing, view.as_of, view.context)]


def as_of_day(view_as_of: datetime, zone: Any) -> str:
    """Return the day a document is of."""
    return local_day(view_as_of, zone).isoformat()
