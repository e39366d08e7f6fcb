"""Selectors: codes or beginnings of codes, as `--select`, `--ignore` and silences name them: PC3, PC30, PC304."""

from __future__ import annotations

from collections.abc import Iterable


def matches(code: str, selectors: Iterable[str]) -> bool:
    """Whether a code is one of the selectors or begins with one."""
    return any(selector and code.startswith(selector) for selector in selectors)


def wanted(code: str, select: Iterable[str], ignore: Iterable[str]) -> bool:
    """Whether a code is judged: selected (an empty selection is everything) and not ignored."""
    select = tuple(select)
    return (not select or matches(code, select)) and not matches(code, ignore)
