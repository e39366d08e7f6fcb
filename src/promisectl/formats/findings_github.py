"""Findings as workflow commands of GitHub Actions: annotations at the lines of a pull request.

`::error file=…,line=…::message`. What is quoted stands behind the second `::` of a line that promisectl began, in one
line, with `%` escaped, so that it can neither end the command nor begin another. GitHub shows ten errors, ten warnings
and ten notices of a step; the summary holds all of them.
"""

from __future__ import annotations

import re

from promisectl.formats.findings_markdown import findings_markdown
from promisectl.formats.found import Found, english, place_of
from promisectl.model.finding import Finding, Severity
from promisectl.model.visible_text import escape_line

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
SUMMARY_LIMIT = 900 * 1024  # GitHub refuses more than 1 MiB of a step
MESSAGE_LIMIT = 4000  # the page of a pull request folds away more


def render(found: Found) -> str:
    """Return a command for each finding, in English; paths are relative to the repository."""
    return "\n".join(_command(finding, found) for finding in found.findings)


def _command(finding: Finding, found: Found) -> str:
    message, note, help = english(finding)
    place = place_of(finding)
    properties = {
        "file": found.path(finding),
        "line": str(place.line),
        "endLine": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.end_column),
        "title": f"{finding.code}::{message}",
    }
    attributes = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    helps = [f"help: {line}" if at == 0 else line for at, line in enumerate(help.splitlines())]
    lines = [found.subject(finding) + (note or message), *helps]
    said = "%0A".join(_data(line[:MESSAGE_LIMIT]) for line in lines)
    return f"::{COMMANDS[finding.severity]} {attributes}::{said}"


def _data(text: str) -> str:
    return escape_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return re.sub("[:,]", lambda match: f"%{ord(match[0]):02X}", _data(text))


def summary(found: Found, room: int = SUMMARY_LIMIT) -> str:
    """Return the summary of a step, in Markdown: at most `room` bytes, else the counts; "" where not even they fit."""
    for limit in (room, 0):
        text = findings_markdown(found, limit)
        if len(text.encode()) <= room:
            return text
    return ""
