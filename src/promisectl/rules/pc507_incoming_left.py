"""Incoming left: an act makes somebody customer or performer who had left by the day it was said.

Who has left keeps what they promised until it passes to somebody else, and a steward speaks in the place. Nothing new
comes to them: nobody is asked, offered or handed a promise who is gone (`left` in people.yaml). The commands refuse it;
it is found in the acts that a branch introduces, by the people its base knows. Older acts stay as they are, and a
history in which somebody left since is read as it was.

What to do: propose it to somebody who is here; where the day of leaving is wrong, correct it in people.yaml first.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC507"
SCOPE = "audit"

_TO_EVA = "terms: {performer: eva}, reason: capacity}"

BAD = example(AGREE, f"{{act: renegotiate, by: diego, at: 2026-03-10T09:00:00Z, {_TO_EVA}  # eva left on 2026-03-08")

GOOD = example(AGREE, f"{{act: renegotiate, by: diego, at: 2026-03-06T09:00:00Z, {_TO_EVA}  # eva left on 2026-03-08")
