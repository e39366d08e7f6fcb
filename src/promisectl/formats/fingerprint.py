"""Fingerprint: what tells a service that a finding is one it has seen before, when lines above it come and go.

Made of what the finding is about (code, promise, act or field), never of lines or wording. Where several findings are
about the same, they are numbered in the order they stand, since services show only one of those that share one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from promisectl.model.finding import Finding


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return a fingerprint for each finding, in their order: 32 hexadecimal digits, no two the same."""
    seen: Counter[tuple[str, ...]] = Counter()
    prints = []
    for finding in findings:
        identity = finding.identity
        seen[identity] += 1
        prints.append(_digest((*identity, str(seen[identity]))))
    return prints


def _digest(parts: tuple[str, ...]) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
