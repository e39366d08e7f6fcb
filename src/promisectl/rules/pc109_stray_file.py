"""Stray file: something in a ledger folder that is neither a promise nor a pack.

Everything below a ledger folder is a promise file or a pack (`*.yaml`); anything else is named rather than skipped.
Notes and what programs leave behind (`README.md`, `notes~`, `.orig`, `.bak`, `Thumbs.db`) are a warning and stop
nothing. What may hold a promise that nobody counts is an error, and a file that cannot be read: one named `.yml`, one
beside the ledgers, a folder whose name can be no ledger's. Files and folders whose name begins with a dot are ignored.

What to do: move the file out of the ledger, or rename it to `<id>.yaml` if it is a promise.
"""

from __future__ import annotations

CODE = "PC109"
SCOPE = "reader"

BAD = """\
# file: ledgers/claims/clm-k7m2x9qd.yaml.orig
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
"""

GOOD = """\
# file: ledgers/claims/clm-k7m2x9qd.yaml
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
"""
