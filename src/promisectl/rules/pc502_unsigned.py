"""Unsigned: an act came in a commit without a good signature of the one whose word it is.

Where `policy.trust` (or `policy.acts` for this act) is `signed`, an act counts when its commit carries a good SSH or
OpenPGP signature by a key that people.yaml, as the base has it, lists for its speaker. A key that the same commit adds
does not count, nor does a revoked one. An OpenPGP key counts for what it signed before it expired, by the time that the
signature tells, which is its maker's word. It proves that somebody had the key, and no more.

A confirmation answers it only in a commit that is signed so.

What to do: sign your commits (`git config commit.gpgsign true`), and list your public key in people.yaml in a commit of
its own, before you speak.
"""

from __future__ import annotations

from promisectl.checking.examples import AGREE, example

CODE = "PC502"
SCOPE = "audit"

BAD = example(AGREE + "  # in a commit that nobody signed")

GOOD = example(AGREE + "  # in a commit signed with a key of diego")
