"""Unreadable: the file is not the plain YAML that a ledger is written in.

A ledger is read by people, by other programs and for decades, so it keeps to the part of YAML about which nobody can
disagree: UTF-8, mappings, lists and texts. Refused are duplicate keys, anchors and aliases, merge keys, tags,
directives, complex keys, a second document outside a pack, tabs as indentation, control and direction-changing
characters, conflict markers, nesting deeper than 32, texts over 64 KiB, promise files over 1 MiB. A bad file never
hides another: all of them are reported in one run.

What to do: correct the line. Where a key is doubled inside an act, a merge kept both sides; `promisectl resolve FILE`
puts the acts of both sides in order.
"""

from __future__ import annotations

CODE = "PC101"
SCOPE = "reader"

BAD = """\
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
what: Inspect the lorry of claim 88123
"""

GOOD = """\
id: clm-k7m2x9qd
what: Inspect the vehicle of claim 88123
"""
