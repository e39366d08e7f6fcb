"""Findings for people who read many: those that repeat one message are folded after three, and said to be.

A message is the same where its code and its words are, whatever they name. `--format full` and every format of programs
hold all of them. For screen readers each finding is a row of fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from promisectl.formats.findings_full import SEVERITIES, position
from promisectl.formats.found import Found
from promisectl.formats.screen import Column, Row, Screen, Section, Table, cell
from promisectl.model.finding import Finding
from promisectl.model.message import M

MOST_OF_A_MESSAGE = 3


def few(found: Found) -> Found:
    """Return at most three findings of each message, in their order."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for finding in found.findings:
        seen[_key(finding)] += 1
        if seen[_key(finding)] <= MOST_OF_A_MESSAGE:
            kept.append(finding)
    return replace(found, findings=kept)


def more_of(found: Found) -> Iterator[str]:
    """Yield how many more there are of each code that was folded, and how to see them all."""
    lines = list(folded_of(found))
    yield from lines
    if lines:
        yield found.say(M("all of them: --format full, or one a line: --format concise"))


def folded_of(found: Found) -> Iterator[str]:
    """Yield how many more there are of each code that was folded."""
    for code, count in _folded(found).items():
        yield found.say(M("and {count} more of {code}", count=count, code=code))


def _folded(found: Found) -> Counter[str]:
    """Return how many findings of each code are not shown."""
    counts: Counter[str] = Counter()
    for (code, _), count in Counter(_key(finding) for finding in found.findings).items():
        if count > MOST_OF_A_MESSAGE:
            counts[code] += count - MOST_OF_A_MESSAGE
    return counts


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message.text


def findings_screen(found: Found) -> Screen:
    """Return a row a finding: how grave, where, of which promise, what, and what to do."""
    say = found.say
    titles = (M("code"), M("severity"), M("place"), M("promise"), M("message"), M("note"), M("help"))
    columns = tuple(Column(say(title), "fact") for title in titles)
    return Screen(sections=(Section((Table(columns, tuple(_row(finding, found) for finding in found.findings)),)),))


def _row(finding: Finding, found: Found) -> Row:
    say = found.say
    told = (
        finding.code,
        say(SEVERITIES[finding.severity]),
        position(finding),
        finding.promise or "",
        say(finding.message),
        say(finding.note) if finding.note is not None else "",
        say(finding.help) if finding.help is not None else "",
    )
    return Row(tuple(cell(text) for text in told))
