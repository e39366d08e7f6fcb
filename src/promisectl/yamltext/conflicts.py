"""Conflict markers: the lines that git writes around the two sides of a conflict, and what stands between them."""

from __future__ import annotations

import re

MARKER_LINE = re.compile(r"^(?:<{7,}|>{7,}|\|{7,})(?: .*)?\r?$|^={7,}\r?$", re.MULTILINE)
