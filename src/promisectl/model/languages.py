"""Languages: those promisectl speaks, by their codes. The first is the source's own and needs no catalogue.

A new one is a line here and its catalogue in `locale` (`scripts/catalogue.py update`).
"""

from __future__ import annotations

Language = str
LANGUAGES: dict[Language, str] = {"en": "English", "es": "Spanish"}
SOURCE: Language = next(iter(LANGUAGES))
