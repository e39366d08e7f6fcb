"""Folding: a text as people compare it, whatever keyboard it was typed on.

Capitals, accents and the form in which letters are composed make no difference: *Inspección*, *inspeccion* and
*INSPECCIO´N* are one word. What names exactly, as handles and ids do, is never folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_GAPS = re.compile(r"[\s_-]+")


def fold(text: str) -> str:
    """Return a text without capitals and accents."""
    if text.isascii():
        return text.lower()
    # Folded before and after: ℠ comes apart into capitals.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def fold_name(text: str) -> str:
    """Return a name of several words as people compare it: folded, with one dash between its words."""
    return _GAPS.sub("-", fold(text).strip())


def meant(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that somebody typed: that very one, else the only one that folds to the same."""
    names = list(known)
    if name in names:
        return name
    alike = [one for one in names if fold_name(one) == fold_name(name)]
    return alike[0] if len(alike) == 1 else None
