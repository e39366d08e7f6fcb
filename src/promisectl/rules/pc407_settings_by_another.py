"""Settings by another: settings, people or policy were changed by an author who may not.

`policy.stewards` names who may change promisectl.yaml and people.yaml; where nobody is named, anyone may. A change is
judged by the stewards there were *before* it, so nobody makes herself one. A service's standing agreement is the
performer's own word and is added by nobody else.

What to do: ask a steward to make the change, or to be the author of its commit.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC407"
SCOPE = "audit"

BAD = f"""\
# file: promisectl.yaml
format: 1
policy: {{stewards: [ana, diego]}}  # the base says [ana]; diego wrote the commit
# file: ledgers/claims/clm-k7m2x9qd.yaml
{example(AGREE)}"""

GOOD = f"""\
# file: promisectl.yaml
format: 1
policy: {{stewards: [ana, diego]}}  # ana wrote the commit
# file: ledgers/claims/clm-k7m2x9qd.yaml
{example(AGREE)}"""
