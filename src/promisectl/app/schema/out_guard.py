"""Schemas of what commands print that guard the ledgers: check, diff, audit, merges, hooks."""

from __future__ import annotations

from typing import Any

from promisectl.app.schema.shapes import (
    ACT,
    COUNTS,
    FINDING,
    TEXT,
    TEXTS,
    TRUTH,
    VERSION,
    WHOLE,
    list_of,
    object_of,
    or_null,
)

_TRUST = ("signed", "author", "forge-asserted", "recorded", "unverified")
_RULE = object_of(dict.fromkeys(("code", "name", "severity", "message", "text", "bad", "good"), TEXT))
_HOOK = object_of({"name": TEXT, "path": TEXT})
_SEEN_HOOK = object_of(
    {"name": TEXT, "path": TEXT, "presence": {"enum": ["absent", "installed", "outdated", "foreign"]}}
)
SCHEMAS: dict[str, Any] = {
    "check": object_of(
        {
            **VERSION,
            "as_of": or_null("string"),
            "findings": list_of(FINDING),
            "counts": COUNTS,
        }
    ),
    "diff": object_of(
        {
            **VERSION,
            "base": TEXT,
            "head": TEXT,
            "changes": list_of(
                object_of(
                    {
                        "promise": TEXT,
                        "ledger": TEXT,
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
                        "act": or_null("string"),
                        "by": or_null("string"),
                        "at": or_null("string"),
                        "from": {},
                        "to": {},
                        "days": or_null("integer"),
                        "agreed": or_null("boolean"),
                        "timely": or_null("boolean"),
                        "terms": {"type": "object"},
                        "summary": TEXT,
                        "findings": list_of(FINDING),
                        "path": TEXT,
                        "position": or_null("integer"),
                    }
                )
            ),
            "findings": list_of(FINDING),
        }
    ),
    "audit": object_of(
        {
            **VERSION,
            "head": TEXT,
            "since": or_null("string"),
            "commits": WHOLE,
            "anchored": TRUTH,
            "trust": object_of(dict.fromkeys(_TRUST, WHOLE)),
            "acts": list_of(
                object_of(
                    {
                        "promise": TEXT,
                        "act": TEXT,
                        "by": TEXT,
                        "at": TEXT,
                        "commit": TEXT,
                        "trust": {"enum": list(_TRUST)},
                    }
                )
            ),
            "findings": list_of(object_of({**FINDING["properties"], "kind": TEXT, "commit": or_null("string")})),
            "counts": COUNTS,
        }
    ),
    "resolve": {
        "oneOf": [
            object_of(
                {
                    **VERSION,
                    "promise": TEXT,
                    "path": TEXT,
                    "stands": {"enum": ["ours", "theirs", None]},
                    "taken": list_of(ACT),
                    "displaced": list_of(ACT),
                    "fields": TEXTS,
                    "written": TRUTH,
                }
            ),
            object_of({**VERSION, "path": TEXT, "packed": TEXTS, "written": TRUTH}),
        ]
    },
    "rule": object_of({**VERSION, "rules": list_of(_RULE)}),
    "fmt": object_of({**VERSION, "changed": TEXTS, "left": TEXTS}),
    "rebalance": object_of({**VERSION, "rebalanced": list_of(object_of({"promise": TEXT, "keys": TEXTS}))}),
    "hooks": {
        "oneOf": [
            object_of({**VERSION, "installed": list_of(_HOOK)}),
            object_of({**VERSION, "removed": list_of(_HOOK)}),
            object_of({**VERSION, "hooks": list_of(_SEEN_HOOK)}),
        ]
    },
}
