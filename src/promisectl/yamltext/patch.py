"""A patch: pieces of a text, by their offsets, and what shall stand in their place.

Pieces do not overlap. Those at one place come in the order they were given.
"""

from __future__ import annotations

from collections.abc import Sequence


class Patch:
    """The pieces of a text that change. Without a line end at its end the text gets one, so that lines can follow."""

    def __init__(self, text: str) -> None:
        self.newline = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
        self.is_open_ended = bool(text) and not text.endswith("\n")
        self.text = text + self.newline if self.is_open_ended else text
        self._pieces: list[tuple[int, int, str]] = []

    @property
    def goes_on(self) -> bool:
        """Whether something comes after the last line."""
        return any(start == len(self.text) for start, _, _ in self._pieces)

    def replace(self, start: int, end: int, new: str) -> None:
        """Let other text stand in the place of a piece."""
        self._pieces.append((start, end, new))

    def insert(self, place: int, new: str) -> None:
        """Let text come at an offset."""
        self.replace(place, place, new)

    def insert_lines(self, place: int, lines: Sequence[str]) -> None:
        """Let lines come at the start of a line."""
        self.insert(place, "".join(line + self.newline for line in lines))

    def drop(self, start: int, end: int) -> None:
        """Take a piece away."""
        self.replace(start, end, "")

    def applied(self) -> str:
        """Return the new text."""
        parts: list[str] = []
        at = 0
        for start, end, new in sorted(self._pieces, key=lambda piece: piece[:2]):
            parts += [self.text[at:start], new]
            at = max(at, end)
        return "".join([*parts, self.text[at:]])
