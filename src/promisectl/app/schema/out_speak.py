"""Schemas of what commands print that speak an act, take one back or mend a promise; and of what stopped one."""

from __future__ import annotations

from typing import Any

from promisectl.app.schema.shapes import (
    ONE_ACT,
    PROMISE,
    TEXT,
    TEXTS,
    TRUTH,
    VERSION,
    WHOLE,
    list_of,
    object_of,
    or_null,
)

SCHEMAS: dict[str, Any] = {
    "act": {
        "oneOf": [
            object_of({**VERSION, **ONE_ACT}),
            object_of({**VERSION, "acts": list_of(object_of(ONE_ACT))}),
        ]
    },
    "handover": object_of(
        {
            **VERSION,
            "from": TEXT,
            "to": TEXT,
            "reason": TEXT,
            "written": TRUTH,
            "acts": list_of(object_of({**ONE_ACT, "roles": TEXTS})),
            "remaining": list_of(
                object_of(
                    {
                        "promise": TEXT,
                        "state": or_null("string"),
                        "why": TEXT,
                        "acts": TEXTS,
                        "by": or_null("string"),
                    }
                )
            ),
        }
    ),
    "apply": object_of(
        {
            **VERSION,
            "written": TRUTH,
            "lines": list_of(
                object_of(
                    {"line": WHOLE, "there": TRUTH, "id": TEXT, "verb": TEXT, **ONE_ACT},
                    required=["line", "there", "id", "verb"],
                )
            ),
        }
    ),
    "service-open": {
        "oneOf": [
            object_of({**VERSION, **ONE_ACT}),
            object_of({**VERSION, "promise": object_of(PROMISE), "already": {"const": True}}),
        ]
    },
    "redact": object_of(
        {
            **VERSION,
            "promise": TEXT,
            "act": TEXT,
            "field": TEXT,
            "places": WHOLE,
            "sha256": TEXT,
            "salt": or_null("string"),
            "still": list_of(WHOLE),
        }
    ),
    "error": object_of(
        {
            **VERSION,
            "error": object_of({"code": TEXT, "message": TEXT, "help": or_null("string"), "legal": TEXTS}),
        }
    ),
    "record": object_of(
        {
            **VERSION,
            "acts": list_of(object_of(ONE_ACT)),
            "left": list_of(object_of({"promise": TEXT, "by": TEXT, "why": TEXT})),
        }
    ),
    "undo": object_of({**VERSION, "promise": TEXT, "undone": TEXT, "removed": TRUTH}),
    "edit": object_of({**VERSION, "promise": TEXT, "changed": TRUTH}),
    "set": object_of({**VERSION, "promise": TEXT, "field": TEXT, "value": or_null("string")}),
}
