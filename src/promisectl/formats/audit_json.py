"""An audit as the JSON document other programs rely on. Always in English, whatever the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from promisectl.formats.findings_json import finding_object
from promisectl.formats.found import Found
from promisectl.model.finding import Finding

if TYPE_CHECKING:
    from promisectl.formats.documents.guarding import AuditDocument


class Act(Protocol):
    """An act that a commit brought."""

    @property
    def promise(self) -> str:
        """The id of its promise."""

    @property
    def act(self) -> str:
        """Its verb, as written."""

    @property
    def by(self) -> str:
        """Who recorded it, as written."""

    @property
    def at(self) -> str:
        """When it was said, as written."""

    @property
    def commit(self) -> str:
        """The commit that brought it, in hex."""

    @property
    def word(self) -> str:
        """Its trust word."""


class AuditFinding(Protocol):
    """A finding of an audit."""

    @property
    def kind(self) -> str:
        """What kind of change it is: `edited`, say."""

    @property
    def commit(self) -> str | None:
        """The commit that made it, in hex."""

    @property
    def finding(self) -> Finding:
        """The finding."""


class Audited(Protocol):
    """What an audit saw."""

    @property
    def head(self) -> str:
        """The commit that was audited, in hex."""

    @property
    def since(self) -> str | None:
        """The commit whose history was left out, in hex."""

    @property
    def commits(self) -> int:
        """How many commits touch the workspace."""

    @property
    def acts(self) -> Sequence[Act]:
        """The acts that they brought."""

    @property
    def caught(self) -> Sequence[AuditFinding]:
        """The findings."""

    @property
    def words(self) -> Mapping[Any, int]:
        """How many acts there are of each trust word."""

    @property
    def promises(self) -> int:
        """How many promises the acts stand in."""

    @property
    def anchored(self) -> bool:
        """Whether a checkpoint was held against the history."""


WORDS = ("signed", "author", "forge-asserted", "recorded", "unverified")


def audit_json(audit: Audited, found: Found) -> AuditDocument:
    """Return the document: what was looked at, a trust word for each act, the findings with kind and commit."""
    return {
        "head": audit.head,
        "since": audit.since,
        "commits": audit.commits,
        "anchored": audit.anchored,
        "trust": {
            "signed": audit.words.get("signed", 0),
            "author": audit.words.get("author", 0),
            "forge-asserted": audit.words.get("forge-asserted", 0),
            "recorded": audit.words.get("recorded", 0),
            "unverified": audit.words.get("unverified", 0),
        },
        "acts": [
            {
                "promise": act.promise,
                "act": act.act,
                "by": act.by,
                "at": act.at,
                "commit": act.commit,
                "trust": str(act.word),
            }
            for act in audit.acts
        ],
        "findings": [
            {**finding_object(finding.finding), "kind": finding.kind, "commit": finding.commit}
            for finding in audit.caught
        ],
        "counts": found.counts,
    }
