"""Settings by another: settings, people or policy were changed by an author who may not.

`policy.stewards` names who may change promisectl.yaml and people.yaml; where nobody is named, anyone may. A change is
judged by the stewards there were *before* it, so nobody makes herself one. A service's standing agreement is the
performer's own word and is added by nobody else, nor is what it covers changed under an older one. Where every steward
has left or has no address, anybody may, with a warning. What is given back is a warning, and the change before it then.

What to do: ask a steward to make the change, to approve its commit (`--approvals`), or to stand by it in a later one
that says `Confirms: COMMIT`; nobody stands by her own. What was changed under a standing agreement its performer
answers with `promisectl service agree NAME`.
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
