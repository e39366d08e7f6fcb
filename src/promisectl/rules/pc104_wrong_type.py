"""Wrong type: the value is not of the kind that belongs here.

Most often a date that is none: a date is `2026-03-06`, or an instant with its offset, `2026-03-06T17:00:00-03:00`.
What is not a date is an error, never a guess; words such as `fri` or `+2bd` live on the command line, which writes
down the date it understood.

What to do: write the value as the note asks for it.
"""

from __future__ import annotations

CODE = "PC104"
SCOPE = "reader"

BAD = """\
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
due: 6 March
"""

GOOD = """\
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
due: 2026-03-06
"""
