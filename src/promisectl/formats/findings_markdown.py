"""Findings as Markdown, for a comment or a page: by severity, the gravest first, in the reader's language.

Where that is longer than what hosts take as a comment, only the counts of each code are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from promisectl.formats.escape import no_commands
from promisectl.formats.found import Found, place_of
from promisectl.formats.markdown import code_block, code_span, sentence
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import M

COMMENT_LIMIT = 60_000
TITLES = {Severity.ERROR: M("Errors"), Severity.WARNING: M("Warnings"), Severity.INFO: M("Infos")}


def render(found: Found) -> str:
    """Return the findings, or their counts where they would not fit into a comment."""
    return findings_markdown(found, COMMENT_LIMIT)


def findings_markdown(found: Found, limit: int) -> str:
    """Return the findings as Markdown of at most `limit` bytes; else their counts, however long."""
    lines = list(_head(found))
    for severity, title in TITLES.items():
        grave = [finding for finding in found.findings if finding.severity is severity]
        if grave:
            lines += [*([""] if lines[-1] else []), f"### {found.say(title)} ({len(grave)})", ""]
        for finding in grave:
            lines += _entry(finding, found)
    text = no_commands("\n".join(lines)) + "\n"
    return text if len(text.encode()) <= limit else "\n".join([*_head(found), "", *_counts(found)]) + "\n"


def _head(found: Found) -> Iterator[str]:
    name = f"`promisectl {found.command}`"
    counts = found.say(
        M(
            "errors: {errors}, warnings: {warnings}, infos: {infos}",
            errors=found.counts["error"],
            warnings=found.counts["warning"],
            infos=found.counts["info"],
        )
    )
    said = counts if found.findings else found.say(M("no findings"))
    yield f"{name} ({found.as_of}): {said}" if found.as_of else f"{name}: {said}"


def _entry(finding: Finding, found: Found) -> Iterator[str]:
    place = place_of(finding)
    where = code_span(f"{found.path(finding)}:{place.line}")
    yield f"- **{finding.code}** {sentence(found.say(finding.message))} ({where})"
    if finding.note is not None:
        yield f"  - {found.say(M('note:'))} {sentence(found.say(finding.note))}"
    if finding.help is not None:
        yield f"  - {found.say(M('help:'))} {sentence(found.say(finding.help))}"
    if finding.paste:
        yield ""
        yield from (f"  {line}" for line in code_block(finding.paste.rstrip("\n"), "yaml").split("\n"))
        yield ""


def _counts(found: Found) -> Iterator[str]:
    yield found.say(M("Too many to show here; these are the counts of each code."))
    yield ""
    counts = Counter(finding.code for finding in found.findings)
    for code, count in sorted(counts.items(), key=lambda row: (-row[1], row[0])):
        title = f" {sentence(found.say(CODES[code].title))}" if code in CODES else ""
        yield f"- {count} × **{code}**{title}"
