"""Missing field: a key without which this entry says nothing.

A promise file needs `id` and `what`, an act needs `act`, `by` and `at`, the settings need `format`.

What to do: add the key at the place that is shown.
"""

from __future__ import annotations

CODE = "PC103"
SCOPE = "reader"

BAD = """\
id: clm-k7m2x9qd
customer: ana
"""

GOOD = """\
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
customer: ana
"""
