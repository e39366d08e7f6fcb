"""Recording what commits announce: a `Delivers:` or `Warns:` trailer becomes the performer's act, after the merge.

The author of the commit must be the performer, as people.yaml has it; what somebody else announces is left out and
named. Law and policy hold as for every act. Said twice, nothing is written twice: the commit stands in the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from promisectl.app.acts.completing import ActRequest
from promisectl.app.acts.reasons import known_reason
from promisectl.app.acts.record import OpenPromise, RecordedAct, open_promise, plan_acts
from promisectl.diff.announced import Announcement, announcements, misplaced
from promisectl.diff.ruling import Ruling
from promisectl.diff.trust import level_wanted
from promisectl.git.commits import Commit, commits_between
from promisectl.git.repository import Purpose, Repository, need_repository
from promisectl.git.signatures import Signatures
from promisectl.model.act import Act, Verb
from promisectl.model.message import M, Message
from promisectl.model.people import People
from promisectl.model.promise import State
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
    with Signatures() as signatures:
        ruling = Ruling(workspace.people, workspace.settings, signature=signatures.signed_by)  # type: ignore[arg-type]
        recording = _Recording(workspace, ruling, by)
        for commit in commits_between(repository, base, head):
            recording.read(commit)
    return list(recording.planned.values()), recording.left


@dataclass
class _Recording:
    """What the commits read so far come to: the acts planned, by promise, and what was left out."""

    workspace: Workspace
    ruling: Ruling
    by: str
    planned: dict[str, RecordedAct] = field(default_factory=dict)
    left: list[LeftAnnouncement] = field(default_factory=list)
    _opened: dict[str, OpenPromise] = field(default_factory=dict)
    _requests: dict[str, list[ActRequest]] = field(default_factory=dict)

    def read(self, commit: Commit) -> None:
        """Plan what a commit announces; what may not be is left out."""
        authors = self.ruling.authors(commit)
        for announcement in announcements([(commit, authors)]):
            try:
                self._plan(announcement, commit)
            except BadFiles:
                raise
            except Trouble as trouble:
                self.left.append(LeftAnnouncement(announcement, trouble.message))
        self.left += [each for each in map(self._misplaced, misplaced(commit, authors)) if each is not None]

    def _plan(self, announcement: Announcement, commit: Commit) -> None:
        opened = open_promise(self.workspace, announcement.promise)
        id_ = opened.promise.id
        before = self._requests.get(id_, [])
        if _is_recorded(announcement, opened, before):
            return
        performer = _performer(self.workspace, opened, announcement)
        _need_signature(self.ruling, commit, announcement.verb, performer)
        fields = _fields(self.workspace, announcement, performer)
        several = [*before, ActRequest(announcement.verb, self.by, None, fields)]
        self.planned[id_] = plan_acts(self.workspace, self._opened.setdefault(id_, opened), several)
        self._requests[id_] = several

    def _misplaced(self, announcement: Announcement) -> LeftAnnouncement | None:
        """Return why a line that is no trailer moves nothing; None where there is nothing that it could move."""
        try:
            opened = open_promise(self.workspace, announcement.promise)
        except BadFiles:
            raise
        except Trouble:
            return None
        id_ = opened.promise.id
        is_planned = any(request.verb is announcement.verb for request in self._requests.get(id_, ()))
        if is_planned or opened.standing.state is not State.PROMISED:
            return None
        why = M("the line is no trailer: it must stand in the last paragraph of the message, with trailers alone")
        return LeftAnnouncement(announcement, why)


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


def is_written(announcement: Announcement, history: Sequence[Act]) -> bool:
    """Whether a history holds the act that a commit announces."""
    return any(act.via == _source(announcement) and act.act is announcement.verb for act in history)


def _is_recorded(announcement: Announcement, opened: OpenPromise, requests: Sequence[ActRequest]) -> bool:
    """Whether an announcement's act is written, or will be: said twice, nothing is written twice."""
    asked = ((request.verb, request.fields["via"]) for request in requests)
    return is_written(announcement, opened.promise.history) or (announcement.verb, _source(announcement)) in asked


def _source(announcement: Announcement) -> str:
    return f"commit {announcement.commit}"


def _performer(workspace: Workspace, opened: OpenPromise, announcement: Announcement) -> str:
    """Return the performer, who must have made the commit; Trouble where somebody else did."""
    performer = opened.standing.terms.performer
    current = workspace.people.current(performer) if performer is not None else None
    if current is not None and current in announcement.authors:
        return current
    raise Trouble(
        M(
            "{who} is the performer, and the commit is of {authors}",
            who=current or "-",
            authors=", ".join(sorted(announcement.authors)) or M("nobody in people.yaml"),
        )
    )


def _need_signature(ruling: Ruling, commit: Commit, verb: Verb, performer: str) -> None:
    """Refuse (Trouble) a commit without the performer's signature where the policy wants such acts signed.

    An author line is easily written; where the policy asks for more, it is no word of hers.
    """
    if level_wanted(ruling.policy, verb.value) != "signed":
        return
    signature = ruling.signed(commit, performer)
    if not signature.good:
        raise Trouble(
            M(
                "the policy wants {act} signed, and the commit proves no word of {who}: {why}",
                act=f"`{verb.value}`",
                who=performer,
                why=signature.why or M("the commit is not signed"),
            )
        )


def _fields(workspace: Workspace, announcement: Announcement, performer: str) -> dict[str, Any]:
    """Return what the act carries: whose word it is, where it was said, and what the commit says of it.

    Trouble where the reason is no code, as for a warning that is said.
    """
    source = _source(announcement)
    fields: dict[str, Any] = {"for": performer, "via": source}
    if announcement.verb is Verb.DELIVER:
        return {**fields, "evidence": [source]}
    reason = known_reason(workspace, announcement.reason or "other")
    return {**fields, "reason": reason, "note": announcement.subject}
