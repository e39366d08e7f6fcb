"""Promise list: promises as every format of lists takes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from promisectl.formats.translator import Translator
from promisectl.metrics.view import View


@dataclass(frozen=True, slots=True)
class PromiseList:
    """Promises in the order to show them, and what a format may have to say about them.

    `day` is the day they are of; `states` says that their state matters, not how late they are. `wanted` says, by id,
    what word a promise waits for, where that was asked; `left_out` counts files that were not read, where that was
    allowed. `link` gives the address of a file, None where no address is known. `columns` names the fields to show,
    where the list was asked for some.
    """

    views: Sequence[View]
    day: date
    words: Translator
    states: bool = True
    wanted: Mapping[str, str] | None = None
    left_out: int | None = None
    link: Callable[[str], str | None] = lambda path: None
    columns: Sequence[str] = ()
