"""Shapes: parts that many schemas of outputs share, from a text to a promise, an act and a finding."""

from __future__ import annotations

from typing import Any


def object_of(properties: dict[str, Any], *, extra: bool = False, required: list[str] | None = None) -> dict[str, Any]:
    """Return the schema of an object; what is not required may be left out, and only `extra` lets other keys in."""
    return {
        "type": "object",
        "properties": properties,
        "required": required if required is not None else list(properties),
        "additionalProperties": extra,
    }


def list_of(items: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def or_null(kind: str) -> dict[str, Any]:
    """Return the schema of a value of that kind, or null."""
    return {"type": [kind, "null"]}


TEXT, WHOLE, TRUTH = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
TEXTS = list_of(TEXT)
VERSION = {"format_version": {"const": 1}}
_FREE = {"type": ["string", "object"]}
_STATES = {
    "enum": [
        "requested", "offered", "promised", "delivered", "accepted", "declined", "withdrawn", "revoked", "cancelled",
        "failed", "lapsed", None,
    ]
}  # fmt: skip
_CLASSES = {
    "enum": [
        "kept-first", "kept-renegotiated", "late", "partial", "broken", "missed-open", "released",
        "cancelled-after-due", "not-owed", "pending", "open", None,
    ]
}  # fmt: skip
PROMISE: dict[str, Any] = {
    "id": TEXT,
    "ledger": TEXT,
    "what": _FREE,
    "customer": or_null("string"),
    "performer": or_null("string"),
    "state": _STATES,
    "due": or_null("string"),
    "first_due": or_null("string"),
    "counted_due": or_null("string"),
    "agreed_at": or_null("string"),
    "delivered_at": or_null("string"),
    "closed_at": or_null("string"),
    "class": _CLASSES,
    "overlays": TEXTS,
    "turn": {"enum": ["performer", "customer", None]},
    "waiting_for": TEXTS,
    "days_left": or_null("integer"),
    "revisions": WHOLE,
    "tags": TEXTS,
    "serves": TEXTS,
    "path": TEXT,
    "line": WHOLE,
}
ACT = {"type": "object", "required": ["act", "by", "at"]}
NEXT = list_of(object_of({"act": TEXT, "by": or_null("string"), "needs": TEXTS}))
ONE_ACT = {
    "promise": object_of(PROMISE),
    "act": ACT,
    "before": or_null("string"),
    "after": or_null("string"),
    "turn": PROMISE["turn"],
    "next": NEXT,
}
FINDING = object_of(
    {
        "code": TEXT,
        "name": TEXT,
        "severity": {"enum": ["error", "warning", "info"]},
        "path": TEXT,
        "line": WHOLE,
        "column": WHOLE,
        "end_column": WHOLE,
        "promise": or_null("string"),
        "message": TEXT,
        "note": or_null("string"),
        "help": TEXT,
    }
)
COUNTS = object_of({"error": WHOLE, "warning": WHOLE, "info": WHOLE})
