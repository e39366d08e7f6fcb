"""The desk: what every command that writes needs: workspace, speaker, dates, asking, dry runs, the commit."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from promisectl.app.interchange.act_document import diff_of
from promisectl.app.ledger.identity import named_person, speaker, whoever
from promisectl.app.ledger.lookup import loose_entries
from promisectl.app.ledger.short_ids import Shortener
from promisectl.cli.language import current
from promisectl.cli.options import Shared
from promisectl.cli.output.console import Console
from promisectl.formats.translator import Translator
from promisectl.model.message import M, Message
from promisectl.model.moment import Moment, local_day
from promisectl.model.visible_text import escape_line
from promisectl.query.dates import parse_when
from promisectl.store.files import FileWrite, write_all
from promisectl.store.workspace import BadFiles, Workspace, open_workspace

if TYPE_CHECKING:
    from promisectl.git.repository import Repository


@dataclass(frozen=True, slots=True)
class Session:
    """A workspace opened for one command, and its console."""

    shared: Shared
    console: Console
    workspace: Workspace

    @property
    def words(self) -> Translator:
        """The words of this run."""
        return self.console.words

    @property
    def today(self) -> date:
        """The local day."""
        return local_day(self.workspace.now, self.workspace.zone)

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
            return named_person(self.workspace, self.shared.by)
        return whoever(self.workspace)

    def person(self, handle: str) -> str:
        """Return a registered person or outside party by handle; `me` is whoever speaks."""
        return self.speaker() if handle == "me" and self.shared.by else named_person(self.workspace, handle)

    def looking_only(self) -> Session:
        """Return this session with --dry-run."""
        return replace(self, shared=replace(self.shared, dry_run=True))

    def short(self) -> Shortener:
        """Return what shortens ids among all promises of the workspace."""
        return Shortener(loose_entries(self.workspace))

    def write(self, writes: Sequence[FileWrite], message: str) -> bool:
        """Write files, all or none, or with --dry-run show them; True where they were written. A commit holds all."""
        return self._write(writes, [(message, writes)])

    def write_each(self, writes: Sequence[FileWrite], messages: Sequence[str]) -> bool:
        """Write files as `write` does, with a commit for each."""
        return self._write(writes, [(message, [write]) for write, message in zip(writes, messages, strict=True)])

    def write_uncommitted(self, writes: Sequence[FileWrite]) -> bool:
        """Write files that take something back, as `write` does; they are never committed."""
        return self._write(writes, [])

    def say_written(self, done: Message, document: Mapping[str, Any], *, written: bool) -> None:
        """Say what was done; of a dry run people have seen the difference, and programs read what it would be."""
        if not self.console.wants_sentences:
            self.console.document(document)
        elif written and not self.shared.quiet:
            self.console.sentences([self.console.say(done)])
            sys.stdout.flush()  # remarks come after it

    def _write(self, writes: Sequence[FileWrite], commits: Sequence[tuple[str, Sequence[FileWrite]]]) -> bool:
        if self.shared.dry_run:
            self._show(writes)
            return False
        repository = self.repository_to_commit_to() if commits else None
        if repository is None:
            write_all(writes)
        else:
            self._write_and_commit(repository, writes, commits)
        return True

    def _write_and_commit(
        self, repository: Repository, writes: Sequence[FileWrite], commits: Sequence[tuple[str, Sequence[FileWrite]]]
    ) -> None:
        """Write files and commit them, once git is ready to; say which of them held more that was not committed."""
        from promisectl.git.as_user import commit_files, need_ready, uncommitted

        paths = [write.path for write in writes]
        need_ready(repository, paths)
        more = uncommitted(repository, paths)
        write_all(writes)
        for message, together in commits:
            if together:
                commit_files(repository, [write.path for write in together], message)
        for path in more:
            self.console.remark(M("{file}: what was not committed before went along", file=path.name))

    def _show(self, writes: Sequence[FileWrite]) -> None:
        if self.console.is_text:
            difference = "".join(diff_of(write, self.workspace.root) for write in writes).rstrip("\n")
            self.console.print([escape_line(line) for line in difference.split("\n")])

    def repository_to_commit_to(self) -> Repository | None:
        """Return the repository where --commit, or `promisectl.commit`, wishes commits; Trouble where it has none."""
        from promisectl.git.repository import Purpose, find_repository, need_repository

        if self.shared.commit:
            return need_repository(self.workspace.root, Purpose.COMMIT)
        repository = find_repository(self.workspace.root)
        wished = repository is not None and repository.config("promisectl.commit") == "true"
        return repository if wished else None


def open_session(shared: Shared, formats: Sequence[str] = ("text", "json")) -> Session:
    """Return the workspace the options name, opened; BadFiles where people.yaml does not hold."""
    return Session(shared, Console(shared, current(), formats), readable_workspace(shared))


def open_look(shared: Shared, formats: Sequence[str] = ("text", "json")) -> Session:
    """Return the workspace the options name, opened to look at: registers that do not hold hide no promise."""
    return Session(shared, Console(shared, current(), formats), open_workspace(shared.root))


def readable_workspace(shared: Shared) -> Workspace:
    """Return the workspace the options name; BadFiles where its registers do not hold."""
    workspace = open_workspace(shared.root)
    if workspace.unread:
        raise BadFiles(workspace.unread)
    return workspace
