"""Locating: from the way to a value in a document to the line and column a person edits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from promisectl.model.limits import PACK_LIMIT
from promisectl.model.place import Place, Spot, Step
from promisectl.store.files import NotRegular, TooLarge
from promisectl.store.sources import Folder, Source
from promisectl.yamltext.exact import Document, read_exact


class Locator:
    """Turns Spots into Places, reading each file exactly, once, and only when asked."""

    def __init__(self, source: Path | Source) -> None:
        self._source = Folder(source) if isinstance(source, Path) else source
        self._texts: dict[str, str] = {}
        self._lines: dict[str, list[str]] = {}
        self._documents: dict[str, list[Document]] = {}

    def text(self, path: str) -> str:
        """Return a file's text, empty where it cannot be read."""
        if path not in self._texts:
            try:
                data = self._source.read(path, PACK_LIMIT)
                self._texts[path] = data.decode("utf-8", "replace").removeprefix("\ufeff")
            except (OSError, NotRegular, TooLarge):
                self._texts[path] = ""
        return self._texts[path]

    def line(self, path: str, number: int) -> str:
        """Return a line of a file, without its end."""
        if path not in self._lines:
            self._lines[path] = self.text(path).split("\n")
        lines = self._lines[path]
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else ""

    def place(self, where: Spot | Place) -> Place:
        """Return where a spot stands; the start of the file where it cannot be found."""
        if isinstance(where, Place):
            return where
        if where.path not in self._documents:
            self._documents[where.path] = read_exact(self.text(where.path), many=True)[0]
        documents = self._documents[where.path]
        if where.document >= len(documents):
            return Place(where.path, 1, 1, 2)
        document = documents[where.document]
        span = document.span(where.steps, key=where.key)
        if span is not None and where.steps and not where.key and _is_block(span, document, where.steps):
            span = document.span(where.steps, key=True) or span
        return span.place(where.path) if span else Place(where.path, 1, 1, 2)


def _is_block(span: Any, document: Document, steps: tuple[Step, ...]) -> bool:
    return span.end_line != span.line and steps in document.keys
