"""Finding files that hold a word: bytes are searched, nothing is read as YAML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from promisectl.model.limits import PACK_LIMIT
from promisectl.store.files import NotRegular, TooLarge, read_bytes
from promisectl.store.walking import Entry, walk


def holding(root: Path, ledgers: str, words: tuple[bytes, ...]) -> Iterator[tuple[Entry, bytes]]:
    """Yield every promise file and pack whose bytes hold all the words; what cannot be read is left out."""
    for entry in walk(root, ledgers):
        if not isinstance(entry, Entry):
            continue
        try:
            text = read_bytes(entry.full, PACK_LIMIT)
        except (NotRegular, TooLarge, OSError):
            continue
        if all(word in text for word in words):
            yield entry, text
