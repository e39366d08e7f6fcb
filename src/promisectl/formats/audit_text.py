"""An audit as a summary: what was looked at, how far it can be believed, and what an audit cannot see."""

from __future__ import annotations

from promisectl.formats.audit_json import WORDS, Audited
from promisectl.formats.found import Say
from promisectl.formats.screen import Screen, Section, cell, prose
from promisectl.model.message import M, Message


def audit_screen(audit: Audited, say: Say) -> Screen:
    """Return the summary's sentences: commits, acts, promises; how many acts there are of each trust word."""
    first, *rest = audit_lines(audit, say)
    return Screen(cell(first), sections=(Section(tuple(prose(line) for line in rest), close=True),))


def audit_lines(audit: Audited, say: Say = str) -> list[str]:
    """Return the sentences of the summary."""
    seen = M(
        "commits: {commits}, acts: {acts}, promises: {promises}",
        commits=audit.commits,
        acts=len(audit.acts),
        promises=audit.promises,
    )
    found = [(word, audit.words[word]) for word in WORDS if audit.words.get(word)]
    counted = ", ".join(say(M("{trust} {count}", trust=word, count=count)) for word, count in found)
    lines = [say(seen)]
    if counted:
        lines.append(say(M("how far the acts can be believed: {words}", words=counted)))
    return lines


def cannot_see(audit: Audited) -> Message:
    """Return what was proved about the whole of the history, or that nothing was."""
    if audit.anchored:
        return M("the checkpoint holds: history only grew since it was taken")
    return M(
        "a history that was rewritten whole cannot be seen without a checkpoint: "
        "take one with `promisectl audit --write-checkpoint FILE`"
    )
