"""Unknown field: a key that the format does not have in this place.

A misspelt key would otherwise be a term that nobody sees. Keys beginning with `x-` are yours and are kept. A draft
(a file without `history`) carries no `state` either: nothing was said yet.

What to do: spell the key as the hint says, or put `x-` before it to keep it for yourself.
"""

from __future__ import annotations

CODE = "PC102"
SCOPE = "reader"

BAD = """\
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
criterias: [report with 8 photos]
"""

GOOD = """\
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
criteria: [report with 8 photos]
x-insurer: Andes
"""
