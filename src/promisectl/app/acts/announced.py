"""Recording what commits announce: a `Delivers:` or `Warns:` trailer becomes the performer's act, after the merge.

The author of the commit must be the performer, as people.yaml has it; what somebody else announces is left out and
named. Law and policy hold as for every act. Said twice, nothing is written twice: the commit stands in the evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from promisectl.app.acts.completing import ActRequest
from promisectl.app.acts.record import OpenPromise, RecordedAct, open_promise, plan_acts
from promisectl.diff.announced import Announcement, announcements
from promisectl.diff.ruling import Ruling
from promisectl.git.commits import commits_between
from promisectl.git.repository import Purpose, Repository, need_repository
from promisectl.model.act import Verb
from promisectl.model.message import M, Message
from promisectl.model.people import People
from promisectl.model.trouble import Trouble
from promisectl.store.workspace import BadFiles, Workspace


@dataclass(frozen=True, slots=True)
class LeftAnnouncement:
    """An announcement that was not recorded, and why."""

    announcement: Announcement
    why: Message


def announced_in(repository: Repository, base: str, head: str, people: People) -> list[Announcement]:
    """Return what the commits of `head` that `base` does not hold announce, oldest first; both are hex."""
    ruling = Ruling(people)
    return list(announcements((commit, ruling.authors(commit)) for commit in commits_between(repository, base, head)))


def record_announced(workspace: Workspace, span: str, by: str) -> tuple[list[RecordedAct], list[LeftAnnouncement]]:
    """Return what would be written for the announcements of `BASE..HEAD`, and what is left out. Nothing is written.

    Trouble where the range is none. What was recorded before is neither in the one nor in the other.
    """
    repository = need_repository(workspace.root, Purpose.COMPARE)
    base, head = _ends(repository, span)
    requests: dict[str, list[ActRequest]] = {}
    opened: dict[str, OpenPromise] = {}
    planned: dict[str, RecordedAct] = {}
    left: list[LeftAnnouncement] = []
    for announcement in announced_in(repository, base, head, workspace.people):
        try:
            promise = open_promise(workspace, announcement.promise)
            request = _request(workspace, promise, announcement, by)
            if request is None:
                continue
            id_ = promise.promise.id
            several = [*requests.get(id_, ()), request]
            planned[id_] = plan_acts(workspace, opened.setdefault(id_, promise), several)
            requests[id_] = several
        except BadFiles:
            raise
        except Trouble as trouble:
            left.append(LeftAnnouncement(announcement, trouble.message))
    return list(planned.values()), left


def _ends(repository: Repository, span: str) -> tuple[str, str]:
    """Return both ends of a range as hex."""
    first, dots, last = span.partition("..")
    base = repository.resolve(first) if first and dots else None
    head = repository.resolve(last.lstrip(".") or "HEAD")
    if base and head:
        return base, head
    raise Trouble(
        M("“{span}” is no range of commits here", span=span),
        help=M("write BASE..HEAD, such as `--commits origin/main@{1}..origin/main`; in CI set fetch-depth: 0"),
    )


def _request(workspace: Workspace, opened: OpenPromise, announcement: Announcement, by: str) -> ActRequest | None:
    """Return the act that an announcement asks for; None where it is written already; Trouble where it may not be."""
    source = f"commit {announcement.commit}"
    if any(act.via == source and act.act is announcement.verb for act in opened.promise.history):
        return None
    performer = opened.standing.terms.performer
    current = workspace.people.current(performer) if performer is not None else None
    if current is None or current not in announcement.authors:
        raise Trouble(
            M(
                "{who} is the performer, and the commit is of {authors}",
                who=current or "-",
                authors=", ".join(sorted(announcement.authors)) or M("nobody in people.yaml"),
            )
        )
    return ActRequest(announcement.verb, by, None, _fields(announcement, current, source))


def _fields(announcement: Announcement, performer: str, source: str) -> dict[str, Any]:
    """Return what the act carries: whose word it is, where it was said, and what the commit says of it."""
    fields: dict[str, Any] = {"for": performer, "via": source}
    if announcement.verb is Verb.DELIVER:
        return {**fields, "evidence": [source]}
    return {**fields, "reason": announcement.reason or "other", "note": announcement.subject}
