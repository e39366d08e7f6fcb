"""Found: what a command found, as every format of findings takes it. Values only: no file, no git.

Paths of findings are relative to the workspace, what hosts of repositories want is relative to the repository:
`prefix` is the way from the one to the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING, NamedTuple

from promisectl.checking.rule import Page
from promisectl.model.codes import CODES
from promisectl.model.finding import Finding, Severity
from promisectl.model.message import Message
from promisectl.model.place import Place

PageOf = Callable[[str], Page | None]
if TYPE_CHECKING:
    from promisectl.formats.documents.shared import Counts

Say = Callable[[Message], str]
LineOf = Callable[[str, int], str | None]
About = Callable[[Finding], str]

SITE = "https://promisectl.example.org"


def no_page(code: str) -> None:
    """Return no page: for formats that show none."""


def no_line(path: str, line: int) -> None:
    """Return no line: for findings whose files are not at hand."""


def no_title(finding: Finding) -> str:
    """Return no title: for findings whose promises are not at hand."""
    return ""


@dataclass(frozen=True, slots=True)
class Found:
    """Located findings, in the order to show them, and what a format may have to say about them.

    `as_of` is the day they are of (None where nothing could be judged), `command` what found them, `fail_on` the
    severity from which it fails (or `never`). `line_of` returns a line of a file by its path and number, `page_of` the
    page of a code, `about` what the promise of a finding is about; `say` speaks the reader's language, and is for
    formats that people read.
    """

    findings: Sequence[Finding]
    as_of: str | None = None
    command: str = "check"
    fail_on: str = "error"
    prefix: str = ""
    line_of: LineOf = no_line
    page_of: PageOf = no_page
    about: About = no_title
    say: Say = str
    colour: bool = False

    @property
    def counts(self) -> Counts:
        """How many there are of each severity, the gravest first."""
        counted = Counter(finding.severity for finding in self.findings)
        return {
            "error": counted[Severity.ERROR],
            "warning": counted[Severity.WARNING],
            "info": counted[Severity.INFO],
        }

    def fails(self, finding: Finding) -> bool:
        """Whether a finding weighs enough to fail."""
        return self.fail_on != "never" and finding.severity.rank >= Severity(self.fail_on).rank

    def subject(self, finding: Finding) -> str:
        """Return which promise a finding is about: `Inspect the vehicle (clm-k7m2x9qd): `; empty where of none."""
        if finding.promise is None:
            return ""
        title = self.about(finding)
        return f"{title} ({finding.promise}): " if title else f"{finding.promise}: "

    def path(self, finding: Finding) -> str:
        """Return the file of a finding, relative to the repository."""
        return normpath(f"{self.prefix}/{finding.path}") if self.prefix else finding.path


class CodeInfo(NamedTuple):
    """What a program is told about a code. Always in English."""

    name: str
    title: str
    url: str


def code_info(finding: Finding) -> CodeInfo:
    """Return the name of a finding's code, its constant message, and the address of its page."""
    row = CODES.get(finding.code)
    name = finding.name or (row.name if row else finding.code.lower())
    title = str(row.title if row else finding.message)
    return CodeInfo(name, title, f"{SITE}/docs/reference/codes.html#{finding.code.lower()}-{name}")


def place_of(finding: Finding) -> Place:
    """Return where a finding stands; what was not located stands at the start of its file."""
    where = finding.where
    return where if isinstance(where, Place) else Place(where.path, 1, 1, 2)


def english(finding: Finding) -> tuple[str, str, str]:
    """Return the message, the note and the help of a finding, with the lines to paste, in English; empty if none."""
    help = "\n".join(part for part in (str(finding.help or ""), finding.paste) if part)
    return str(finding.message), str(finding.note) if finding.note is not None else "", help
