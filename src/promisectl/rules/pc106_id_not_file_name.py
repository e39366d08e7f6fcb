"""Id and file name differ: a promise's file is named by its id and never renamed.

One file per promise, found by its name: that is what lets two branches add promises without a conflict.

What to do: give the file the name of its id. The id is what other promises and people's notes refer to, so change
the id only where the file was copied from another promise.
"""

from __future__ import annotations

CODE = "PC106"
SCOPE = "reader"

BAD = """\
# file: ledgers/claims/clm-k7m2x9qd.yaml
id: clm-9xk4v0ab
what: Inspect the vehicle of claim 88123
"""

GOOD = """\
# file: ledgers/claims/clm-k7m2x9qd.yaml
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
"""
