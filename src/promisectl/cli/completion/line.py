"""A command line as far as it is typed, understood from a table of what every command takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from promisectl.cli.completion import table
from promisectl.cli.completion.candidates import Alive, Candidate, beginning

FILES, FOLDERS = ":files", ":folders"
Option = tuple[tuple[str, ...], str | None, str]
_WITH_WORDS = {name: words for name, words, _ in table.ROWS if words}


@dataclass(slots=True)
class Line:
    """What stands before the word that is being typed: the command, its options' values, how many arguments.

    `bare` is for shells that show no descriptions: then none are translated.
    """

    bare: bool = False
    command: str = ""
    pending: str | None = None
    arguments: int = 0
    ended: bool = False
    given: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def read(words: Sequence[str], *, bare: bool = False) -> Line:
        """Return the words before the cursor, understood."""
        line = Line(bare)
        for word in words:
            line._take(word)
        return line

    def _take(self, word: str) -> None:
        if self.pending is not None:
            self.given[self.pending], self.pending = word, None
        elif word == "--" and not self.ended:
            self.ended = True
        elif word.startswith("-") and len(word) > 1 and not self.ended:
            name, equals, value = word.partition("=")
            option = self.option(name)
            if option is None or option[1] is None:
                return
            if equals:
                self.given[option[0][0]] = value
            else:
                self.pending = option[0][0]
        elif not self.command:
            self.command = word
        elif self.command in _WITH_WORDS:
            self.command = f"{self.command} {word}"
        else:
            self.arguments += 1

    def _options(self) -> Sequence[Option]:
        known = table.COMMANDS.get(self.command)
        return [table.OPTIONS[place] for place in known[1]] if known else table.ROOT_OPTIONS

    def option(self, name: str) -> Option | None:
        """Return the option of the command that is spelled so."""
        return next((option for option in self._options() if name in option[0]), None)

    def completions(self, current: str) -> Iterable[Candidate]:
        """Return what the word under the cursor could become."""
        name, equals, value = current.partition("=")
        if self.pending is not None:
            option = self.option(self.pending)
            return self._values((option[1] if option else "") or "", current)
        if current.startswith("-") and not self.ended:
            option = self.option(name) if equals else None
            if option is not None and option[1]:
                found = self._values(option[1], value)
                return [(one if one.startswith(":") else f"{name}={one}", about) for one, about in found]
            return [] if equals else self._spellings(current)
        if not self.command:
            return self._told((row[0], row[2]) for row in table.ROWS if row[0].startswith(current))
        if self.command in _WITH_WORDS:
            below = (f"{self.command} {word}" for word in _WITH_WORDS[self.command] if word.startswith(current))
            return self._told((full.partition(" ")[2], table.WORD_HELP.get(full, "")) for full in below)
        return self._argument(current)

    def _spellings(self, current: str) -> list[Candidate]:
        """Return the options that begin so, the long spelling of each, without those told already."""
        found = []
        for spellings, _, help in self._options():
            names = [spelling for spelling in spellings if spelling.startswith(current)]
            if names:
                found.append((names[0], help))
        return self._told(
            [*found, *([("--help", "Show this message and exit.")] if "--help".startswith(current) else [])]
        )

    def _told(self, found: Iterable[Candidate]) -> list[Candidate]:
        """Return candidates with the first sentence of their help, in the reader's language."""
        if self.bare:
            return list(found)
        from promisectl.cli.language import spoken
        from promisectl.formats.translator import Translator

        say = Translator(spoken([])).say
        return [(value, re.split(r"[.;] |\.$", say(help).replace("\n", " "))[0]) for value, help in found]

    def _argument(self, current: str) -> Iterable[Candidate]:
        arguments = table.COMMANDS.get(self.command, ((), (), ()))[0]
        if self.arguments < len(arguments):
            return self._values(arguments[self.arguments][0], current)
        return self._values(arguments[-1][0], current) if arguments and arguments[-1][1] else []

    def _values(self, kind: str, current: str) -> Iterable[Candidate]:
        """Return the values of a kind that begin as the current word does."""
        if kind in ("file", "folder"):
            return [(FILES if kind == "file" else FOLDERS, "")]
        if kind == "format":
            known = table.COMMANDS.get(self.command)
            return beginning(((one, "") for one in (known[2] if known else ("text", "json"))), current)
        if kind == "code":
            return self._told((code, title) for code, title in table.CODES.items() if code.startswith(current.upper()))
        if kind == "when":
            return beginning(((one, "") for one in table.WORDS[kind]), current) if current else []
        return Alive(self.given, self.command).values(kind, current)

    def completes_ids(self, current: str) -> bool:
        """Whether the word under the cursor is an id."""
        if self.pending is not None:
            option = self.option(self.pending)
            return option is not None and option[1] == "id"
        arguments = table.COMMANDS.get(self.command, ((), (), ()))[0]
        if current.startswith("-") or not arguments:
            return False
        kind, many = arguments[min(self.arguments, len(arguments) - 1)]
        return kind == "id" and (many or self.arguments < len(arguments))
