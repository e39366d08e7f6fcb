"""Schemas of what commands print that register, exchange and put away."""

from __future__ import annotations

from typing import Any

from promisectl.app.schema.shapes import TEXT, TEXTS, TRUTH, VERSION, WHOLE, list_of, object_of, or_null

_MOVED = object_of({"promise": TEXT, "path": TEXT, "pack": TEXT})
SCHEMAS: dict[str, Any] = {
    "service-list": object_of(
        {
            **VERSION,
            "services": list_of(
                object_of(
                    {
                        "name": TEXT,
                        "what": TEXT,
                        "parameters": TEXTS,
                        "period": or_null("string"),
                        "promise": or_null("string"),
                    },
                    extra=True,
                )
            ),
        }
    ),
    "init": object_of({**VERSION, "root": TEXT, "files": TEXTS, "repository": TRUTH}),
    "ledger-new": object_of({**VERSION, "ledger": TEXT, "path": TEXT}),
    "person": object_of(
        {
            **VERSION,
            "person": TEXT,
            "left": TEXT,
            "area": TEXT,
            "since": TEXT,
            "formerly": TEXT,
            "forgotten": TEXTS,
            "still": list_of(WHOLE),
        },
        required=["format_version", "person"],
    ),
    "area-add": object_of({**VERSION, "area": TEXT}),
    "doctor": object_of(
        {
            **VERSION,
            "checks": list_of(object_of({"topic": TEXT, "ok": TRUTH, "found": TEXT, "remedy": or_null("string")})),
        }
    ),
    "import-jsonl": object_of({**VERSION, "added": WHOLE, "unchanged": WHOLE, "people": TEXTS}),
    "pack": object_of(
        {
            **VERSION,
            "packed": list_of(_MOVED),
            "left": list_of(object_of({"promise": or_null("string"), "path": TEXT, "why": TEXT})),
            "before": TEXT,
            "written": TRUTH,
        }
    ),
    "unpack": object_of({**VERSION, "unpacked": list_of(_MOVED), "written": TRUTH}),
}
