"""Register re-reads: a change of settings or people makes old words mean something else, or counts other commits as
somebody's.

A zone or a former handle decides how a history is read; an email, a key or an account says whose commits are whose. So
it is an error where anybody but a steward changes the zone or `formerly` so that a promise reads otherwise, adds or
takes an address of somebody who has one and is not the author, takes the last one, removes somebody with open
promises, sets `left` before a word that she spoke herself, or makes somebody an agent who said what only a person may.
A steward is warned. Where no steward is named, a first address, `left` set by another, a calendar that open promises
count in, the first stewards, a lower trust and a target enforced no longer are warnings: read them. One address under
two people is a warning, and a trace of each.

What to do: let a steward make the change, approve its commit, or stand by it in a later one that says
`Confirms: COMMIT`; where none is named, name one first, in a change of its own.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC409"
SCOPE = "audit"

BAD = f"""\
# file: promisectl.yaml
format: 1
timezone: Pacific/Auckland  # the base says America/Santiago; no steward made the commit
# file: ledgers/claims/clm-k7m2x9qd.yaml
{example(AGREE)}"""

GOOD = f"""\
# file: promisectl.yaml
format: 1
timezone: America/Santiago
# file: ledgers/claims/clm-k7m2x9qd.yaml
{example(AGREE)}"""
