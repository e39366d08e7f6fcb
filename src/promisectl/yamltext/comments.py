"""Comments: where they are in a YAML text, told without parsing it, so also in a text that cannot be read.

A comment is what YAML takes for one: `#` at the start of a line or after white space, outside quoted texts and block
texts. Where a quote begins inside an unquoted text that runs over several lines this reading may take the rest for
quoted, and then finds no comment there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLOCK = re.compile(r"(?P<lead>\s*(?:-\s+)*)(?P<key>[^:]+:\s+)?[|>](?:[+-]?[1-9]?|[1-9][+-])\s*\Z")


def comments_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line (from 0), column (from 0) and text of each comment, without the end of its line."""
    scan = _Scan()
    block: int | None = None
    for index, raw in enumerate(text.split("\n")):
        line = raw.rstrip("\r")
        if block is not None and _is_within(line, block):
            continue
        column = scan.comment_in(line)
        if column is not None:
            yield index, column, line[column:]
        block = scan.block_below(line[:column])


def _is_within(line: str, block: int) -> bool:
    """Whether a line is of a block text below what is indented so far; blank lines are."""
    indent = len(line) - len(line.lstrip(" "))
    return indent > block or not line.strip()


@dataclass(slots=True)
class _Scan:
    """Where a reader of YAML is within a text: inside which quote, how deep in flow brackets."""

    quote: str = ""
    depth: int = 0

    def comment_in(self, line: str) -> int | None:
        """Return the column of the line's comment, or None; go on to its end otherwise."""
        fresh, index = True, 0
        while index < len(line):
            letter = line[index]
            if self.quote:
                index += self._quoted(line, index)
                fresh = False
                continue
            if letter == "#" and (index == 0 or line[index - 1] in " \t\ufeff"):
                return index
            fresh = self._step(letter, line[index + 1 : index + 2], fresh)
            index += 1
        return None

    def _quoted(self, line: str, index: int) -> int:
        """Go on within a quote; return how many letters were read."""
        letter = line[index]
        if self.quote == '"' and letter == "\\":
            return 2
        if letter == self.quote:
            if letter == "'" and line[index + 1 : index + 2] == "'":
                return 2
            self.quote = ""
        return 1

    def _step(self, letter: str, after: str, fresh: bool) -> bool:
        """Read one letter outside quotes; return whether a value may begin after it."""
        if letter in " \t\ufeff":
            return fresh
        if fresh and letter in "\"'[{":
            return self._open(letter)
        if self.depth:
            return self._step_between_brackets(letter, after, fresh)
        return _is_mark(letter, after, fresh)

    def _open(self, letter: str) -> bool:
        if letter in "[{":
            self.depth += 1
            return True
        self.quote = letter
        return False

    def _step_between_brackets(self, letter: str, after: str, fresh: bool) -> bool:
        if letter in "[{":
            return self._open(letter)
        if letter in "]}":
            self.depth -= 1
            return False
        return letter in ",:" or _is_mark(letter, after, fresh)

    def block_below(self, content: str) -> int | None:
        """Return how far what opens a block text is indented; None where the line just read opens none."""
        opens = None if self.quote or self.depth else _BLOCK.match(content)
        if opens is None:
            return None
        lead = opens["lead"]
        return len(lead) if opens["key"] else lead.rfind("-")


def _is_mark(letter: str, after: str, fresh: bool) -> bool:
    """Whether a letter is a colon, a dash or a question mark that a value may follow."""
    is_spaced = after in ("", " ", "\t")
    return is_spaced and (letter == ":" or (fresh and letter in "-?"))
