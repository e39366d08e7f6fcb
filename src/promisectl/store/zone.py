"""The machine's time zone, by its IANA name."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from zoneinfo import ZoneInfo


def machine_zone() -> str:
    """Return the IANA zone of this machine: TZ, else /etc/timezone, else where /etc/localtime points; else UTC."""
    for candidate in _candidates():
        name = candidate.strip().removeprefix(":")
        try:
            return ZoneInfo(name).key
        except (ValueError, OSError, KeyError):
            continue
    return "UTC"


def _candidates() -> list[str]:
    found = [os.environ.get("TZ", "")]
    with contextlib.suppress(OSError, UnicodeDecodeError):
        found.append(Path("/etc/timezone").read_text(encoding="utf-8"))
    with contextlib.suppress(OSError):
        found.append(str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2])
    return found
