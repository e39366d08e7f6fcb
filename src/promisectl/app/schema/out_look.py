"""Schemas of what looking and measuring commands print."""

from __future__ import annotations

from typing import Any

from promisectl.app.schema.shapes import ACT, NEXT, PROMISE, TEXT, VERSION, WHOLE, list_of, object_of, or_null

PROMISES = list_of(object_of(PROMISE))


def _looked(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a document as of a day; `left_out` is there with --lenient."""
    required = [*VERSION, "as_of", *properties]
    return object_of({**VERSION, "as_of": TEXT, **properties, "left_out": WHOLE}, required=required)


_RATE = object_of(
    {"k": WHOLE, "n": WHOLE, "rate": or_null("number"), "low": or_null("number"), "high": or_null("number")},
    extra=True,
)
_SPREAD = object_of(
    {"n": WHOLE, "p50": or_null("integer"), "p85": or_null("integer"), "p95": or_null("integer")}, extra=True
)
_RATES = (
    "fulfilment", "kept_first", "on_time", "otif", "first_time_accepted", "early_notice", "renegotiated", "weighted",
    "voluntary", "satisfaction",
)  # fmt: skip
SCHEMAS: dict[str, Any] = {
    "list": _looked({"promises": PROMISES}),
    "due": _looked({"promises": PROMISES}),
    "overdue": _looked({"promises": PROMISES}),
    "inbox": _looked({"promises": list_of(object_of({**PROMISE, "for": {"enum": ["answer", "proposal", "verdict"]}}))}),
    "show": object_of(
        {
            **VERSION,
            "promise": object_of({**PROMISE, "terms": {"type": "object"}, "history": list_of(ACT)}),
        }
    ),
    "status": {
        "oneOf": [
            _looked(
                {"person": TEXT} | dict.fromkeys(("you_owe", "waiting_for_you", "owed_to_you", "unanswered"), PROMISES)
            ),
            _looked({"person": {"const": None}} | dict.fromkeys(("owed", "waiting"), PROMISES)),
        ]
    },
    "next": object_of({**VERSION, "promise": TEXT, "next": NEXT}),
    "log": object_of(
        {
            **VERSION,
            "acts": list_of({"type": "object", "required": ["promise", "position", "act", "by", "at"]}),
            "left_out": WHOLE,
        },
        required=["format_version", "acts"],
    ),
    "report-fulfilment": object_of(
        {
            **VERSION,
            "as_of": TEXT,
            "where": TEXT,
            "groups": list_of(
                object_of(
                    {
                        "key": {"type": "object"},
                        "n_open": WHOLE,
                        "n_pending": WHOLE,
                        "classes": {"type": "object", "additionalProperties": WHOLE},
                        **dict.fromkeys(_RATES, _RATE),
                        "response_days": _SPREAD,
                        "acceptance_days": _SPREAD,
                    },
                    extra=True,
                )
            ),
            "targets": list_of({"type": "object", "required": ["name", "met", "proved"]}),
        },
        extra=True,
    ),
}
