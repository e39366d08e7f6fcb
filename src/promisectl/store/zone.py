"""Time zones by their IANA names: the machine's, those there are, and in which country one is."""

from __future__ import annotations

import contextlib
import os
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones


def machine_zone() -> str | None:
    """Return the IANA zone of this machine: TZ, else /etc/timezone, else where /etc/localtime points.

    None where these do not say, or TZ says what is no name of a zone, such as `CLT4`.
    """
    for candidate in _candidates():
        name = candidate.strip().removeprefix(":")
        try:
            return ZoneInfo(name).key
        except (ValueError, OSError, KeyError):
            continue
    return None


def zones() -> frozenset[str]:
    """Return the names of all zones."""
    return frozenset(available_timezones())


def country_of(zone: str) -> str | None:
    """Return the code of the country a zone is in, None where it is in none or nobody says."""
    try:
        lines = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines()
    except (ModuleNotFoundError, OSError):
        return None
    for line in lines:
        country, *fields = line.split("\t")
        if zone in fields[1:2]:
            return country
    return None


def _candidates() -> list[str]:
    told = os.environ.get("TZ", "")
    if told:
        return [told]
    found = []
    with contextlib.suppress(OSError, UnicodeDecodeError):
        found.append(Path("/etc/timezone").read_text(encoding="utf-8"))
    with contextlib.suppress(OSError):
        found.append(str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2])
    return found
