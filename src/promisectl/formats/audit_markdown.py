"""An audit as Markdown, for a comment or a page: the summary, then the findings by severity."""

from __future__ import annotations

from promisectl.formats.audit_json import Audited
from promisectl.formats.audit_text import audit_lines, cannot_see
from promisectl.formats.findings_markdown import COMMENT_LIMIT, findings_markdown
from promisectl.formats.found import Found
from promisectl.formats.markdown import sentence


def audit_markdown(audit: Audited, found: Found) -> str:
    """Return the audit; the findings are counted only, where they would not fit into a comment."""
    summary = "\n".join(f"- {sentence(line)}" for line in audit_lines(audit, found.say))
    last = sentence(found.say(cannot_see(audit))) if _says_more(audit) else ""
    room = COMMENT_LIMIT - len((summary + last).encode()) - 100
    return "\n\n".join(part for part in (findings_markdown(found, room).rstrip("\n"), summary, last) if part)


def _says_more(audit: Audited) -> bool:
    return not audit.anchored or not any(finding.kind == "rewritten" for finding in audit.caught)
