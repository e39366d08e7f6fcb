"""Changes as JSON: the shape other programs rely on (cli.md, `diff`). Never translated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from promisectl.diff.announced import Announcement
from promisectl.diff.change import Change
from promisectl.diff.register_lines import RegisterLine
from promisectl.diff.told import Told
from promisectl.formats.changes_findings import placed
from promisectl.formats.changes_registers import register_words
from promisectl.formats.findings_json import finding_object
from promisectl.formats.promises_json import plain
from promisectl.model.finding import Finding

if TYPE_CHECKING:
    from promisectl.formats.documents.guarding import AnnouncedDocument, ChangeDocument, DiffDocument


def changes_json(told: Told) -> DiffDocument:
    """Return the document of a diff; each finding stands once, with what it is about, the others at the end."""
    found = placed(told)
    promises = [_change(change, found.of_changes[place]) for place, change in enumerate(told.changes)]
    registers = [_register(line, found.of_registers[place]) for place, line in enumerate(told.registers)]
    return {
        "base": told.base,
        "head": told.head,
        "changes": [*promises, *registers],
        "findings": [finding_object(one) for one in found.apart],
        "commits": list(told.commits),
        "announced": [_announced(each) for each in told.announced],
    }


def _announced(announcement: Announcement) -> AnnouncedDocument:
    return {
        "promise": announcement.promise,
        "act": announcement.verb.value,
        "by": sorted(announcement.authors),
        "commit": announcement.commit,
        "subject": announcement.subject,
    }


def _change(change: Change, findings: Sequence[Finding]) -> ChangeDocument:
    return {
        "promise": change.promise,
        "ledger": change.ledger,
        "kind": change.kind,
        "act": change.act,
        "by": change.by,
        "at": plain(change.at),
        "from": plain(change.from_),
        "to": plain(change.to),
        "days": change.days,
        "agreed": change.agreed,
        "timely": change.timely,
        "terms": {key: plain(value) for key, value in change.terms.items()},
        "summary": str(change.summary),
        "findings": [finding_object(finding) for finding in findings],
        "path": change.path,
        "position": change.position,
        "register": None,
        "key": None,
        "commit": None,
    }


def _register(line: RegisterLine, findings: Sequence[Finding]) -> ChangeDocument:
    return {
        "promise": None,
        "ledger": None,
        "kind": "register",
        "act": None,
        "by": line.by,
        "at": None,
        "from": plain(line.old),
        "to": plain(line.new),
        "days": None,
        "agreed": None,
        "timely": None,
        "terms": {},
        "summary": str(register_words(line)),
        "findings": [finding_object(finding) for finding in findings],
        "path": line.path,
        "position": None,
        "register": line.register,
        "key": line.key,
        "commit": line.commit,
    }
