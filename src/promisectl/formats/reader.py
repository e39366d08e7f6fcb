"""Reader: who reads what is printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from promisectl.formats.translator import Translator


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a screen: in whose words, how ids are shortened, and whether one field after the other is heard."""

    words: Translator
    short: Callable[[str], str] = str
    plain: bool = False
