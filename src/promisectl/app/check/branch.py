"""Examining a branch: `check --base`. What it introduces since the merge base of the base and its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from promisectl.app.check.change import SeenChange, see_change
from promisectl.app.check.introduced import introduced
from promisectl.app.check.workspace import CheckResult, silencing_texts
from promisectl.app.compare.naming import WORKTREE
from promisectl.app.compare.revisions import Compared, compare_revisions
from promisectl.app.ledger.standings import located
from promisectl.checking.silencing import apply_silences
from promisectl.model.finding import Finding
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, local_day
from promisectl.store.locating import Locator


@dataclass(frozen=True, slots=True)
class BranchResult:
    """What was found, what was compared, and what has to be said beside it."""

    check_result: CheckResult
    compared: Compared
    remarks: tuple[Message, ...]


def check_branch(
    base: str,
    head: str = "HEAD",
    *,
    root: Path | None = None,
    approvals: Path | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    old_too: bool = False,
    ledger: str | None = None,
    as_of: Moment | None = None,
    is_published: bool = False,
) -> BranchResult:
    """Judge what `head` (a ref, or `worktree`) brings since its merge base with `base` (a ref, or `auto`).

    `ledger` keeps what stands in one ledger; `as_of` is the instant of both sides, now where it is not told.
    """
    seen = see_change(root, base, head, approvals=approvals, as_of=as_of, is_published=is_published)
    compared = seen.compared
    placed = _placed(seen, select=select, ignore=ignore, old_too=old_too)
    if ledger is not None:
        folder = f"{compared.after.settings.ledgers}/{ledger}/"
        placed = [finding for finding in placed if finding.path.startswith(folder)]
    return BranchResult(check_result(compared, placed), compared, (*seen.remarks, *_remarks(compared)))


def branch_findings(seen: SeenChange, ledger: str | None = None) -> list[Finding]:
    """Return the findings of `check --base` about a change that was looked at, with places.

    With a ledger those about other ledgers are left out; what is about no promise stays.
    """
    found = _placed(seen)
    if ledger is None:
        return found
    below = f"{seen.compared.after.settings.ledgers}/{ledger}/"
    return [one for one in found if one.promise is None or one.path.startswith(below)]


def _placed(
    seen: SeenChange,
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    old_too: bool = False,
) -> list[Finding]:
    """Return what a change brings, with places, less what comments in files silence."""
    compared = seen.compared
    findings = introduced(compared, seen.branch, seen.caught, select=select, ignore=ignore, old_too=old_too)
    return _unsilenced(located(findings, compared.sources[1]), compared)


def check_result(compared: Compared, findings: list[Finding]) -> CheckResult:
    """Return located findings of a change as what a check found."""
    instant = compared.after.now
    day = local_day(instant, compared.after.zone).isoformat()
    fail_on = compared.ruling.settings.check.fail_on
    return CheckResult(compared.root, instant, findings, fail_on, len(compared.pairs), day, compared.sources[1])


def _unsilenced(findings: list[Finding], compared: Compared) -> list[Finding]:
    """Leave out what a comment of the file silences; PC4 cannot be silenced."""
    texts = silencing_texts(Locator(compared.sources[1]), {finding.path for finding in findings})
    today = local_day(compared.after.now, compared.after.zone)
    guard: list[Finding] = []
    others: list[Finding] = []
    for finding in findings:
        (guard if finding.code.startswith("PC4") else others).append(finding)
    kept = apply_silences(others, texts, today)
    return sorted([*_without_code("PC111", kept), *guard], key=lambda finding: (finding.where, finding.code))


def _without_code(code: str, findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code != code]


def _remarks(compared: Compared) -> list[Message]:
    remarks: list[Message] = []
    if compared.head != WORKTREE and compared.repository.head() == compared.head:
        dirty = compare_revisions(compared.root, repository=compared.repository)
        if dirty.files:
            paths = ", ".join(sorted(dirty.files)[:5])
            remarks.append(M("not judged, for it is not committed: {paths}", paths=paths))
    if compared.repository.is_shallow():
        remarks.append(M("this clone is shallow: what lies before {base} cannot be seen", base=compared.base[:10]))
    return remarks
