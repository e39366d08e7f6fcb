"""The page of a code: what it means, a bad example, a good one."""

from __future__ import annotations

import textwrap
from typing import Any

from promisectl.checking.rule import Page
from promisectl.formats.translator import Translator
from promisectl.model.message import M


def rule_lines(page: Page, words: Translator) -> list[str]:
    """Return a code's page as text. Its explanation is in English."""
    lines = [f"{page.code} {page.name} ({page.severity.value})", words.say(page.title), "", *page.text.splitlines()]
    for title, example in ((M("Bad:"), page.bad), (M("Good:"), page.good)):
        if example.strip():
            lines += ["", words.say(title), *textwrap.indent(example.rstrip(), "    ").splitlines()]
    return lines


def rule_row(page: Page, words: Translator) -> str:
    """Return a code's line in the list of all."""
    return f"{page.code}  {page.severity.value.ljust(7)}  {page.name.ljust(26)}  {words.say(page.title)}"


def rule_json(page: Page) -> dict[str, Any]:
    """Return a code's page for programs."""
    return {
        "code": page.code,
        "name": page.name,
        "severity": page.severity.value,
        "message": str(page.title),
        "text": page.text,
        "bad": page.bad,
        "good": page.good,
    }


def rule_markdown(page: Page) -> str:
    """Return a code's section of the reference."""
    parts = [f"## {page.code} {page.name}", f"*{page.severity.value}*: {page.title}.", page.text.strip()]
    for title, example in (("Bad", page.bad), ("Good", page.good)):
        if example.strip():
            parts.append(f"{title}:\n\n```yaml\n{example.strip()}\n```")
    return "\n\n".join(parts)
