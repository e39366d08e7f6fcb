"""Approvals: reviews that a CI job brings from a host, as words of the people who gave them (trust.md).

A file is a JSON list. A row `{"promise", "act", "terms", "by", "source"}` is of a proposal: the promise's id, the
position of the proposal from 1, its terms as written, who approved (a handle, or an account of people.yaml), and where
that can be seen. A row `{"commit", "by", "source"}` is of a commit, by its full hash: there a steward stands by what it
changed in registers, took out of a text, or said for who has left (verdicts.md, section 3).

A job that takes a name from a host writes it as `github:ana-rios`: that is an account of that host and nothing else, so
a stranger who registers the login `ana` there is not taken for the handle `ana`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from promisectl.diff.approval import Approval, CommitApproval, Reviews
from promisectl.git.names import is_full_hash
from promisectl.model.message import M, Message
from promisectl.model.people import People
from promisectl.model.trouble import Trouble
from promisectl.store.files import read_whole
from promisectl.store.foreign_text import text_of

_KEYS = ("promise", "act", "by", "source")
_KEYS_OF_A_COMMIT = ("commit", "by", "source")


def read_reviews(path: Path | None, people: People) -> Reviews:
    """Return what a file of reviews holds; of proposals `by` is a handle where an account is known.

    Trouble where it cannot be read.
    """
    if path is None:
        return Reviews()
    proposals: list[Approval] = []
    commits: list[CommitApproval] = []
    for number, row in enumerate(_rows(path), 1):
        if _is_of_a_commit(row):
            commits.append(_of_a_commit(row, number, path))
        else:
            proposals.append(_of_a_proposal(row, number, path, people))
    return Reviews(tuple(proposals), tuple(commits))


def approver(by: str, people: People) -> str:
    """Return the handle of whoever approved, by a register: an account there, by its name or `host:name`; else as told.

    Hosts do not tell capitals apart.
    """
    return _accounts(people).get(by.casefold() if ":" in by else by, by)


def _rows(path: Path) -> list[Any]:
    text = text_of(read_whole(path, str(path)), str(path))
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        rows = None
    if isinstance(rows, list):
        return rows
    raise Trouble(
        M("{path} holds no list of approvals", path=path),
        help=M('write JSON: [{"promise": "clm-k7m2x9qd", "act": 3, "terms": {…}, "by": "ana", "source": "https://…"}]'),
    )


def _accounts(people: People) -> dict[str, str]:
    """Return the handle of each account, by its name and by `host:name`; hosts do not tell capitals apart."""
    handles: dict[str, str] = {}
    for handle, person in people.by_handle.items():
        for host, name in person.accounts.items():
            handles[name] = handle
            handles[f"{host}:{name}".casefold()] = handle
    return handles


def _is_of_a_commit(row: Any) -> bool:
    """Whether a row names a commit and nothing of a promise."""
    return isinstance(row, dict) and "commit" in row and "promise" not in row and "act" not in row


def _of_a_commit(row: Mapping[str, Any], number: int, path: Path) -> CommitApproval:
    wrong = [key for key in _KEYS_OF_A_COMMIT if not isinstance(row.get(key), str)]
    if not wrong and not is_full_hash(row["commit"]):
        wrong = ["commit"]
    if wrong:
        help = M("an approval of a commit names commit (a full hash), by and source")
        raise _lacks(wrong[0], number, path, help)
    return CommitApproval(row["commit"].lower(), row["by"], row["source"])


def _of_a_proposal(row: Any, number: int, path: Path, people: People) -> Approval:
    missing = [key for key in _KEYS if not isinstance(row, dict) or key not in row]
    if (
        missing
        or type(row["act"]) is not int  # true is an int, too
        or not all(isinstance(row[key], str) for key in ("promise", "by", "source"))
    ):
        help = M("an approval names promise, act (a number from 1), terms, by and source")
        raise _lacks((missing or ["act"])[0], number, path, help)
    terms = row.get("terms")
    return Approval(
        row["promise"],
        row["act"],
        approver(row["by"], people),
        row["source"],
        terms if isinstance(terms, dict) else {},
        str(row.get("commit") or ""),
    )


def _lacks(key: str, number: int, path: Path, help: Message) -> Trouble:
    message = M(
        "{path}: approval {number} lacks `{key}`, or it is of the wrong kind", path=path, number=number, key=key
    )
    return Trouble(message, help=help)
