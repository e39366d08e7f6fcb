"""Findings of a change: each stands once, with what it is about: a change, an act, a key of a register; else apart.

An agreement that its proposer wrote, a merge that mixed acts, settings changed by another look lawful line by line:
whoever reads only the changes would take them for good.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from promisectl.diff.change import Change
from promisectl.diff.register_lines import RegisterLine
from promisectl.diff.told import Told
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import Message

_OF_REGISTERS = ("PC407", "PC409", "PC410")


@dataclass(slots=True)
class Placed:
    """Findings by the place of the change, or of the register line, that they are about; the others apart."""

    of_changes: dict[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    of_registers: dict[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    apart: list[Finding] = field(default_factory=list)


def placed(told: Told) -> Placed:
    """Return the findings of a change, each in its one place."""
    result = Placed()
    by_promise: dict[str, list[int]] = defaultdict(list)
    for place, change in enumerate(told.changes):
        by_promise[change.promise].append(place)
    for finding in told.findings:
        of_change = _change_of(finding, told.changes, by_promise.get(finding.promise or "", ()))
        of_register = _line_of(finding, told.registers) if of_change is None else None
        if of_change is not None:
            result.of_changes[of_change].append(finding)
        elif of_register is not None:
            result.of_registers[of_register].append(finding)
        else:
            result.apart.append(finding)
    return result


def _change_of(finding: Finding, changes: Sequence[Change], places: Sequence[int]) -> int | None:
    """Return the place of the change that a finding is about: of its code and act, of its act, of its code."""
    fitting = [(_fits(finding, changes[place]), -place) for place in places]
    best = max(fitting, default=(0, 0))
    return -best[1] if best[0] else None


def _fits(finding: Finding, change: Change) -> int:
    """Return how well a change fits a finding: 3 by its code and act, 2 an act, 1 by its code, 0 not at all."""
    is_coded, is_at = finding.code in change.codes, _is_at(finding, change)
    if is_coded:
        return 3 if is_at else 1
    return 2 if is_at and change.kind == "act" else 0


def _is_at(finding: Finding, change: Change) -> bool:
    return change.position is not None and finding.subject[:2] == ("history", change.position - 1)


def _line_of(finding: Finding, lines: Sequence[RegisterLine]) -> int | None:
    """Return the place of the first line of a register that a finding is about."""
    if finding.promise is not None or finding.code not in _OF_REGISTERS:
        return None
    return next((place for place, line in enumerate(lines) if _is_about(finding, line)), None)


def _is_about(finding: Finding, line: RegisterLine) -> bool:
    if finding.path != line.path:
        return False
    key = str(finding.subject[1]) if finding.subject[:1] == ("register",) else ""
    if key == "people.formerly":
        return line.parts[-1] == "formerly"
    if key:
        return line.key == key.removesuffix(".")
    return line.commit.startswith(_commit_in(finding))


def _commit_in(finding: Finding) -> str:
    """Return the commit that a finding names, its first digits; empty where it names none."""
    named = finding.note.data.get("commit") if finding.note is not None else None
    return str(named.data.get("commit", "")) if isinstance(named, Message) else ""


def errors(told: Told) -> list[Finding]:
    """Return the findings that keep a change from being merged."""
    return [finding for finding in told.findings if finding.severity is Severity.ERROR]


def unlawful(told: Told) -> set[str]:
    """Return the promises that are changed as no law allows."""
    wrong = {finding.promise for finding in errors(told) if finding.promise}
    return wrong | {change.promise for change in told.changes if change.is_unlawful}


def is_shown(finding: Finding) -> bool:
    """Whether people are shown a finding beside the change: what is grave, and no matter of the day one looks."""
    return finding.severity is not Severity.INFO and not finding.code.startswith("PC3")
