"""Approvals: reviews that a CI job brings from a host, as words of the people who gave them (trust.md).

A file is a JSON list of `{"promise", "act", "terms", "by", "source"}`: the promise's id, the position of the proposal
from 1, its terms as written, who approved (a handle, or an account of people.yaml), and where that can be seen.

A job that takes a name from a host writes it as `github:ana-rios`: that is an account of that host and nothing else, so
a stranger who registers the login `ana` there is not taken for the handle `ana`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from promisectl.diff.approval import Approval
from promisectl.model.message import M
from promisectl.model.people import People
from promisectl.model.trouble import Trouble
from promisectl.store.files import read_whole
from promisectl.store.foreign_text import text_of

_KEYS = ("promise", "act", "by", "source")


def read_approvals(path: Path | None, people: People) -> list[Approval]:
    """Return the approvals of a file, `by` as handles where an account is known. Trouble where it cannot be read."""
    if path is None:
        return []
    text = text_of(read_whole(path, str(path)), str(path))
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list):
        raise Trouble(
            M("{path} holds no list of approvals", path=path),
            help=M(
                'write JSON: [{"promise": "clm-k7m2x9qd", "act": 3, "terms": {…}, "by": "ana", "source": "https://…"}]'
            ),
        )
    accounts = _accounts(people)
    return [_approval(row, number, path, accounts) for number, row in enumerate(rows, 1)]


def _accounts(people: People) -> dict[str, str]:
    """Return the handle of each account, by its name and by `host:name`; hosts do not tell capitals apart."""
    handles: dict[str, str] = {}
    for handle, person in people.by_handle.items():
        for host, name in person.accounts.items():
            handles[name] = handle
            handles[f"{host}:{name}".casefold()] = handle
    return handles


def _approval(row: Any, number: int, path: Path, accounts: dict[str, str]) -> Approval:
    missing = [key for key in _KEYS if not isinstance(row, dict) or key not in row]
    if (
        missing
        or type(row["act"]) is not int  # true is an int, too
        or not all(isinstance(row[key], str) for key in ("promise", "by", "source"))
    ):
        raise Trouble(
            M(
                "{path}: approval {number} lacks `{key}`, or it is of the wrong kind",
                path=path,
                number=number,
                key=(missing or ["act"])[0],
            ),
            help=M("an approval names promise, act (a number from 1), terms, by and source"),
        )
    terms = row.get("terms")
    return Approval(
        row["promise"],
        row["act"],
        accounts.get(row["by"].casefold() if ":" in row["by"] else row["by"], row["by"]),
        row["source"],
        terms if isinstance(terms, dict) else {},
        str(row.get("commit") or ""),
    )
