"""The desk: what every command that writes needs: workspace, speaker, dates, asking, dry runs, the commit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from promisectl.app.interchange.act_document import diff_of
from promisectl.app.ledger.identity import known_person, speaker, whoever
from promisectl.app.ledger.lookup import loose_entries
from promisectl.app.ledger.short_ids import Shortener
from promisectl.cli.language import current
from promisectl.cli.options import Shared
from promisectl.cli.output.console import Console
from promisectl.formats.translator import Translator
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment
from promisectl.model.trouble import Trouble
from promisectl.model.visible_text import escape_line
from promisectl.query.dates import parse_when
from promisectl.store.files import FileWrite, write_all
from promisectl.store.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from promisectl.git.repository import Repository


@dataclass(frozen=True, slots=True)
class Session:
    """A workspace opened for one command, and its console."""

    shared: Shared
    console: Console
    workspace: Workspace

    @staticmethod
    def open(shared: Shared, formats: Sequence[str] = ("text", "json")) -> Session:
        """Open the workspace the options name; BadFiles where people.yaml does not hold."""
        from promisectl.store.workspace import BadFiles

        console = Console(shared, current(), formats)
        workspace = open_workspace(shared.root)
        if workspace.findings:
            raise BadFiles(workspace.findings)
        return Session(shared, console, workspace)

    @property
    def words(self) -> Translator:
        """The words of this run."""
        return self.console.words

    @property
    def today(self) -> date:
        """The local day."""
        return self.workspace.now.astimezone(self.workspace.zone).date()

    def when(self, text: str) -> Moment:
        """Return the day or instant that a word of the command line means."""
        return parse_when(text, self.today, self.workspace.zone, self.workspace.default_calendar)

    def at(self) -> Moment | None:
        """Return when the words were spoken, as --at says."""
        return self.when(self.shared.at) if self.shared.at else None

    def speaker(self) -> str:
        """Return who speaks; with --for, who records."""
        return speaker(self.workspace, self.shared.by)

    def me(self) -> str | None:
        """Return who looks, None where nobody can be told."""
        if self.shared.by:
            return known_person(self.workspace, self.shared.by)
        return whoever(self.workspace)

    def person(self, handle: str) -> str:
        """Return a registered person or outside party by handle; `me` is whoever speaks."""
        return self.speaker() if handle == "me" else known_person(self.workspace, handle)

    def short(self) -> Shortener:
        """Return what shortens ids among all promises of the workspace."""
        return Shortener(loose_entries(self.workspace))

    def keep(self, changes: Sequence[FileWrite], messages: Sequence[str]) -> bool:
        """Write changes, or with --dry-run show them; True where they were written. With --commit, commit each."""
        if self.shared.dry_run:
            if self.console.is_text:
                shown = "".join(diff_of(change, self.workspace.root) for change in changes).rstrip("\n")
                self.console.print([escape_line(line) for line in shown.split("\n")])
            return False
        self._write(changes, [([change], message) for change, message in zip(changes, messages, strict=True)])
        return True

    def keep_together(self, changes: Sequence[FileWrite], message: str) -> bool:
        """Write changes that belong together, or with --dry-run show them; with --commit they are one commit."""
        if self.shared.dry_run or not changes:
            return self.keep(changes, []) if self.shared.dry_run else True
        self._write(changes, [(changes, message)])
        return True

    def keep_uncommitted(self, change: FileWrite) -> bool:
        """Write a change that takes something back, or with --dry-run show it; it is never committed."""
        if self.shared.dry_run:
            return self.keep([change], [])
        write_all([change])
        return True

    def _write(self, changes: Sequence[FileWrite], commits: Sequence[tuple[Sequence[FileWrite], str]]) -> None:
        """Write changes, and commit them where that is wished: a commit each is some changes and a message."""
        repository = self._repository_to_commit_to()
        write_all(changes)
        if repository is not None:
            from promisectl.git.as_user import commit_files

            for together, message in commits:
                commit_files(repository, [change.path for change in together], message)

    def _repository_to_commit_to(self) -> Repository | None:
        """Return the repository where --commit, or `promisectl.commit`, wishes commits; Trouble where it has none."""
        from promisectl.git.repository import Purpose, find_repository, need_repository

        if self.shared.commit:
            return need_repository(self.workspace.root, Purpose.COMMIT)
        repository = find_repository(self.workspace.root)
        wished = repository is not None and repository.config("promisectl.commit") == "true"
        return repository if wished else None


def can_ask(console: Console) -> bool:
    """Whether a person sits there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty() and console.is_text


def ask(console: Console, question: Message, option: str, example: str) -> str:
    """Return a missing value: asked for on a terminal, else Trouble that names the option."""
    if can_ask(console):
        sys.stderr.write(console.say(question) + " ")
        sys.stderr.flush()
        answer = sys.stdin.readline().strip()
        if answer:
            return answer
    raise Trouble(
        M("{option} is missing", option=option),
        help=M("add it, such as {example}", example=example),
        code="missing",
    )


def confirm(console: Console, question: Message) -> None:
    """Ask once, on a terminal, before what cannot be taken back; Trouble where the answer is no."""
    if console.shared.dry_run or not can_ask(console):
        return
    sys.stderr.write(console.say(question) + " [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes", "s", "si", "sí"):
        raise Trouble(M("nothing was written"), code="stopped", exit_code=1)


def lines_of(path: Path) -> list[str]:
    """Return the lines of a file, or of standard input for `-`; Trouble where they cannot be read."""
    try:
        if str(path) == "-":
            return sys.stdin.read().splitlines()
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or M("it is not UTF-8")
        raise Trouble(M("cannot read {path}: {problem}", path=path, problem=problem)) from None
