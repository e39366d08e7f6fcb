"""JSON Schemas: of the files, and of what commands print as JSON."""

from __future__ import annotations

from typing import Any

from promisectl.app.file_schemas import FILES, Say, file_schema
from promisectl.model.message import M
from promisectl.model.nearest import nearest
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import Workspace

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def names() -> list[str]:
    """Return the names of every schema."""
    return [*FILES, *_OUTPUTS]


def schema(name: str, workspace: Workspace | None = None, say: Say = str) -> dict[str, Any]:
    """Return a schema by name; Trouble with a suggestion where there is none.

    That of a file has the words of the workspace, where one is given, and its descriptions as `say` says them.
    """
    if name in FILES:
        return {"$schema": _DRAFT, **file_schema(name, workspace, say)}
    if name in _OUTPUTS:
        return {"$schema": _DRAFT, "title": name, **_OUTPUTS[name]}
    close = nearest(name, names())
    raise Trouble(
        M("there is no schema `{name}`", name=name),
        help=M("did you mean `{name}`?", name=close) if close else M("use one of: {names}", names=", ".join(names())),
    )


def _object(properties: dict[str, Any], *, extra: bool = False, required: list[str] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required if required is not None else list(properties),
        "additionalProperties": extra,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(kind: str) -> dict[str, Any]:
    return {"type": [kind, "null"]}


_TEXT, _WHOLE, _TRUTH = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
_TEXTS = _list(_TEXT)
_VERSION = {"format_version": {"const": 1}}
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
_PROMISE: dict[str, Any] = {
    "id": _TEXT,
    "ledger": _TEXT,
    "what": _FREE,
    "customer": _or_null("string"),
    "performer": _or_null("string"),
    "state": _STATES,
    "due": _or_null("string"),
    "first_due": _or_null("string"),
    "counted_due": _or_null("string"),
    "agreed_at": _or_null("string"),
    "delivered_at": _or_null("string"),
    "closed_at": _or_null("string"),
    "class": _CLASSES,
    "overlays": _TEXTS,
    "turn": {"enum": ["performer", "customer", None]},
    "waiting_for": _TEXTS,
    "days_left": _or_null("integer"),
    "revisions": _WHOLE,
    "tags": _TEXTS,
    "serves": _TEXTS,
    "path": _TEXT,
    "line": _WHOLE,
}
_ACT = {"type": "object", "required": ["act", "by", "at"]}
_NEXT = _list(_object({"act": _TEXT, "by": _or_null("string"), "needs": _TEXTS}))
_LISTED = _object(
    {**_VERSION, "as_of": _TEXT, "promises": _list(_object(_PROMISE)), "left_out": _WHOLE},
    required=["format_version", "as_of", "promises"],
)
_INBOX = _object(
    {
        **_VERSION,
        "as_of": _TEXT,
        "promises": _list(_object({**_PROMISE, "for": {"enum": ["answer", "proposal", "verdict"]}})),
        "left_out": _WHOLE,
    },
    required=["format_version", "as_of", "promises"],
)
_ONE_ACT = {
    "promise": _object(_PROMISE),
    "act": _ACT,
    "before": _or_null("string"),
    "after": _or_null("string"),
    "turn": _PROMISE["turn"],
    "next": _NEXT,
}
_RATE = _object(
    {"k": _WHOLE, "n": _WHOLE, "rate": _or_null("number"), "low": _or_null("number"), "high": _or_null("number")},
    extra=True,
)
_SPREAD = _object(
    {"n": _WHOLE, "p50": _or_null("integer"), "p85": _or_null("integer"), "p95": _or_null("integer")}, extra=True
)
_RATES = (
    "fulfilment", "kept_first", "on_time", "otif", "first_time_accepted", "early_notice", "renegotiated", "weighted",
    "voluntary", "satisfaction",
)  # fmt: skip
_FINDING = _object(
    {
        "code": _TEXT,
        "name": _TEXT,
        "severity": {"enum": ["error", "warning", "info"]},
        "path": _TEXT,
        "line": _WHOLE,
        "column": _WHOLE,
        "end_column": _WHOLE,
        "promise": _or_null("string"),
        "message": _TEXT,
        "note": _or_null("string"),
        "help": _TEXT,
    }
)
_TRUST = ("signed", "author", "forge-asserted", "recorded", "unverified")
_OUTPUTS: dict[str, Any] = {
    "list": _LISTED,
    "due": _LISTED,
    "overdue": _LISTED,
    "inbox": _INBOX,
    "show": _object(
        {
            **_VERSION,
            "promise": _object({**_PROMISE, "terms": {"type": "object"}, "history": _list(_ACT)}),
        }
    ),
    "status": _object({**_VERSION, "as_of": _TEXT, "person": _or_null("string")}, extra=True),
    "service-list": _object(
        {
            **_VERSION,
            "services": _list(
                _object(
                    {
                        "name": _TEXT,
                        "what": _TEXT,
                        "parameters": _TEXTS,
                        "period": _or_null("string"),
                        "promise": _or_null("string"),
                    },
                    extra=True,
                )
            ),
        }
    ),
    "service-open": {
        "oneOf": [
            _object({**_VERSION, **_ONE_ACT}),
            _object({**_VERSION, "promise": _object(_PROMISE), "already": {"const": True}}),
        ]
    },
    "next": _object({**_VERSION, "promise": _TEXT, "next": _NEXT}),
    "act": {
        "oneOf": [
            _object({**_VERSION, **_ONE_ACT}),
            _object({**_VERSION, "acts": _list(_object(_ONE_ACT))}),
        ]
    },
    "handover": _object(
        {
            **_VERSION,
            "from": _TEXT,
            "to": _TEXT,
            "reason": _TEXT,
            "written": _TRUTH,
            "acts": _list(_object({**_ONE_ACT, "roles": _TEXTS})),
            "remaining": _list(
                _object(
                    {
                        "promise": _TEXT,
                        "state": _or_null("string"),
                        "why": _TEXT,
                        "acts": _TEXTS,
                        "by": _or_null("string"),
                    }
                )
            ),
        }
    ),
    "redact": _object(
        {
            **_VERSION,
            "promise": _TEXT,
            "act": _TEXT,
            "field": _TEXT,
            "places": _WHOLE,
            "sha256": _TEXT,
            "salt": _or_null("string"),
            "still": _list(_WHOLE),
        }
    ),
    "apply": _object(
        {
            **_VERSION,
            "written": _TRUTH,
            "lines": _list(
                _object(
                    {"line": _WHOLE, "there": _TRUTH, "id": _TEXT, "verb": _TEXT, **_ONE_ACT},
                    required=["line", "there", "id", "verb"],
                )
            ),
        }
    ),
    "error": _object(
        {
            **_VERSION,
            "error": _object({"code": _TEXT, "message": _TEXT, "help": _or_null("string"), "legal": _TEXTS}),
        }
    ),
    "log": _object(
        {
            **_VERSION,
            "acts": _list({"type": "object", "required": ["promise", "position", "act", "by", "at"]}),
            "left_out": _WHOLE,
        },
        required=["format_version", "acts"],
    ),
    "report-fulfilment": _object(
        {
            **_VERSION,
            "as_of": _TEXT,
            "where": _TEXT,
            "groups": _list(
                _object(
                    {
                        "key": {"type": "object"},
                        "n_open": _WHOLE,
                        "n_pending": _WHOLE,
                        "classes": {"type": "object", "additionalProperties": _WHOLE},
                        **dict.fromkeys(_RATES, _RATE),
                        "response_days": _SPREAD,
                        "acceptance_days": _SPREAD,
                    },
                    extra=True,
                )
            ),
            "targets": _list({"type": "object", "required": ["name", "met", "proved"]}),
        },
        extra=True,
    ),
    "diff": _object(
        {
            **_VERSION,
            "base": _TEXT,
            "head": _TEXT,
            "changes": _list(
                _object(
                    {
                        "promise": _TEXT,
                        "ledger": _TEXT,
                        "kind": {
                            "enum": [
                                "added",
                                "act",
                                "due-moved",
                                "terms-changed",
                                "weakened",
                                "closed",
                                "free-field",
                                "moved",
                                "silent-change",
                                "history-rewritten",
                                "removed",
                            ]
                        },
                        "act": _or_null("string"),
                        "by": _or_null("string"),
                        "at": _or_null("string"),
                        "from": {},
                        "to": {},
                        "days": _or_null("integer"),
                        "agreed": _or_null("boolean"),
                        "timely": _or_null("boolean"),
                        "terms": {"type": "object"},
                        "summary": _TEXT,
                        "findings": _list(_FINDING),
                        "path": _TEXT,
                        "position": _or_null("integer"),
                    }
                )
            ),
        }
    ),
    "check": _object(
        {
            **_VERSION,
            "as_of": _or_null("string"),
            "findings": _list(_FINDING),
            "counts": _object({"error": _WHOLE, "warning": _WHOLE, "info": _WHOLE}),
        }
    ),
    "audit": _object(
        {
            **_VERSION,
            "head": _TEXT,
            "since": _or_null("string"),
            "commits": _WHOLE,
            "anchored": _TRUTH,
            "trust": _object(dict.fromkeys(_TRUST, _WHOLE)),
            "acts": _list(
                _object(
                    {
                        "promise": _TEXT,
                        "act": _TEXT,
                        "by": _TEXT,
                        "at": _TEXT,
                        "commit": _TEXT,
                        "trust": {"enum": list(_TRUST)},
                    }
                )
            ),
            "findings": _list(_object({**_FINDING["properties"], "kind": _TEXT, "commit": _or_null("string")})),
            "counts": _object({"error": _WHOLE, "warning": _WHOLE, "info": _WHOLE}),
        }
    ),
}
