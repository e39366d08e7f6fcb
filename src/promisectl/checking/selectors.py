"""Selectors: codes or beginnings of codes, as `--select`, `--ignore` and silences name them: PC3, PC30, PC304."""

from __future__ import annotations

from collections.abc import Iterable

from promisectl.model.codes import CODES
from promisectl.model.message import M, Message
from promisectl.model.nearest import nearest

_TIER = len("PC3")


def matches(code: str, selectors: Iterable[str]) -> bool:
    """Whether a code is one of the selectors or begins with one."""
    return any(selector and code.startswith(selector) for selector in selectors)


def wanted(code: str, select: Iterable[str], ignore: Iterable[str]) -> bool:
    """Whether a code is judged: selected (an empty selection is everything) and not ignored."""
    select = tuple(select)
    return (not select or matches(code, select)) and not matches(code, ignore)


def is_known(selector: str) -> bool:
    """Whether a code is this one, or begins so: what begins no code would select nothing, in silence."""
    return any(code.startswith(selector) for code in CODES)


def meant(selector: str) -> Message:
    """Return what to do about a selector that begins no code: the code of that name, else the nearest of its tier."""
    close = _of_the_name(selector.strip().lower()) or _of_the_tier(selector)
    if close is None:
        return M("codes are written like PC304 or PC3; `promisectl rule` lists them all")
    return M("did you mean `{name}`? `promisectl rule` lists them all", name=close)


def _of_the_name(word: str) -> str | None:
    """Return the code whose name this is, or is like."""
    by_name = {row.name: row.code for row in CODES.values()}
    name = word if word in by_name else nearest(word, by_name)
    return by_name[name] if name is not None else None


def _of_the_tier(selector: str) -> str | None:
    """Return the code most like this one among those that begin alike, as far as PC30, else PC3; else among all."""
    for length in (_TIER + 1, _TIER):
        alike = _beginning(selector[:length])
        if alike and len(selector) > _TIER:
            return nearest(selector, alike) or selector[:length]
    return nearest(selector, CODES)


def _beginning(start: str) -> list[str]:
    return [code for code in CODES if code.startswith(start)]
