"""The page of a code: what it means, a bad example, a good one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from promisectl.checking.rule import Page
from promisectl.formats.findings_full import SEVERITIES
from promisectl.formats.screen import Block, Cell, Code, Column, Part, Row, Screen, Section, Table, cell, prose
from promisectl.formats.styles import Style
from promisectl.formats.translator import Translator
from promisectl.model.finding import Severity
from promisectl.model.languages import SOURCE
from promisectl.model.message import M

_SEVERITIES: dict[Severity, Style] = {Severity.ERROR: "late", Severity.WARNING: "soon", Severity.INFO: ""}


def rule_screen(page: Page, words: Translator) -> Screen:
    """Return a code's page, whole in every language; the examples are files, and stay as they are."""
    title = Cell((Part(f"{page.code} {page.name}", "head"), Part(f" ({words.say(SEVERITIES[page.severity])})")))
    sections = [Section((prose(words.say(page.title)),), close=True), *_explanation(page, words)]
    for heading, example in ((M("Bad:"), page.bad), (M("Good:"), page.good)):
        if example.strip():
            lines = tuple(example.rstrip().splitlines())
            sections.append(Section((Code(lines),), cell(words.say(heading), "head")))
    return Screen(title, sections=tuple(sections))


def _explanation(page: Page, words: Translator) -> list[Section]:
    """Return the text of a page: in English as it was written, line by line, else a section a paragraph."""
    if words.language == SOURCE:
        return [Section(tuple(_explained(page.text)))]
    return [Section((prose(text),)) for text in _said(page, words)]


def _said(page: Page, words: Translator) -> list[str]:
    return [words.name("rule", text) for text in page_texts(page.text)]


def page_texts(text: str) -> list[str]:
    """Return the paragraphs of a page, a line each.

    The catalogue has them in the context `rule`: a page that is new or changed asks for new words in every language.
    """
    return [" ".join(part.split()) for part in text.strip().split("\n\n")]


def _explained(text: str) -> Iterator[Block]:
    """Yield the lines of an explanation; a blank one stays blank."""
    for line in text.splitlines():
        yield prose(line)


def rules_screen(pages: Iterable[Page], words: Translator) -> Screen:
    """Return a row a code: how grave it is, what it is called, what it says."""
    columns = (
        Column(words.say(M("code")), "key"),
        Column(words.say(M("severity")), "fact"),
        Column(words.say(M("name")), "fact"),
        Column(words.say(M("message")), "title"),
    )
    rows = tuple(_row(page, words) for page in pages)
    return Screen(sections=(Section((Table(columns, rows, indent=0, least_title=24),)),))


def _row(page: Page, words: Translator) -> Row:
    style = _SEVERITIES[page.severity]
    severity = cell(words.say(SEVERITIES[page.severity]), style)
    return Row((cell(page.code, "head"), severity, cell(page.name), cell(words.say(page.title))))


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


def rule_markdown(page: Page, words: Translator) -> str:
    """Return a code's section of the reference, in the reader's language."""
    severity = words.say(SEVERITIES[page.severity])
    parts = [f"## {page.code} {page.name}", f"*{severity}*: {words.say(page.title)}."]
    parts += [page.text.strip()] if words.language == SOURCE else _said(page, words)
    for title, example in ((M("Bad:"), page.bad), (M("Good:"), page.good)):
        if example.strip():
            parts.append(f"{words.say(title)}\n\n```yaml\n{example.strip()}\n```")
    return "\n\n".join(parts)
