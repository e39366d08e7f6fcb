"""Folding: a text as people compare it, whatever keyboard it was typed on.

Capitals, accents and the form in which letters are composed make no difference: *Inspección*, *inspeccion* and
*INSPECCIO´N* are one word. What names exactly, as handles and ids do, is never folded.
"""

from __future__ import annotations

import re
import unicodedata

_GAPS = re.compile(r"[\s_-]+")


def fold(text: str) -> str:
    """Return a text without capitals and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def fold_name(text: str) -> str:
    """Return a name of several words as people compare it: folded, with one dash between its words."""
    return _GAPS.sub("-", fold(text).strip())
