"""Public holidays: the days a country, or a part of it, does not work. What the `holidays` library knows."""

from __future__ import annotations

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=256)
def public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """Return a year's public holidays, observed days included; none where the country or part is not known."""
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
    except NotImplementedError:
        return frozenset()


def countries() -> dict[str, list[str]]:
    """Return the subdivisions (their codes and other names) of every country there is, by its code."""
    import holidays

    return dict(holidays.list_supported_countries(include_aliases=True))
